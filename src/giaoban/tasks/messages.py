"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "tasks.not_your_unit_to_assign": _("Đồng chí chỉ giao được nhiệm vụ cho đơn vị mình phụ trách."),
    "tasks.only_the_assignee": _("Chỉ người thực hiện (hoặc người được ủy quyền) làm được việc này."),
    "tasks.only_the_assigner": _("Chỉ người giao (hoặc người được ủy quyền) làm được việc này."),
    "tasks.only_the_head": _("Chỉ lãnh đạo đơn vị chủ trì làm được việc này."),
    "tasks.only_to_look_at": _("Đồng chí chỉ có quyền xem nhiệm vụ này."),
    "tasks.already_handed_in": _("Nhiệm vụ đã báo cáo hoàn thành, đang chờ người giao xác nhận."),
    "tasks.not_open": _("Nhiệm vụ đã kết thúc hoặc đang tạm dừng."),
    "tasks.not_handed_in": _("Nhiệm vụ chưa được báo cáo hoàn thành."),
    "tasks.not_suspended": _("Nhiệm vụ không ở trạng thái tạm dừng."),
    "tasks.no_deadline": _("Nhiệm vụ này không có thời hạn nên không cần gia hạn."),
    "tasks.title_needed": _("Cần ghi nội dung nhiệm vụ."),
    "tasks.text_needed": _("Cần ghi nội dung báo cáo."),
    "tasks.reason_needed": _("Cần ghi rõ lý do."),
    "tasks.progress_is_per_cent": _("Tiến độ tính theo phần trăm, từ 0 đến 100."),
    "tasks.deadline_in_the_past": _("Thời hạn không được trước ngày hôm nay."),
    "tasks.later_deadline_needed": _("Thời hạn mới phải sau thời hạn đang có ({deadline})."),
    "tasks.extension_waits": _("Đã có một đề nghị gia hạn đang chờ quyết định."),
    "tasks.extension_decided": _("Đề nghị gia hạn này đã được quyết định."),
    "tasks.not_of_the_unit": _("Người được chọn không thuộc đơn vị chủ trì."),
    "tasks.not_a_sub_unit": _("Chỉ chia việc cho đơn vị trực thuộc hoặc người trong đơn vị."),
    "tasks.parts_needed": _("Cần ít nhất một phần việc."),
    "tasks.unknown_unit": _("Không có đơn vị này, hoặc đơn vị đã ngừng hoạt động."),
    "tasks.unknown_person": _("Không có người này, hoặc tài khoản đã ngừng hoạt động."),
    "tasks.parts_are_open": _("Còn {count} phần việc chưa xác nhận hoàn thành."),
    "tasks.link_expired": _("Liên kết này đã hết hạn. Mời đồng chí đăng nhập để trả lời."),
    "tasks.only_administrators": _("Chỉ người quản trị hệ thống thay đổi được chính sách nhắc việc."),
    "tasks.policy_out_of_bounds": _("Có giá trị nằm ngoài giới hạn cho phép."),
    "tasks.bad_rhythm": _("Chu kỳ hoặc số ngày giao trước chưa đúng."),
    "tasks.only_who_set_it_up": _("Chỉ người đặt hoặc lãnh đạo đơn vị kết thúc được việc định kỳ này."),
    "tasks.bad_date": _("Ngày chưa đúng."),
}
