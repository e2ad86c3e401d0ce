"""Why something cannot be done to a meeting before it starts."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BEFORE: dict[str, Promise | str] = {
    "meetings.only_the_office": _("Chỉ Văn phòng, thư ký hoặc người soạn cuộc họp mới làm được việc này."),
    "meetings.only_the_chair": _("Chỉ chủ trì cuộc họp mới làm được việc này."),
    "meetings.only_chair_and_secretary": _("Chỉ chủ trì và thư ký cuộc họp được xem nội dung này."),
    "meetings.may_not_schedule": _(
        "Đồng chí chưa được giao soạn cuộc họp của đơn vị này. Hãy liên hệ thư ký Văn phòng."
    ),
    "meetings.not_invited": _("Đồng chí không có trong thành phần dự cuộc họp này."),
    "meetings.not_your_site": _("Chỉ người của đơn vị tại điểm cầu mới trả lời thay điểm cầu."),
    "meetings.not_your_unit": _("Chỉ người của đơn vị được đề nghị mới gửi được tài liệu này."),
    "meetings.ends_before_it_starts": _("Giờ kết thúc phải sau giờ bắt đầu."),
    "meetings.title_needed": _("Cần ghi tên cuộc họp."),
    "meetings.item_title_needed": _("Cần ghi tên nội dung."),
    "meetings.reason_needed": _("Cần ghi rõ lý do."),
    "meetings.text_needed": _("Cần ghi nội dung."),
    "meetings.substitute_needed": _("Cần chọn người dự thay."),
    "meetings.substitute_is_self": _("Người dự thay phải là người khác."),
    "meetings.substitute_is_invited": _("{name} đã có trong thành phần dự họp, hãy chọn người khác."),
    "meetings.move_needs_reason": _(
        "Giấy mời đã phát hành. Hãy dùng “Hoãn, dời” và ghi lý do để mọi người được báo."
    ),
    "meetings.not_a_draft": _("Cuộc họp không còn ở bước dự thảo nên không sửa được. Hãy rút về dự thảo trước."),
    "meetings.not_submitted": _("Chương trình họp này hiện không ở bước trình duyệt."),
    "meetings.not_approved": _("Chương trình họp chưa được duyệt nên chưa phát hành được."),
    "meetings.not_published": _("Cuộc họp chưa phát hành giấy mời."),
    "meetings.already_begun": _("Cuộc họp đã bắt đầu hoặc đã kết thúc nên không thay đổi được nữa."),
    "meetings.already_cancelled": _("Cuộc họp này đã hủy."),
    "meetings.agenda_is_empty": _("Chương trình chưa có nội dung nào. Hãy thêm ít nhất một nội dung rồi trình duyệt."),
    "meetings.nobody_invited": _("Chưa có thành phần dự họp. Hãy chọn người hoặc nhóm dự họp rồi trình duyệt."),
    "meetings.approver_not_allowed": _("Người được chọn không có quyền duyệt chương trình họp này."),
    "meetings.marks_are_closed": _("Đã hết hạn cho ý kiến trước cuộc họp."),
    "meetings.marks_end_before_start": _("Hạn cho ý kiến phải trước giờ bắt đầu họp."),
    "meetings.no_substitute_asked": _("Không có đề nghị dự thay nào đang chờ."),
    "meetings.item_has_been_held": _("Nội dung này đã được đưa ra họp nên không bỏ được."),
    "meetings.order_is_incomplete": _("Danh sách nội dung vừa thay đổi. Hãy tải lại trang rồi sắp xếp lại."),
    "meetings.paper_is_with_the_office": _("Tài liệu đã gửi và đang chờ Văn phòng xem."),
    "meetings.paper_not_submitted": _("Đơn vị chưa gửi tài liệu này."),
    "meetings.paper_needed": _("Hãy tải tài liệu lên trước khi gửi."),
    "meetings.record_is_issued": _("Văn bản này đã ban hành nên không thay được."),
    "meetings.series_has_ended": _("Loạt họp này đã kết thúc."),
    "meetings.series_too_short": _("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
    "meetings.series_rule_unclear": _("Cần chọn ngày họp trong tuần."),
    "meetings.series_date_is_skipped": _("Kỳ họp này đã được bỏ qua."),
    "meetings.series_date_has_meeting": _(
        "Kỳ họp này đã có cuộc họp. Hãy mở cuộc họp đó để hoãn, dời hoặc hủy."
    ),
    "meetings.series_date_taken": _("Loạt họp đã có một kỳ vào thời điểm này."),
    "meetings.series_from_the_past": _("Chỉ sửa được loạt họp từ hôm nay trở đi."),
}
