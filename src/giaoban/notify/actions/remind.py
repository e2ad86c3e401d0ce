"""Reminders by the clock: computed from the state when due, gathered so that one person gets one message."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.kernel.notice import Due, Reminder
from giaoban.notify import mail, queries, quiet, registry
from giaoban.notify.actions.send import Message, Reader, Ready, make_ready, write
from giaoban.notify.models import Delivery, Preference, Reminded
from giaoban.people.models import User
from giaoban.people.queries import work_calendar

log = logging.getLogger(__name__)
Found = tuple[Reminder, Due]
Key = tuple[str, UUID, date, UUID]
TOGETHER = 100  # people written in one transaction
LINES = 20  # reminders spelled out in one message
DIGEST = "remind:"  # how the key begins of a message that gathers what is due
URGENT = "urgent:"  # … of one that did not wait for the digest, and does not stand for it
INSIDE = frozenset({Delivery.Channel.INBOX, Delivery.Channel.EMAIL})  # what everybody has
MUTED = ""  # the key of what the person takes by no channel: it counts as given, and no message went


@dataclass(frozen=True, slots=True)
class Telling:
    """One person's message of this round, ready to be written together with the keys that keep it from coming twice."""

    user: User
    keys: list[Reminded]
    ready: Ready


def remind() -> int:
    """Ask every reminder what is due, and give each person at most one message; return how many were told.

    Repeat: what was given for its date and step is not given again, however often this runs and however long it
    did not run. A fault with one person does not keep it from the others.
    """
    now = clock.now()
    working = quiet.in_working_hours(now, work_calendar())
    users = {user.pk: user for user in User.objects.filter(is_active=True)}
    due = _due(now, users, working=working)
    wishes, given, today = queries.wishes_of(due), _given(due.values()), _given_today(now)
    terms = queries.terms()
    reach = queries.reach_of([users[user_id] for user_id in due], terms)
    digests = {r.name: r.digest_at() for r in registry.REMINDERS.values() if r.digest_at}
    tellings: list[Telling] = []
    for user_id, found in due.items():
        user, wish = users[user_id], wishes.get(user_id)
        fresh = [(r, d) for r, d in found if given.get(_key(r, d, now), -1) < d.step]
        taken = [
            (r, d) for r, d in fresh if d.urgent or _may_come(r, digests.get(r.name), wish, now, today.get(user_id, ()))
        ]
        reader = Reader(user, wish, reach[user_id], terms)
        tellings += _ready(reader, sorted(taken, key=lambda one: _on(one[1], now)), now)
    return sum(_write(tellings[start : start + TOGETHER]) for start in range(0, len(tellings), TOGETHER))


def _on(due: Due, now: datetime) -> date:
    return due.on or clock.local(now).date()


def _key(reminder: Reminder, due: Due, now: datetime) -> Key:
    return (_name(reminder, due), due.subject_id, _on(due, now), due.user_id)


def _name(reminder: Reminder, due: Due) -> str:
    return f"{reminder.name}.{due.name}" if due.name else reminder.name


def _due(now: datetime, users: dict[UUID, User], *, working: bool) -> dict[UUID, list[Found]]:
    """Return what is due by person; asked once for each language that somebody reads."""
    found: dict[UUID, list[Found]] = {}
    for language in sorted({user.language for user in users.values()}):
        with translation.override(language):
            for reminder in registry.REMINDERS.values():
                for due in reminder.due(now):
                    user = users.get(due.user_id)
                    if user and user.language == language and (working or due.urgent or reminder.at_once):
                        found.setdefault(user.pk, []).append((reminder, due))
    return found


def _given(due: Iterable[list[Found]]) -> dict[Key, int]:
    """Return the highest step that was given of each key."""
    subjects = sorted({d.subject_id for found in due for _reminder, d in found})
    given: dict[Key, int] = {}
    for start in range(0, len(subjects), 5000):
        rows = Reminded.objects.filter(subject_id__in=subjects[start : start + 5000])
        for name, subject_id, on, user_id, step in rows.values_list("name", "subject_id", "on", "user_id", "step"):
            key: Key = (name, subject_id, on, user_id)
            given[key] = max(step, given.get(key, -1))
    return given


def _given_today(now: datetime) -> dict[UUID, set[str]]:
    """Return what each person was told today in a digest; what was muted, or went out as urgent, is no digest."""
    midnight = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today: dict[UUID, set[str]] = {}
    rows = Reminded.objects.filter(at__gte=midnight, key__startswith=DIGEST)
    for user_id, name in rows.values_list("user_id", "name").distinct():
        today.setdefault(user_id, set()).add(name)
    return today


def _may_come(
    reminder: Reminder, at: time | None, wish: Preference | None, now: datetime, given_today: Iterable[str]
) -> bool:
    """Reminders keep out of quiet hours; a digest comes once a day, not before its time.

    A person's own time gathers everything; the agency's time gathers the reminders that have one.
    """
    if quiet.is_quiet(wish, now):
        return False
    if reminder.at_once:
        return True
    if wish and wish.digest_at:
        return clock.local(now).time() >= wish.digest_at and not given_today
    if at is None:
        return True
    had = any(f"{given}.".startswith(f"{reminder.name}.") for given in given_today)
    return clock.local(now).time() >= at and not had


