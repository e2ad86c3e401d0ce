"""What the audit book says about documents."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, Promise | str] = {
    "documents.added": _("{actor} đưa lên tài liệu “{subject}”"),
    "documents.placeholder_added": _("{actor} ghi chỗ giữ cho một tài liệu phát bản giấy"),
    "documents.replaced": _("{actor} thay bản mới của tài liệu “{subject}”: {reason}"),
    "documents.ready": _("Tài liệu “{subject}” đã đọc được"),
    "documents.text_read": _("Đã đọc hết chữ của tài liệu “{subject}”"),
    "documents.recognized": _("Đã nhận dạng chữ các trang quét của tài liệu “{subject}”"),
    "documents.read_again": _("{actor} cho nhận dạng chữ lại tài liệu “{subject}”"),
    "documents.judged": _("Đã kiểm tra chữ ký số của tài liệu “{subject}”"),
    "documents.authority_trusted": _("{actor} thêm “{subject}” vào danh sách tổ chức chứng thực tin cậy"),
    "documents.authority_distrusted": _("{actor} bỏ “{subject}” khỏi danh sách tổ chức chứng thực tin cậy"),
    "documents.copies_handed_out": _("{actor} giao {count} bản giấy của tài liệu “{subject}”"),
    "documents.copy_taken_back": _("{actor} thu lại bản giấy số {number} của tài liệu “{subject}” từ {holder}"),
    "documents.copies_taken_back": _("{actor} thu lại {count} bản giấy của tài liệu “{subject}”"),
    "documents.copy_missing": _("{actor} báo thất lạc bản giấy số {number} của tài liệu “{subject}” ({holder} giữ)"),
    "documents.copies_out": _("Còn {count} bản giấy của tài liệu “{subject}” chưa thu lại"),
    "documents.failed": _("Tài liệu “{subject}” không chuyển đổi được"),
    "documents.changed": _("{actor} sửa thông tin tài liệu “{subject}”"),
    "documents.moved": _("{actor} sắp lại thứ tự tài liệu “{subject}”"),
    "documents.locked": _("{actor} khóa tài liệu “{subject}”"),
    "documents.unlocked": _("{actor} mở khóa tài liệu “{subject}”"),
    "documents.withdrawn": _("{actor} rút tài liệu “{subject}”"),
    "documents.restored": _("{actor} đưa lại tài liệu “{subject}” đã rút"),
    "documents.granted": _("{actor} chia sẻ tài liệu “{subject}” cho {whom}"),
    "documents.revoked": _("{actor} thôi chia sẻ tài liệu “{subject}” cho {whom}"),
    "documents.note_written": _("{actor} ghi chú riêng"),
    "documents.note_changed": _("{actor} sửa ghi chú riêng"),
    "documents.note_removed": _("{actor} xóa ghi chú riêng"),
    "documents.note_restored": _("{actor} lấy lại ghi chú riêng"),
}
