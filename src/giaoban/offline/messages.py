"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "offline.no_guests": _("Khách mời qua đường dẫn không mang tài liệu theo được."),
    "offline.not_called": _("Cuộc họp chưa được duyệt nên chưa mang theo được."),
    "offline.not_yours": _("Chỉ chủ thiết bị và quản trị hệ thống thu hồi được."),
    "offline.session_needed": _("Hãy đăng nhập trên trình duyệt này để mang cuộc họp theo."),
    "offline.unknown_act": _("Việc làm khi không có mạng không đúng loại nên không nhận được."),
    "offline.id_taken": _("Mã của việc này đã dùng cho người khác."),
}
