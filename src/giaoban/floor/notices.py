"""Whom the floor tells outside the room: who is going to be questioned should be able to prepare."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from giaoban.kernel.notice import Happening, Notice, Reminder
from giaoban.meetings import queries
from giaoban.people import queries as people
from giaoban.people.models import User


def _asked(entry: Happening) -> Iterable[UUID]:
    return [UUID(entry.data["asked_id"])]


def _may_see(entry: Happening, user_id: UUID) -> bool:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user is not None and queries.visible_meetings(people.actor_of(user)).filter(pk=entry.subject_id).exists()


NOTICES: tuple[Notice, ...] = (
    Notice(
        action="floor.question_asked",
        to=_asked,
        title=_("{speaker} đăng ký chất vấn đồng chí tại {subject}"),
        body=_("Nội dung chất vấn xem ở phòng họp, mục Phát biểu."),
        url=lambda entry: f"/phong-hop/{entry.subject_id}/",
        topic="meetings",
        may_see=_may_see,
    ),
)
REMINDERS: tuple[Reminder, ...] = ()
