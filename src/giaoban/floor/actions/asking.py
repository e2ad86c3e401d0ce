"""Asking for the floor: register, take it back, put on the list, order the list (LIVE-4, LIVE-5)."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.floor import live, order, permissions, queries
from giaoban.floor.actions import speakers
from giaoban.floor.actions.writing import hat, is_secret, write_down
from giaoban.floor.models import OPEN, Floor, Turn
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings import actions as meetings
from giaoban.meetings import permissions as meeting_permissions
from giaoban.meetings.live import changes_for_script, stream
from giaoban.meetings.models import AgendaItem, Mark, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.meetings import my_place
from giaoban.people.models import User

State, Kind = Turn.State, Turn.Kind
LONGEST_TOPIC = 500
MOST_MINUTES = 120

ACTIONS: dict[str, Promise | str] = {
    "floor.turn_requested": _("{actor} đã đăng ký phát biểu cho {speaker} trong cuộc họp «{subject}»"),
    "floor.question_asked": _("{actor} đã đăng ký chất vấn {asked} trong cuộc họp «{subject}»"),
    "floor.topic_changed": _("{actor} đã sửa nội dung đăng ký phát biểu của {speaker} trong cuộc họp «{subject}»"),
    "floor.turn_withdrawn": _("{actor} đã rút đăng ký phát biểu của {speaker} trong cuộc họp «{subject}»"),
    "floor.turn_moved": _("{actor} đã đổi thứ tự phát biểu của {speaker} trong cuộc họp «{subject}»"),
    "floor.rules_set": _("{actor} đã đổi cách mời phát biểu trong cuộc họp «{subject}»"),
}


@transaction.atomic
def ask_to_speak(
    *,
    meeting_id: UUID,
    by: Actor,
    kind: str = Kind.SPEECH,
    topic: str = "",
    item_id: UUID | None = None,
    asked_id: UUID | None = None,
    speaker_id: UUID | None = None,
    name: str = "",
    site_id: UUID | None = None,
    turn_id: UUID | None = None,
) -> Turn:
    """Somebody asks for the floor, or to question a person; the desk and a site may put others on the list.

    When: from the invitation to the end, while the list takes names. Without an item: the running one.
    Before the meeting it is the mark «speak» too, so that the item is not passed without debate (PRE-12).
    Repeat: who waits already waits on, at the same place; another topic replaces the one before.
    """
    meeting = room.lock_room(meeting_id, by)
    if turn_id and (known := Turn.objects.filter(pk=turn_id).first()):
        return _same(known, meeting, by)
    if kind not in {Kind.SPEECH, Kind.QUESTION}:
        raise Invalid("floor.bad_kind")
    require(permissions.may_ask(by, meeting, queries.floor_of(meeting), kind, queries.place_of(by, meeting)))
    who = speakers.named(meeting, by, speaker_id=speaker_id, name=name, site_id=site_id)
    item = _item(meeting, item_id)
    asked = _asked(meeting, kind, who.user, asked_id)
    topic = _topic(topic, kind, item)
    if known := _waiting_already(meeting, item, kind, who):
        return _changed(known, topic, asked, by)
    turn = Turn(
        pk=turn_id or new_id(),
        meeting=meeting,
        item=item,
        kind=Kind(kind),
        topic=topic,
        speaker=who.user,
        name=who.name,
        unit=who.unit,
        site=who.site,
        asked=asked,
        spoken_before=queries.spoken_this_year(who.user.pk if who.user else None, meeting),
        by_id=by.person_id,
    )
    turn.save(force_insert=True)
    data = {"asked": asked.full_name, "asked_id": str(asked.pk)} if asked else {}
    write_down("floor.question_asked" if asked else "floor.turn_requested", turn, by, data=data)
    _mark_too(turn, by)
    return turn


@transaction.atomic
def withdraw_request(*, turn_id: UUID, by: Actor, reason: str = "") -> Turn:
    """Who asked takes the request back; the desk takes it off the list and says why.

    When: it waits or has been called. Repeat: a withdrawn request stays withdrawn.
    """
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_withdraw(by, turn))
    if turn.state == State.WITHDRAWN:
        return turn
    if turn.state not in {State.REQUESTED, State.CALLED}:
        raise Conflict("floor.has_begun")
    own = by.answers_for(turn.speaker_id) or by.is_person(turn.by_id)
    if not own and not reason.strip():
        raise Invalid("floor.reason_needed", fields={"reason": "floor.reason_needed"})
    turn.state, turn.reason, turn.ended_at = State.WITHDRAWN, "" if own else reason.strip()[:300], clock.now()
    turn.place = None
    turn.save(update_fields=["state", "reason", "ended_at", "place"])
    turn.meeting = meeting
    return write_down("floor.turn_withdrawn", turn, by)


@transaction.atomic
def move_turn(*, turn_id: UUID, place: int, by: Actor) -> Turn:
    """The desk puts a request at a place of its list, 0 in front; what stands before it stays before it.

    Whoever asks later comes behind, whatever the rule. Repeat: at that place already, nothing changes.
    """
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_lead(by, meeting))
    if turn.state != State.REQUESTED:
        raise Conflict("floor.waits_no_longer")
    turns = {one.pk: one for one in queries.turns_of(meeting)}
    ids = queries.order_of(meeting, queries.floor_of(meeting), turns.values())[turn.kind]
    here = [one for one in ids if _together(meeting, turns[one], turn)]
    wanted = order.put(here, turn.pk, place)
    if wanted == here:
        return turn
    firm = max([wanted.index(turn.pk), *(n for n, one in enumerate(wanted) if turns[one].place is not None)])
    for n, one in enumerate(wanted[: firm + 1]):
        Turn.objects.filter(pk=one).update(place=n)
    turn.refresh_from_db(fields=["place"])
    return write_down("floor.turn_moved", turn, by, data={"place": wanted.index(turn.pk) + 1})


@transaction.atomic
def set_speaking_rules(
    *,
    meeting_id: UUID,
    by: Actor,
    rule: str | None = None,
    minutes: int | None = None,
    speeches: bool | None = None,
    questions: bool | None = None,
) -> Floor:
    """The desk says by which rule people are called, how long a turn is (R-45-13), which lists take names.

    A new rule orders everybody anew: places given by hand are given up. Who speaks keeps the minutes given.
    Repeat: the same rules change nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_lead(by, meeting))
    floor = queries.floor_of(meeting)
    before = (floor.rule, floor.minutes, floor.takes_speeches, floor.takes_questions)
    if rule is not None:
        if rule not in Floor.Rule.values:
            raise Invalid("floor.bad_rule")
        floor.rule = Floor.Rule(rule)
    if minutes is not None:
        if not 1 <= minutes <= MOST_MINUTES:
            raise Invalid("floor.bad_minutes", most=MOST_MINUTES, fields={"minutes": "floor.bad_minutes"})
        floor.minutes = minutes
    floor.takes_speeches = floor.takes_speeches if speeches is None else speeches
    floor.takes_questions = floor.takes_questions if questions is None else questions
    placed = Turn.objects.filter(meeting=meeting, state=State.REQUESTED, place__isnull=False)
    released = placed.update(place=None) if rule is not None else 0
    after = (floor.rule, floor.minutes, floor.takes_speeches, floor.takes_questions)
    if before == after and not released:
        return floor
    floor.save()
    data = dict(zip(("rule", "minutes", "speeches", "questions"), after, strict=True))
    change = Change(stream(meeting.pk), live.puts_for(meeting))
    record(
        "floor.rules_set", by=hat(by, meeting), subject=meeting, data=data, live=[change, *changes_for_script(meeting)]
    )
    return floor


