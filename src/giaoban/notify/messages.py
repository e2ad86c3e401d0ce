"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "notify.only_administrators": _("Chỉ quản trị hệ thống làm được việc này."),
    "notify.already_left": _("Thư này đã được gửi đi."),
    "notify.quiet_needs_both": _("Giờ yên lặng cần cả giờ bắt đầu và giờ kết thúc."),
}
