"""Lists of obstacles: tabs, filters, order; one obstacle with all that its page shows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.folding import fold
from giaoban.obstacles.models import Coordination, Obstacle, ObstacleLine
from giaoban.obstacles.models.obstacle import OPEN, WAITING
from giaoban.obstacles.queries.figures import AGES
from giaoban.obstacles.queries.visible import Hats, hats_of, visible_obstacles
from giaoban.people import queries as people
from giaoban.people.models import Role

State, Level = Obstacle.State, Obstacle.Level
SORTS: Final[dict[str, tuple[str, ...]]] = {
    "due": ("-open_first", "due_on", "-urgency_rank", "raised_at"),
    "newest": ("-raised_at", "-created_at"),
    "oldest": ("-open_first", "raised_at"),
    "branch": ("branch__place", "-raised_at"),
    "title": ("folded",),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked of a list. Empty text: not asked."""

    tab: str = "todo"  # todo | unit | answer | all
    state: str = ""  # a state, or open | overdue | closed
    branch: str = ""
    field: str = ""
    division: str = ""
    urgency: str = ""
    level: str = ""
    meeting: str = ""
    since: str = ""
    until: str = ""
    age: str = ""  # an ageing class of figures.AGES, open ones
    text: str = ""
    sort: str = "due"


def my_turn(by: Actor, hats: Hats) -> Q:
    """Return the condition «this person has the next word»: the branch, who answers, the Office, the leader."""
    mine, led = hats.homes | hats.led, hats.led
    office, leading = by.scopes.get(Role.OFFICE_SECRETARY, frozenset()), by.in_charge
    turn = Q(branch_id__in=mine, state__in=[State.DRAFT, State.RETURNED, State.ANSWERED, State.CONCLUDED])
    turn |= Q(division_id__in=led, level=Level.DIVISION, state=State.ROUTED)
    turn |= Q(branch_id__in=leading, level=Level.LEADER, state=State.ESCALATED)
    if office:
        turn |= Q(branch_id__in=office, state=State.RAISED)
        turn |= Q(branch_id__in=office, level=Level.HIGHER, state=State.ESCALATED)
    return turn


def _tab(by: Actor, tab: str, hats: Hats) -> Q:
    mine = hats.homes | hats.led
    if tab == "unit":
        return Q(branch_id__in=mine)
    if tab == "answer":
        helping = Coordination.objects.filter(unit_id__in=mine, obstacle=OuterRef("pk"))
        return (Q(division_id__in=mine) | Q(Exists(helping))) & Q(state__in=WAITING)
    if tab == "all":
        return Q()
    return my_turn(by, hats)


def narrowed(by: Actor, wanted: Wanted) -> QuerySet[Obstacle]:
    """Return what the person may see, cut to what was asked for and put in order."""
    hats = hats_of(by)
    found = visible_obstacles(by, hats).filter(_tab(by, wanted.tab, hats))
    found = _by_state(found, wanted.state)
    for column, text in (("branch_id", wanted.branch), ("field_id", wanted.field), ("division_id", wanted.division)):
        if text:
            found = found.filter(Q((column, people.uuid_of(text))))
    if wanted.meeting:
        found = found.filter(meeting_id=people.uuid_of(wanted.meeting))
    if wanted.urgency in Obstacle.Urgency.values:
        found = found.filter(urgency=wanted.urgency)
    if wanted.level in Level.values:
        found = found.filter(level=wanted.level, state__in=OPEN)
    found = raised_in(found, _day(wanted.since), _day(wanted.until))
    if wanted.age in AGES:
        found = _of_age(found.filter(state__in=OPEN), wanted.age)
    for word in fold(wanted.text).split():
        found = found.filter(folded__contains=word)
    return in_order(found, wanted.sort)


def _by_state(found: QuerySet[Obstacle], state: str) -> QuerySet[Obstacle]:
    if state == "open":
        return found.filter(state__in=OPEN)
    if state == "overdue":
        return overdue(found)
    if state == "closed":
        return found.filter(state__in=[State.RESOLVED, State.RETURNED, State.WITHDRAWN])
    return found.filter(state=state) if state in State.values else found


def overdue(found: QuerySet[Obstacle], today: date | None = None) -> QuerySet[Obstacle]:
    """Return those whose answer is late."""
    return found.filter(state__in=WAITING, due_on__lt=today or clock.today())


