"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "offline.no_guests": _("Khách mời qua đường dẫn không mang tài liệu theo được."),
    "offline.not_called": _("Cuộc họp chưa được duyệt nên chưa mang theo được."),
    "offline.only_administrators": _("Chỉ quản trị hệ thống xem được danh sách thiết bị mang theo."),
    "offline.not_yours": _("Chỉ chủ thiết bị và quản trị hệ thống thu hồi được."),
    "offline.session_needed": _("Hãy đăng nhập trên trình duyệt này để mang cuộc họp theo."),
    "offline.unknown_act": _("Nội dung gửi lên không hợp lệ nên hệ thống không tiếp nhận."),
    "offline.id_taken": _("Mã này đã được dùng cho thao tác của người khác."),
}
