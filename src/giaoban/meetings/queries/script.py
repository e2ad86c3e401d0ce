"""Which steps of the script are due, the next first, and what is still open (LIVE-10)."""

from dataclasses import dataclass
from functools import cached_property

from giaoban.meetings import script
from giaoban.meetings.models import AgendaItem, Conclusion, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.script import Point, Step

AHEAD = 3  # items that come after the running one in the list of steps
A_WHOLE_MEETING = 3  # items from which on heads are counted again before the last one

State, ItemState, Wanted = Meeting.State, AgendaItem.State, AgendaItem.Wanted


@dataclass
class _Known:
    """What the steps are computed from, read once."""

    meeting: Meeting
    items: list[AgendaItem]
    conclusions: list[Conclusion]
    rounds: int

    @property
    def running(self) -> AgendaItem | None:
        return next((item for item in self.items if item.pk == self.meeting.current_item_id), None)

    @cached_property
    def points(self) -> list[Point]:
        """Return what is still open; asked for by the list of points and by the step that closes the meeting."""
        return _points(self)

    @property
    def consent(self) -> list[AgendaItem]:
        return [item for item in self.items if item.is_consent and item.state == ItemState.WAITING]

    @property
    def has_begun(self) -> bool:
        return any(item.state in {ItemState.RUNNING, ItemState.DONE} for item in self.items)


def steps(meeting: Meeting, items: list[AgendaItem] | None = None) -> list[Step]:
    """Return the steps that are due, the next right one first; none when the meeting is over."""
    if meeting.state not in {State.PUBLISHED, State.RUNNING}:
        return []
    return _steps(_know(meeting, items))


def points(meeting: Meeting, items: list[AgendaItem] | None = None) -> list[Point]:
    """Return what is still open: read out before the meeting is closed."""
    if meeting.state != State.RUNNING:
        return []
    return _know(meeting, items).points


def steps_and_points(meeting: Meeting, items: list[AgendaItem] | None = None) -> tuple[list[Step], list[Point]]:
    """Return both from one reading."""
    if meeting.state not in {State.PUBLISHED, State.RUNNING}:
        return [], []
    known = _know(meeting, items)
    return _steps(known), known.points if meeting.state == State.RUNNING else []


def coming(meeting: Meeting, items: list[AgendaItem]) -> Step:
    """Return what everybody may know of the script: the start, the item that comes next, or the end."""
    if meeting.state == State.PUBLISHED:
        return Step("start")
    if meeting.state != State.RUNNING:
        return Step("")
    ahead = items_ahead(meeting, items)
    return Step("item", item=ahead[0]) if ahead else Step("close")


def items_ahead(meeting: Meeting, items: list[AgendaItem]) -> list[AgendaItem]:
    """Return the waiting items in the order in which they come: those after the running one, then those left before."""
    places = {item.pk: place for place, item in enumerate(items)}
    here = places.get(meeting.current_item_id, -1) if meeting.current_item_id else -1
    waiting = [item for item in items if item.state == ItemState.WAITING and not item.is_consent]
    return sorted(waiting, key=lambda item: (places[item.pk] < here, places[item.pk]))


def _know(meeting: Meeting, items: list[AgendaItem] | None) -> _Known:
    return _Known(
        meeting,
        room.items_of(meeting) if items is None else items,
        list(meeting.conclusions.select_related("lead_unit")) if meeting.state == State.RUNNING else [],
        meeting.rounds.count(),
    )


def _steps(known: _Known) -> list[Step]:
    found = [Step("start")] if known.meeting.state == State.PUBLISHED else []
    if not known.has_begun:
        found += [*_round(known), *_consent(known)]
    elif known.running:
        found += _in_item(known, known.running)
    ahead = items_ahead(known.meeting, known.items)
    if known.has_begun and len(ahead) == 1 and _is_long(known):
        found += _round(known)
    found += [Step("item", item=item) for item in ahead[:AHEAD]]
    if len(ahead) <= AHEAD:
        found += _consent(known) if known.has_begun else []
        found.append(Step("close", fields={"open": len(known.points)}))
    return found


def _round(known: _Known) -> list[Step]:
    wanted = known.meeting.kind.attendance_rounds
    number = known.rounds + 1
    due = number <= (wanted if known.has_begun else min(wanted, 1))
    return [Step("round", fields={"number": number})] if due else []


def _is_long(known: _Known) -> bool:
    ordinary = [item for item in known.items if not item.is_consent and item.state != ItemState.SKIPPED]
    return len(ordinary) >= A_WHOLE_MEETING


def _consent(known: _Known) -> list[Step]:
    block = known.consent
    return [Step("consent", fields={"count": len(block)})] if block else []


def _in_item(known: _Known, item: AgendaItem) -> list[Step]:
    """Return what is due in the running item: papers, speakers, votes, then its conclusions."""
    found = [step for part in script.PARTS for step in part.due(known.meeting, item)]
    mine = [row for row in known.conclusions if row.item_id == item.pk]
    if item.wanted != Wanted.INFORM and not mine:
        found.append(Step("conclude", item=item))
    found += [_settling(row, item) for row in mine if row.state == Conclusion.State.DRAFT]
    return [step for step in found if step.name not in item.passed]


def _settling(row: Conclusion, item: AgendaItem) -> Step:
    unit = row.lead_unit.short_name if row.lead_unit and not row.no_action else ""
    return Step("settle" if is_complete(row) else "complete", row.pk, item, {"unit": unit, "number": row.place})


def is_complete(row: Conclusion) -> bool:
    """Tell whether a draft can become final (R-45-14)."""
    return row.no_action or (row.lead_unit_id is not None and row.deadline_on is not None)


def _points(known: _Known) -> list[Point]:
    concluded = {row.item_id for row in known.conclusions}
    found: list[Point] = []
    for item in known.items:
        if (
            item.state == ItemState.DONE
            and item.wanted == Wanted.DECIDE
            and item.pk not in concluded
            and not item.is_consent
        ):
            found.append(Point("no_conclusion", item))
        elif item.in_writing:
            found.append(Point("in_writing", item))
        elif item.state == ItemState.WAITING:
            found.append(Point("not_adopted" if item.is_consent else "not_held", item))
    items = {item.pk: item for item in known.items}
    for row in known.conclusions:
        if row.state == Conclusion.State.DRAFT:
            kind = "draft" if is_complete(row) else "incomplete"
            found.append(Point(kind, items.get(row.item_id) if row.item_id else None, row.pk, row.content[:120]))
    if known.meeting.state == State.RUNNING:
        found += [point for part in script.PARTS for point in part.points(known.meeting)]
    return found