def raised_in(found: QuerySet[Obstacle], since: date | None, until: date | None) -> QuerySet[Obstacle]:
    """Cut to what was raised from one day to another; None leaves that end open."""
    if since:
        found = found.filter(raised_at__date__gte=since)
    return found.filter(raised_at__date__lte=until) if until else found


def _of_age(found: QuerySet[Obstacle], age: str) -> QuerySet[Obstacle]:
    first, last = AGES[age]
    today = clock.today()
    found = found.filter(raised_at__date__lte=today - timedelta(days=first))
    return found.filter(raised_at__date__gte=today - timedelta(days=last)) if last else found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def in_order(found: QuerySet[Obstacle], sort: str = "due") -> QuerySet[Obstacle]:
    """Put obstacles in order; open ones before closed ones where the order is by day."""
    rank = Case(
        When(urgency=Obstacle.Urgency.FLASH, then=Value(2)),
        When(urgency=Obstacle.Urgency.URGENT, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    is_open = Case(When(state__in=OPEN, then=Value(1)), default=Value(0), output_field=IntegerField())
    named, turned = sort.removeprefix("-"), sort.startswith("-")
    ordered = [_order(name, turned=turned and name != "-open_first") for name in SORTS.get(named, SORTS["due"])]
    return found.annotate(urgency_rank=rank, open_first=is_open).order_by(*ordered, "pk")


def _order(name: str, *, turned: bool) -> OrderBy:
    down = name.startswith("-") != turned
    column = F(name.removeprefix("-"))
    return column.desc(nulls_last=True) if down else column.asc(nulls_last=True)


def for_list(found: QuerySet[Obstacle]) -> QuerySet[Obstacle]:
    """Fetch with each obstacle what its row shows: constant queries, however many rows."""
    return found.select_related("branch", "field", "division", "author").defer(
        "facts", "own_view", "proposal", "legal_basis", "folded"
    )


def page_obstacle(by: Actor, obstacle_id: UUID) -> Obstacle:
    """Return one visible obstacle with all that its page shows."""
    lines = ObstacleLine.objects.select_related("by", "unit")
    found = (
        visible_obstacles(by)
        .filter(pk=obstacle_id)
        .select_related("branch", "field__unit", "division", "author", "raised_by")
        .prefetch_related("coordinating__unit", Prefetch("lines", lines))
        .first()
    )
    if found is None:
        raise NotFound
    return found


def waiting_for(by: Actor, hats: Hats | None = None) -> QuerySet[Obstacle]:
    """Return the obstacles on which this person has the next word, the most pressing first."""
    hats = hats or hats_of(by)
    return for_list(in_order(visible_obstacles(by, hats).filter(my_turn(by, hats))))


def to_triage(by: Actor) -> QuerySet[Obstacle]:
    """Return what waits for the Office to be passed on, the most pressing first."""
    office = by.scopes.get(Role.OFFICE_SECRETARY, frozenset())
    found = in_order(Obstacle.objects.filter(state=State.RAISED, branch_id__in=office), "oldest")
    return found.select_related("branch", "field__unit", "division").prefetch_related("coordinating")


def counts_of_unit(by: Actor, hats: Hats | None = None) -> tuple[int, int]:
    """Return how many obstacles of the person's own branch are open, and how many of them are late."""
    hats = hats or hats_of(by)
    if not hats.homes | hats.led:
        return 0, 0
    own = Obstacle.objects.filter(branch_id__in=hats.homes | hats.led, state__in=OPEN)
    return own.count(), overdue(own).count()


def to_gather(branch_ids: set[UUID] | frozenset[UUID]) -> QuerySet[Obstacle]:
    """Return the open obstacles of branches that a briefing should hear: not answered yet, not settled in writing."""
    waiting = Q(state__in=[State.RAISED, State.ROUTED]) | Q(state=State.ESCALATED, level=Level.LEADER)
    found = Obstacle.objects.filter(waiting, branch_id__in=branch_ids, in_writing=False)
    return found.select_related("branch", "field", "division").order_by("branch__place", "raised_at", "pk")


def of_meeting(meeting_id: UUID) -> QuerySet[Obstacle]:
    """Return the obstacles on one briefing's agenda. Who may see the agenda may see these names."""
    return for_list(Obstacle.objects.filter(meeting_id=meeting_id)).order_by("branch__place", "raised_at")
