"""What is due by the clock, computed from the state whenever it is asked (invariant 11).

An answer: one working day before the last day, and on it. The officer: on the first working day after the last
day (close it or give more time) and every second after that; what is closed and not settled: after five.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from giaoban.consultations import queries
from giaoban.consultations.models import Consultation
from giaoban.kernel import clock
from giaoban.kernel.notice import Due
from giaoban.people import queries as people

State = Consultation.State
BEFORE: Final = (0, 1)  # working days before the last day, nearest first
EVERY: Final = 2
SETTLE_AFTER: Final = 5


def _due(consultation: Consultation, user_id: UUID, on: date, title: str, because: str, *, mail: bool = True) -> Due:
    return Due(
        user_id=user_id,
        subject_kind="consultations.consultation",
        subject_id=consultation.pk,
        title=title,
        url=reverse("consultations:consultation", args=[consultation.pk]),
        because=because,
        channels=("inbox", "email") if mail else ("inbox",),
        on=on,
    )


def _rows(**those: object) -> Iterator[Consultation]:
    yield from Consultation.objects.filter(**those).defer("text", "folded", "notice").order_by("due_on", "pk")


def before_the_day(now: datetime) -> Iterable[Due]:
    """Remind those who have not answered one working day before the last day, and on it."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for consultation in _rows(state=State.OPEN, due_on__gte=today):
        if consultation.due_on is None:
            continue
        steps = [(step, calendar.before(consultation.due_on, step)) for step in BEFORE]
        reached = next(((step, on) for step, on in steps if on <= today), None)
        if reached is None:
            continue
        step, on = reached
        facts = {"day": f"{consultation.due_on:%d/%m/%Y}", "subject": consultation.subject}
        title = _("Hạn trả lời phiếu lấy ý kiến %(day)s: %(subject)s") % facts
        missing = consultation.slips.filter(opinion=None)
        for person in sorted(queries.askable_people(missing), key=str):
            because = _("Nhắc trước hạn trả lời và trong ngày đến hạn.")
            yield _due(consultation, person, on, title, because, mail=step > 0)


def after_the_day(now: datetime) -> Iterable[Due]:
    """Remind the officer that the day has passed: close it, or give more time."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for consultation in _rows(state=State.OPEN, due_on__lt=today):
        late = calendar.between(consultation.due_on, today) if consultation.due_on else 0
        if late < 1 or consultation.due_on is None:
            continue
        on = calendar.after(consultation.due_on, 1 + (late - 1) // EVERY * EVERY)
        missing = consultation.slips.filter(opinion=None).count()
        facts = {"n": missing, "subject": consultation.subject}
        some, none = (
            _("Hết hạn lấy ý kiến, còn %(n)s người chưa trả lời: %(subject)s"),
            _("Mọi người đã trả lời, chưa kết thúc lấy ý kiến: %(subject)s"),
        )
        title = (some if missing else none) % facts
        because = _("Nhắc kết thúc hoặc gia hạn sau mỗi %(days)s ngày làm việc.") % {"days": EVERY}
        yield _due(consultation, consultation.officer_id, on, title, because)


def to_settle(now: datetime) -> Iterable[Due]:
    """Remind the officer of what was closed five working days ago and has no result notice."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    for consultation in _rows(state=State.CLOSED):
        if consultation.closed_at is None:
            continue
        on = calendar.after(clock.local(consultation.closed_at).date(), SETTLE_AFTER)
        if on <= today:
            title = _("Chưa thông báo kết quả lấy ý kiến: %(subject)s") % {"subject": consultation.subject}
            because = _("Nhắc khi %(days)s ngày làm việc chưa thông báo kết quả.") % {"days": SETTLE_AFTER}
            yield _due(consultation, consultation.officer_id, on, title, because)
