"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "clerical.only_the_office": _("Chỉ Văn phòng quản lý sổ đăng ký văn bản."),
    "clerical.unknown_type": _("Không có loại văn bản mang ký hiệu “{type_code}”."),
    "clerical.no_symbol": _("Cơ quan chưa có ký hiệu để đánh số văn bản."),
    "clerical.register_in_use": _("Sổ {register} đã cấp số, không chuyển số từ sổ giấy được nữa."),
    "clerical.reason_needed": _("Cần ghi rõ lý do hủy số."),
    "clerical.unreadable_paper": _("Nội dung văn bản không đọc được; hãy kiểm tra các mục được đánh dấu."),
    "clerical.unreadable_field": _("Mục này thiếu hoặc sai kiểu dữ liệu."),
}