def _ready(reader: Reader, taken: list[Found], now: datetime) -> list[Telling]:
    """Make one person's message ready: each channel holds what the person takes by it, in one message.

    What the person takes by no channel counts as given. What only comes along comes with others of its channel.
    """
    user = reader.user
    by_channel = _by_channel(taken, reader)
    chosen = {id(d) for found in by_channel.values() for _r, d in found}
    told = [(r, d) for r, d in taken if id(d) in chosen]
    muted = [(r, d) for r, d in taken if not d.along and id(d) not in chosen]
    key = f"{DIGEST if any(not (d.urgent or r.at_once) for r, d in told) else URGENT}{new_id()}"
    ready = Ready()
    try:
        with translation.override(user.language):
            for channel, found in by_channel.items():
                ready.add(make_ready(_message(key, found, channel), reader))
    except Exception:  # the next round tries again, and the others are told in this one
        log.exception("%s could not be reminded", user.pk)
        return []
    keys = [_row(r, d, user, key, now) for r, d in told] + [_row(r, d, user, MUTED, now) for r, d in muted]
    return [Telling(user, keys, ready)] if keys else []


def _by_channel(taken: list[Found], reader: Reader) -> dict[str, list[Found]]:
    """Return what goes by each channel: the kinds of message that the person did not switch off there."""
    cut: dict[str, list[Found]] = {}
    may = {*INSIDE, *reader.reach}
    offered = [(r, d, set(reader.terms.offered(d.channels, _name(r, d))) & may) for r, d in taken]
    for channel in sorted({channel for _r, _d, channels in offered for channel in channels}):
        found = [(r, d) for r, d, channels in offered if channel in channels and _takes(r, d, channel, reader)]
        if any(not d.along for _r, d in found):
            cut[channel] = found
    return cut


def _takes(reminder: Reminder, due: Due, channel: str, reader: Reader) -> bool:
    return due.urgent or reader.terms.takes(reader.wish, registry.topic_of_reminder(reminder), channel)


def _write(tellings: list[Telling]) -> int:
    """Write the messages of several people; where another process was faster, each by itself."""
    try:
        with transaction.atomic():
            Reminded.objects.bulk_create([row for telling in tellings for row in telling.keys], batch_size=500)
            write([telling.ready for telling in tellings])
    except IntegrityError:  # somebody's reminder was given a moment ago; the next round brings the rest
        return 0 if len(tellings) == 1 else sum(_write([telling]) for telling in tellings)
    return sum(bool(telling.ready.deliveries) for telling in tellings)


def _is_secret(due: Due) -> bool:
    return registry.is_secret(due.subject_kind, str(due.subject_id))


def _row(reminder: Reminder, due: Due, user: User, key: str, now: datetime) -> Reminded:
    return Reminded(
        name=_name(reminder, due),
        subject_kind=due.subject_kind,
        subject_id=due.subject_id,
        on=_on(due, now),
        step=due.step,
        user=user,
        key=key,
        at=now,
    )


def _points(taken: list[Found], page: str) -> list[mail.Point]:
    """Return what the letter spells out, and where the rest is read when it is too much for one."""
    points = [mail.Point(d.title, d.because, d.url, d.answers()) for _r, d in taken[:LINES]]
    if len(taken) > LINES:
        rest = _("… và %(count)s việc khác") % {"count": len(taken) - LINES}
        points.append(mail.Point(rest, "", reverse(page or "desk:today")))
    return points


def _message(key: str, taken: list[Found], channel: str) -> Message:
    """One reminder is told as it is; several become one list that leads to where they are answered."""
    (first, due), *others = taken
    topic = registry.topic_of_reminder(first)
    urgent = any(d.urgent for _r, d in taken)
    points = [] if channel == Delivery.Channel.INBOX else _points(taken, first.page)
    if not others:
        return Message(
            key=key,
            action=first.name,
            topic=topic,
            title=due.title,
            body=due.body,
            because=due.because,
            url=due.url,
            channels=(channel,),
            urgent=urgent,
            subject_kind=due.subject_kind,
            subject_id=str(due.subject_id),
            points=points if points and points[0].answers else (),
        )
    said = taken if channel in INSIDE else [(r, d) for r, d in taken if not _is_secret(d)]
    lines = [f"• {d.title} ({d.because})" if d.because else f"• {d.title}" for _r, d in said[:LINES]]
    if len(taken) > LINES:
        lines.append(_("… và %(count)s việc khác") % {"count": len(taken) - LINES})
    pages = {r.page for r, _d in taken}
    return Message(
        key=key,
        action="notify.gathered",
        topic=topic,
        title=_("Đồng chí có %(count)s việc cần lưu ý") % {"count": len(taken)},
        body="\n".join(lines),
        because=_("Các lời nhắc đến hạn cùng lúc được gộp thành một thông báo."),
        url=reverse(pages.pop() if len(pages) == 1 and first.page else "desk:today"),
        channels=(channel,),
        urgent=urgent,
        points=points,
    )
