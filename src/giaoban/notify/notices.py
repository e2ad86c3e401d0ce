"""What administrators are told of the channels."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.notice import Happening, Notice, Reminder
from giaoban.people import queries as people

TO_ADMINISTRATORS = ("inbox", "email")


def _administrators(_entry: Happening) -> Iterable[UUID]:
    return people.administrators().values_list("pk", flat=True)


def _page(_entry: Happening) -> str:
    return reverse("notify:channels")


NOTICES: tuple[Notice, ...] = (
    Notice(
        "notify.cap_warned",
        _administrators,
        _("Kênh {subject} sắp hết hạn mức chi"),
        _page,
        _("Đã dùng {day}% hạn mức hôm nay, {month}% hạn mức tháng này. Hết hạn mức thì kênh tạm dừng."),
        TO_ADMINISTRATORS,
        topic="people",
        tell_actor=True,
    ),
    Notice(
        "notify.cap_reached",
        _administrators,
        _("Kênh {subject} đã tạm dừng vì hết hạn mức chi"),
        _page,
        _("Thông báo vẫn đến trong ứng dụng và bằng thư điện tử. Nâng hạn mức hoặc chờ sang ngày, tháng mới."),
        TO_ADMINISTRATORS,
        urgent=True,
        topic="people",
        tell_actor=True,
    ),
    Notice(
        "notify.keys_lost",
        _administrators,
        _("Kênh {subject} không còn khóa: cần cấp quyền lại cho ứng dụng"),
        _page,
        _("Máy chủ của kênh trả lời: {words}. Lấy mã mới và đặt lại GIAOBAN_ZALO_REFRESH."),
        TO_ADMINISTRATORS,
        urgent=True,
        topic="people",
        tell_actor=True,
    ),
)
REMINDERS: tuple[Reminder, ...] = ()
