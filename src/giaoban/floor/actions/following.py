"""What the floor does when the meeting moves: in the transaction of ``meetings``, called through its followers."""

from uuid import UUID

from giaoban.floor import live, queries
from giaoban.floor.actions import speakers
from giaoban.floor.actions.speaking import close_turn
from giaoban.floor.actions.stage import stage_follows
from giaoban.floor.actions.writing import is_secret, write_down
from giaoban.floor.models import HELD, OPEN, Turn
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.ids import new_id
from giaoban.ledger.streams import Puts
from giaoban.meetings.models import AgendaItem, Mark, Meeting
from giaoban.people.models import User

State, Kind = Turn.State, Turn.Kind


def follow_item(meeting: Meeting, item: AgendaItem | None, by: Actor) -> Puts:
    """Another item begins, none, or the meeting is over: who has the floor ends, the stage shows the first paper."""
    every = queries.turns_of(meeting)  # read once: who is only gone past moves nobody, and that is nearly always
    held = [turn.pk for turn in every if turn.state in HELD]
    if held:
        _end(meeting, held, by)
    over = meeting.state == Meeting.State.CLOSED
    waits = (State.REQUESTED, State.CALLED) if over else (State.PASSED_OVER,)
    moved: list[Turn] = []
    if any(turn.state in waits for turn in every):
        moved = _over(meeting) if over else _back(meeting)
    return stage_follows(meeting, item) | live.puts_for(meeting, moved, None if held or moved else every)


def _end(meeting: Meeting, held: list[UUID], by: Actor) -> None:
    turns = Turn.objects.filter(pk__in=held).select_related("item", "speaker", "unit", "site", "asked", "question")
    for turn in turns.order_by("state", "pk"):
        turn.meeting = meeting
        line = close_turn(turn)
        write_down("floor.turn_ended", turn, by, lines=[line])


def follow_mark(item: AgendaItem, mark: Mark, by: Actor) -> Puts:
    """A member marks an item beforehand: «wish to speak» is a request with its words, another mark takes it back."""
    meeting = item.meeting
    rows = Turn.objects.filter(item=item, speaker=mark.user_id, kind=Kind.SPEECH, state__in=OPEN)
    known = rows.select_related("speaker", "unit", "site", "asked").first()
    topic = "" if is_secret(item) else " ".join(mark.text.split())[:500]
    if mark.kind != Mark.Kind.SPEAK:
        return _taken_back(meeting, known)
    if known is not None:
        if not topic or known.topic == topic:
            return {}
        known.topic = topic
        known.save(update_fields=["topic"])
        return live.puts_for(meeting, [known])
    user = User.objects.get(pk=mark.user_id)
    place = speakers.place_of_user(user, meeting)
    turn = Turn.objects.create(
        pk=new_id(),
        meeting=meeting,
        item=item,
        topic=topic,
        speaker=user,
        name=user.full_name,
        unit=place.unit,
        site=place.site,
        from_mark=True,
        requested_at=mark.at,
        spoken_before=queries.spoken_this_year(user.pk, meeting),
        by_id=by.person_id,
    )
    return live.puts_for(meeting, [turn])


def follow_removed(item: AgendaItem, _by: Actor) -> Puts:
    """An item leaves the agenda: who wished to speak on it waits no longer; what was said stays, without item."""
    meeting = item.meeting
    turns = list(Turn.objects.filter(item=item).select_related("speaker", "unit", "site", "asked"))
    for turn in turns:
        turn.item = None
        if turn.state in {State.REQUESTED, State.CALLED}:
            turn.state, turn.ended_at, turn.place = State.WITHDRAWN, clock.now(), None
        turn.save()
    return live.puts_for(meeting, turns) if turns else {}


def _taken_back(meeting: Meeting, known: Turn | None) -> Puts:
    if known is None or not known.from_mark or known.state != State.REQUESTED:
        return {}
    known.state, known.ended_at = State.WITHDRAWN, clock.now()
    known.save(update_fields=["state", "ended_at"])
    return live.puts_for(meeting, [known])


def _over(meeting: Meeting) -> list[Turn]:
    """The meeting is closed: whom time did not reach may still hand in in writing."""
    rows = Turn.objects.filter(meeting=meeting, state__in=(State.REQUESTED, State.CALLED))
    moved = list(rows.select_related("speaker", "unit", "site", "asked"))
    for turn in moved:
        turn.state, turn.called_at, turn.ended_at = State.PASSED_OVER, None, meeting.closed_at
        turn.save(update_fields=["state", "called_at", "ended_at"])
    return moved


def _back(meeting: Meeting) -> list[Turn]:
    """The closing is taken back: who was never called waits again; called or not, nobody else was passed over."""
    rows = Turn.objects.filter(meeting=meeting, state=State.PASSED_OVER, called_at=None)
    moved = list(rows.select_related("speaker", "unit", "site", "asked"))
    for turn in moved:
        turn.state, turn.ended_at = State.REQUESTED, None
        turn.save(update_fields=["state", "ended_at"])
    return moved
