"""Reminders by the clock: computed from the state when due, gathered so that one person gets one message."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.kernel.notice import Due, Reminder
from giaoban.notify import queries, quiet, registry
from giaoban.notify.actions.send import Message, tell
from giaoban.notify.models import Preference, Reminded
from giaoban.people.models import User
from giaoban.people.queries import work_calendar

Found = tuple[Reminder, Due]


def remind() -> int:
    """Ask every reminder what is due, and give each person at most one message; return how many were told.

    Repeat: what was given for its date is not given again, however often this runs and however long it
    did not run.
    """
    now = clock.now()
    working = quiet.in_working_hours(now, work_calendar())
    users = {user.pk: user for user in User.objects.filter(is_active=True)}
    due = _due(now, users, working=working)
    wishes = queries.wishes_of(due)
    given = _given(due.values())
    told = 0
    for user_id, found in due.items():
        fresh = [(r, d) for r, d in found if (r.name, d.subject_id, _on(d, now), user_id) not in given]
        with translation.override(users[user_id].language):
            told += _tell(users[user_id], fresh, wishes.get(user_id), now)
    return told


def _on(due: Due, now: datetime) -> date:
    return due.on or clock.local(now).date()


def _due(now: datetime, users: dict[UUID, User], *, working: bool) -> dict[UUID, list[Found]]:
    """Return what is due by person; asked once for each language that somebody reads."""
    found: dict[UUID, list[Found]] = {}
    for language in sorted({user.language for user in users.values()}):
        with translation.override(language):
            for reminder in registry.REMINDERS.values():
                for due in reminder.due(now):
                    user = users.get(due.user_id)
                    if user and user.language == language and (working or due.urgent):
                        found.setdefault(user.pk, []).append((reminder, due))
    return found


def _given(due: Iterable[list[Found]]) -> set[tuple[str, UUID, date, UUID]]:
    subjects = sorted({d.subject_id for found in due for _reminder, d in found})
    given: set[tuple[str, UUID, date, UUID]] = set()
    for start in range(0, len(subjects), 500):
        rows = Reminded.objects.filter(subject_id__in=subjects[start : start + 500])
        given.update(rows.values_list("name", "subject_id", "on", "user_id"))
    return given


def _tell(user: User, fresh: list[Found], wish: Preference | None, now: datetime) -> bool:
    taken = [(r, d) for r, d in fresh if d.urgent or _may_come(user, wish, now)]
    if not taken:
        return False
    key = f"remind:{new_id()}"
    try:
        with transaction.atomic():
            Reminded.objects.bulk_create(_row(r, d, user, key, now) for r, d in taken)
            tell(_message(key, taken), user, wish)
    except IntegrityError:  # another process gave one of them a moment ago; the next round brings the rest
        return False
    return True


def _row(reminder: Reminder, due: Due, user: User, key: str, now: datetime) -> Reminded:
    return Reminded(
        name=reminder.name,
        subject_kind=due.subject_kind,
        subject_id=due.subject_id,
        on=_on(due, now),
        user=user,
        key=key,
    )


def _may_come(user: User, wish: Preference | None, now: datetime) -> bool:
    """Reminders keep out of quiet hours; who wants one digest a day gets it once, not before that time."""
    if quiet.is_quiet(wish, now):
        return False
    if wish is None or wish.digest_at is None:
        return True
    here = clock.local(now)
    if here.time() < wish.digest_at:
        return False
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return not Reminded.objects.filter(user=user, at__gte=midnight).exists()


def _message(key: str, taken: list[Found]) -> Message:
    """One reminder is told as it is; several become one list that leads to the day's page."""
    (first, due), *others = taken
    topic = registry.topic_of_reminder(first)
    channels = sorted({channel for _r, d in taken for channel in d.channels})
    urgent = any(d.urgent for _r, d in taken)
    if not others:
        return Message(
            key=key,
            action=first.name,
            topic=topic,
            title=due.title,
            body=due.body,
            because=due.because,
            url=due.url,
            channels=channels,
            urgent=urgent,
            subject_kind=due.subject_kind,
            subject_id=str(due.subject_id),
        )
    lines = [f"• {d.title} ({d.because})" if d.because else f"• {d.title}" for _r, d in taken]
    return Message(
        key=key,
        action="notify.gathered",
        topic=topic,
        title=_("Đồng chí có %(count)s việc cần lưu ý") % {"count": len(taken)},
        body="\n".join(lines),
        because=_("Các lời nhắc đến hạn cùng lúc được gộp thành một thông báo."),
        url=reverse("desk:today"),
        channels=channels,
        urgent=urgent,
    )
