"""Duties that nobody may give any more: why, and who is told. Computed each time, so a right that returns is enough."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.messages import sentence
from giaoban.kernel.notice import Due
from giaoban.kernel.workdays import WorkCalendar
from giaoban.people import queries as people
from giaoban.people.models import User
from giaoban.tasks import permissions, queries, recurring
from giaoban.tasks.models import Duty


def why(duties: Iterable[Duty]) -> dict[UUID, str]:
    """Return of these duties those that are not given, with the reason in words."""
    verdicts = {duty.pk: permissions.may_still_give(duty) for duty in duties}
    return {pk: sentence(verdict.reason) for pk, verdict in verdicts.items() if not verdict}


def due(now: datetime) -> Iterator[Due]:
    """Tell whoever can mend it once for each time that a duty is not given."""
    calendar, today = people.work_calendar(), clock.local(now).date()
    duties = {duty.pk: duty for duty in queries.running_duties()}
    reasons = why(duties.values())
    for duty in (duties[pk] for pk in reasons):
        missed = _missed(duty, today, calendar)
        for person in _people(duty) if missed else ():
            yield Due(
                user_id=person,
                subject_kind="tasks.duty",
                subject_id=duty.pk,
                title=_("Việc định kỳ chưa giao được: %(duty)s") % {"duty": duty.title},
                url=reverse("tasks:duties"),
                because=_("%(reason)s Đề nghị đặt lại cho đúng người, đúng đơn vị hoặc kết thúc việc định kỳ này.")
                % {"reason": reasons[duty.pk]},
                channels=("inbox", "email"),
                on=missed,
            )


def _missed(duty: Duty, today: date, calendar: WorkCalendar) -> date | None:
    """Return the newest time that should have been given by now."""
    had = set(duty.rounds.values_list("falls_on", flat=True))
    return next((day for day in reversed(list(recurring.reached(duty, today, calendar))) if day not in had), None)


def _people(duty: Duty) -> list[UUID]:
    """Return who set it up, and who leads the unit, or the one above a closed unit; only those who see the duty."""
    unit = duty.lead_unit if duty.lead_unit.closed_on is None else duty.lead_unit.parent
    head = people.head_of(unit.pk) if unit else None
    found = User.objects.filter(pk__in={duty.assigner_id, *([head.pk] if head else [])}, is_active=True)
    seers = (user for user in found if queries.visible_duties(people.actor_of(user)).filter(pk=duty.pk).exists())
    return sorted((user.pk for user in seers), key=str)
