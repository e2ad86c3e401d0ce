"""Why something cannot be done to what a meeting leaves."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AFTER: dict[str, Promise | str] = {
    "meetings.only_the_desk": _("Chỉ chủ trì, thư ký và Văn phòng mới làm được việc này."),
    "meetings.not_begun": _("Cuộc họp chưa bắt đầu nên chưa có kết luận."),
    "meetings.conclusions_are_issued": _("Thông báo kết luận đã ban hành nên không sửa được kết luận nữa."),
    "meetings.conclusion_text_needed": _("Cần ghi nội dung kết luận."),
    "meetings.lead_unit_needed": _("Cần chọn đơn vị chủ trì, hoặc đánh dấu không phát sinh nhiệm vụ."),
    "meetings.deadline_needed": _("Cần chọn thời hạn, hoặc đánh dấu không phát sinh nhiệm vụ."),
    "meetings.deadline_in_the_past": _("Thời hạn không được trước hôm nay."),
    "meetings.conclusion_is_final": _("Kết luận này đã chốt và giao việc. Hãy thu hồi trước khi sửa."),
    "meetings.task_has_begun": _("Đơn vị đã bắt tay thực hiện nên không thu hồi được; hãy điều chỉnh ở nhiệm vụ."),
    "meetings.incomplete_conclusions": _(
        "Còn {count} kết luận chưa có đơn vị chủ trì hoặc thời hạn. "
        "Hãy bổ sung, hoặc đánh dấu không phát sinh nhiệm vụ."
    ),
    "meetings.still_running": _("Cuộc họp chưa kết thúc."),
    "meetings.no_conclusions": _("Cuộc họp chưa có kết luận nào để thông báo."),
    "meetings.paper_is_submitted": _("Văn bản đang chờ duyệt nên không sửa được. Hãy rút về trước."),
    "meetings.paper_is_issued": _("Văn bản đã ban hành nên không sửa được. Hãy lập bản thay thế."),
    "meetings.paper_not_approved": _("Văn bản chưa được duyệt nên chưa ban hành được."),
    "meetings.paper_not_issued": _("Văn bản chưa ban hành."),
    "meetings.only_the_signer": _("Chỉ chủ trì cuộc họp mới duyệt được văn bản này."),
}
