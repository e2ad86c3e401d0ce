"""Reading the queue: who waits in which order, who speaks, who may stand for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Sum

from giaoban.floor.models import HELD, Floor, Turn
from giaoban.floor.order import Heard, Waiting, in_order
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.meetings.models import Attendee, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.meetings import my_place, own_units, sites_of
from giaoban.people import queries as people
from giaoban.people.models import Unit

State, Kind = Turn.State, Turn.Kind
ORDERED = (Kind.SPEECH, Kind.QUESTION)


def floor_of(meeting: Meeting) -> Floor:
    """Return how the meeting gives the floor; an unsaved usual one where nobody has said anything."""
    return Floor.objects.filter(meeting=meeting).first() or Floor(meeting=meeting)


def turns_of(meeting: Meeting) -> list[Turn]:
    """Return every turn of the meeting in order of asking, one query."""
    return list(Turn.objects.filter(meeting=meeting).select_related("speaker", "unit", "site", "asked"))


def visible_turn(turn_id: UUID, by: Actor) -> Turn:
    """Return a turn of a meeting whose room the person may enter."""
    rooms = room.rooms_of(by).values("pk")
    rows = Turn.objects.select_related("meeting", "item", "speaker", "unit", "site", "asked", "remainder")
    found = rows.filter(pk=turn_id, meeting__in=rooms).first()
    if found is None:
        raise NotFound
    return found


def lock_turn(turn_id: UUID, by: Actor) -> tuple[Meeting, Turn]:
    """Lock the turn's meeting and read the turn under that lock: whatever moves in a room moves one by one."""
    meeting_id = Turn.objects.filter(pk=turn_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = room.lock_room(meeting_id, by)
    linked = ("item", "speaker", "unit", "site", "asked", "question", "remainder")
    turn = Turn.objects.select_related(*linked).get(pk=turn_id)
    turn.meeting = meeting
    if turn.item is not None:
        turn.item.meeting = meeting
    return meeting, turn


def speaking_turn(meeting: Meeting) -> Turn | None:
    """Return the turn whose clock runs."""
    rows = Turn.objects.filter(meeting=meeting, state=State.SPEAKING)
    return rows.select_related("item", "speaker", "unit", "site", "asked", "question").first()


def used_at(turn: Turn, now: datetime) -> timedelta:
    """Return how long a turn has lasted at that instant, its present run included."""
    return turn.used + (max(now - turn.since, timedelta()) if turn.since else timedelta())


def order_of(meeting: Meeting, floor: Floor, turns: Iterable[Turn]) -> dict[str, list[UUID]]:
    """Return the ids of those who wait, by list: who may be called now first, then those of other items.

    Now: requests on the running item, and general ones. Each item has its own order by the rule.
    """
    rows = list(turns)
    heard = [turn for turn in rows if turn.state in {State.ENDED, *HELD, State.CALLED}]
    found: dict[str, list[UUID]] = {}
    for kind in ORDERED:
        groups: dict[UUID | None, list[Turn]] = {}
        for turn in rows:
            if turn.kind == kind and turn.state == State.REQUESTED:
                groups.setdefault(_group(meeting, turn), []).append(turn)
        order: list[UUID] = []
        for group in sorted(groups, key=lambda item_id: (item_id is not None, str(item_id))):
            order += in_order(
                (_waiting(turn) for turn in groups[group]), floor.rule, _heard(meeting, floor, heard, kind, group)
            )
        found[kind] = order
    return found


def _group(meeting: Meeting, turn: Turn) -> UUID | None:
    """Return the item under which a request waits; None: it may be called now."""
    return None if turn.item_id in {None, meeting.current_item_id} else turn.item_id


def _waiting(turn: Turn) -> Waiting:
    return Waiting(
        turn.pk, turn.requested_at, turn.place, turn.unit_id, turn.speaker_id, turn.spoken_before.total_seconds()
    )


def _heard(meeting: Meeting, floor: Floor, turns: list[Turn], kind: str, group: UUID | None) -> list[Heard]:
    """Return what counts as heard: for the rotation the turns of this item, for «least» the whole meeting.

    Seconds count when a turn is over: the order stands still while somebody speaks.
    """
    if floor.rule == Floor.Rule.UNITS:
        turns = [turn for turn in turns if turn.kind == kind and _group(meeting, turn) == group]
    return [
        Heard(turn.unit_id, turn.speaker_id, turn.used.total_seconds() if turn.state == State.ENDED else 0.0)
        for turn in turns
    ]


def spoken_this_year(user_id: UUID | None, meeting: Meeting) -> timedelta:
    """Return how long a person has spoken in other meetings of the meeting's year; drills do not count."""
    if user_id is None:
        return timedelta()
    year = clock.local(meeting.starts_at).year
    rows = Turn.objects.filter(speaker=user_id, state=State.ENDED, started_at__year=year, meeting__is_drill=False)
    total: timedelta | None = rows.exclude(meeting=meeting).aggregate(total=Sum("used"))["total"]
    return total or timedelta()


@dataclass(frozen=True, slots=True)
class Place:
    """In which capacity somebody may speak: for which unit, from which site."""

    unit: Unit | None
    site: Unit | None = None


def place_of(by: Actor, meeting: Meeting) -> Place | None:
    """Return the place from which this person may ask for the floor; None: only looks on.

    The invited, who comes in their place, chair and secretary; and the people of a unit that joins as a site.
    """
    row = my_place(by, meeting)
    if row is not None and row.capacity != Attendee.Capacity.INFORMED:
        return Place(row.unit, row.site)
    if by.answers_for(meeting.chair_id) or by.answers_for(meeting.secretary_id):
        return Place(_main_unit(by.person_id))
    site = sites_of(meeting).filter(pk__in=own_units(by)).first()
    return Place(site, site) if site else None


def _main_unit(user_id: UUID) -> Unit | None:
    main = people.main_appointments([user_id]).get(user_id)
    return main.unit if main else None