def _same(known: Turn, meeting: Meeting, by: Actor) -> Turn:
    """A second try with the id that the browser made; somebody else's id is refused."""
    if known.meeting_id != meeting.pk or not by.is_person(known.by_id):
        raise Conflict("kernel.taken")
    return known


def _item(meeting: Meeting, item_id: UUID | None) -> AgendaItem | None:
    wanted = item_id or meeting.current_item_id
    if wanted is None:
        return None
    item = meeting.items.filter(pk=wanted).first()
    if item is None:
        raise NotFound
    if item.state in {AgendaItem.State.DONE, AgendaItem.State.SKIPPED}:
        raise Conflict("floor.item_is_over")
    item.meeting = meeting
    return item


def _asked(meeting: Meeting, kind: str, speaker: User | None, asked_id: UUID | None) -> User | None:
    """Return the person who is questioned: somebody of this meeting, and not the one who asks."""
    if kind != Kind.QUESTION:
        return None
    if asked_id is None:
        raise Invalid("floor.asked_needed", fields={"asked": "floor.asked_needed"})
    if speaker is not None and asked_id == speaker.pk:
        raise Invalid("floor.asks_oneself", fields={"asked": "floor.asks_oneself"})
    return speakers.in_the_room(meeting, asked_id)


def _topic(topic: str, kind: str, item: AgendaItem | None) -> str:
    clean = " ".join(topic.split())
    if len(clean) > LONGEST_TOPIC:
        raise Invalid("floor.long_topic", most=LONGEST_TOPIC, fields={"topic": "floor.long_topic"})
    if clean and is_secret(item):
        raise Invalid("floor.secret_topic", fields={"topic": "floor.secret_topic"})
    if kind == Kind.QUESTION and not clean and not is_secret(item):
        raise Invalid("floor.topic_needed", fields={"topic": "floor.topic_needed"})
    return clean


