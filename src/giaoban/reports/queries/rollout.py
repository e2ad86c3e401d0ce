"""The rollout: phases with their branches, what is ready, when each first met online, and how it goes since (REP-3)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from giaoban.kernel import clock
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings.models import AttendanceMark, Meeting
from giaoban.reports.models import Phase, PhaseBranch

HELD = (Meeting.State.RUNNING, Meeting.State.CLOSED, Meeting.State.CONCLUDED)


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a branch meets online since its phase began."""

    first_on: date | None
    last_on: date | None
    joined: int
    held: int

    @property
    def share(self) -> int | None:
        """Per cent of the briefings with sites, since the first own one, in which people sat at the branch's site."""
        return round(100 * self.joined / self.held) if self.held else None


def phases() -> QuerySet[Phase]:
    """Return the phases in order, with their branches."""
    return Phase.objects.prefetch_related(Prefetch("branches", PhaseBranch.objects.select_related("unit", "phase")))


def adoption_of(branches: list[PhaseBranch]) -> dict[UUID, Adoption]:
    """Return each branch's adoption, in two queries: a site counts when somebody was counted there."""
    held = [
        clock.local(at).date()
        for at in Meeting.objects.filter(
            state__in=HELD, kind__has_sites=True, kind__is_periodic=True, is_drill=False
        ).values_list("starts_at", flat=True)
    ]
    marks = AttendanceMark.objects.filter(
        site__in=[row.unit_id for row in branches], state=AttendanceMark.State.ONLINE,
        round__meeting__kind__is_periodic=True, round__meeting__is_drill=False, round__meeting__state__in=HELD,
    )  # fmt: skip
    seen: dict[UUID, set[date]] = {}
    rows = marks.values_list("site_id", "round__meeting__starts_at").distinct()
    for site_id, at in rows:
        seen.setdefault(site_id, set()).add(clock.local(at).date())
    return {row.unit_id: _adoption(row, seen.get(row.unit_id, set()), held) for row in branches}


def _adoption(row: PhaseBranch, days: set[date], held: list[date]) -> Adoption:
    own = sorted(day for day in days if day >= row.phase.starts_on)
    if not own:
        return Adoption(None, None, 0, 0)
    since = [day for day in held if day >= own[0]]
    return Adoption(own[0], own[-1], len(own), len(since))


def lock_phase_branch(unit_id: UUID) -> PhaseBranch:
    """Lock a branch of the rollout."""
    found = lock_one(PhaseBranch.objects.filter(unit_id=unit_id).select_related("unit", "phase"))
    if found is None:
        raise NotFound
    return found
