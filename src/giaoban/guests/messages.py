"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "guests.bad_hours": _("Đường dẫn có hiệu lực từ 1 đến {most} giờ."),
    "guests.name_needed": _("Hãy ghi họ và tên."),
    "guests.organisation_needed": _("Hãy ghi cơ quan, đơn vị."),
    "guests.too_long": _("Nội dung dài quá {most} ký tự."),
    "guests.too_many_knocks": _("Có quá nhiều yêu cầu từ máy này. Hãy đợi {seconds} giây rồi thử lại."),
    "guests.lobby_is_full": _("Phòng chờ đang đông. Hãy thử lại sau {seconds} giây."),
    "guests.not_waiting": _("Khách này không còn ở phòng chờ."),
}