def _waiting_already(meeting: Meeting, item: AgendaItem | None, kind: str, who: speakers.Who) -> Turn | None:
    """Return the open request of the same speaker on the same item, if there is one."""
    rows = Turn.objects.filter(meeting=meeting, item=item, kind=kind, state__in=OPEN)
    rows = rows.filter(speaker=who.user) if who.user else rows.filter(speaker=None, name=who.name, site=who.site)
    found = rows.select_related("item", "speaker", "unit", "site", "asked").first()
    if found is not None:
        found.meeting = meeting
    return found


def _changed(known: Turn, topic: str, asked: User | None, by: Actor) -> Turn:
    """Take over what is new of a second request; the place in the queue stays."""
    if (not topic or topic == known.topic) and known.asked == asked:
        return known
    known.topic, known.asked = topic or known.topic, asked
    known.save(update_fields=["topic", "asked"])
    return write_down("floor.topic_changed", known, by)


def _mark_too(turn: Turn, by: Actor) -> None:
    """Keep the item out of the consent block: before the meeting the wish to speak is a mark as well.

    An objection stays the mark: it says more, and keeps the item out too.
    """
    meeting = turn.meeting
    if turn.item is None or turn.kind != Kind.SPEECH or not by.is_person(turn.speaker_id):
        return
    over = meeting.marks_until is not None and clock.now() >= meeting.marks_until
    if over or not meeting_permissions.may_mark(by, meeting, my_place(by, meeting)):
        return
    if not Mark.objects.filter(item=turn.item, user=turn.speaker).exclude(kind=Mark.Kind.AGREE).exists():
        meetings.mark_item(item_id=turn.item.pk, mark=Mark.Kind.SPEAK, text=turn.topic, by=by)


def _together(meeting: Meeting, one: Turn, other: Turn) -> bool:
    """Tell whether two requests wait in the same line: on the same item, or both may be called now."""
    now = {None, meeting.current_item_id}
    return one.item_id == other.item_id or (one.item_id in now and other.item_id in now)
