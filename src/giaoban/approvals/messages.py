"""Why an approval cannot go on."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "approvals.not_your_turn": _("Việc này đang chờ người khác cho ý kiến trước."),
    "approvals.not_an_approver": _("Đồng chí không có trong danh sách người duyệt việc này."),
    "approvals.own_request": _("Đồng chí, hoặc người ủy quyền cho đồng chí, là người trình nên không duyệt thay được."),
    "approvals.already_decided": _("Việc này đã được quyết định trước đó."),
    "approvals.no_approver": _("Chưa có người duyệt."),
    "approvals.reason_needed": _("Cần ghi rõ lý do trả lại."),
    "approvals.only_the_asker": _("Chỉ người trình mới rút lại được."),
}
