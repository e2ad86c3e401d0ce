"""Who may put things on the big screen, who may ask for the floor, who gives it.

Facts that need a query are passed in; the state of a turn is the action's business.
"""

from uuid import UUID

from giaoban.floor.models import Floor, Stage, Turn
from giaoban.floor.queries import Place, stage_of
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions import running
from giaoban.meetings.queries import room
from giaoban.meetings.queries.meetings import led_units, office_units, own_units

State = Meeting.State
ASKING = frozenset({State.PUBLISHED, State.RUNNING})
WRITING = frozenset({State.RUNNING, State.CLOSED})


at_the_desk = running.at_the_desk


def may_show(by: Actor, meeting: Meeting, stage: Stage | None = None) -> Verdict:
    """Chair, secretary, who presents the running item, and to whom the desk has handed it, while the meeting runs."""
    if at_the_desk(by, meeting) or room.presents(by, meeting):
        return running.is_running(meeting)
    handed = (stage or stage_of(meeting)).handed_to_id
    if not by.answers_for(handed):
        return no("floor.only_the_desk_or_presenter")
    return running.is_running(meeting)


def may_point(by: Actor, meeting_id: UUID) -> bool:
    """Tell whether the person may point at the page now: asked by the live lane, which remembers it briefly."""
    meeting = room.rooms_of(by).filter(pk=meeting_id).first()
    return meeting is not None and bool(may_show(by, meeting))


def may_hand_over(by: Actor, meeting: Meeting) -> Verdict:
    """The desk says who presents."""
    return running.may_run(by, meeting)


def may_ask(by: Actor, meeting: Meeting, floor: Floor, kind: str, place: Place | None) -> Verdict:
    """Who takes part asks for the floor from the invitation to the end, while the list takes names."""
    desk = bool(at_the_desk(by, meeting))
    if place is None and not desk:
        return no("floor.only_who_takes_part")
    if meeting.state not in ASKING:
        return no("floor.not_now")
    takes = floor.takes_questions if kind == Turn.Kind.QUESTION else floor.takes_speeches
    return YES if takes or desk else no("floor.list_is_closed")


def may_name_speaker(by: Actor, meeting: Meeting, site_id: UUID | None) -> Verdict:
    """The desk puts anybody on the list; a site those who sit in it."""
    if at_the_desk(by, meeting) or (site_id is not None and site_id in own_units(by)):
        return YES
    return no("floor.only_for_yourself")


def may_withdraw(by: Actor, turn: Turn) -> Verdict:
    """Who asked takes it back, for oneself or for the own site; the desk takes anybody off the list."""
    own = by.answers_for(turn.speaker_id) or by.is_person(turn.by_id)
    site = turn.site_id is not None and turn.site_id in own_units(by)
    return YES if own or site else at_the_desk(by, turn.meeting)


def may_give(by: Actor, meeting: Meeting) -> Verdict:
    """The desk calls, gives the floor, stops and extends while the meeting runs."""
    return running.may_run(by, meeting)


def may_start(by: Actor, turn: Turn) -> Verdict:
    """Who has been called may begin without waiting for the desk's second tap."""
    if turn.state == Turn.State.CALLED and by.answers_for(turn.speaker_id):
        return running.is_running(turn.meeting)
    return may_give(by, turn.meeting)


def may_end(by: Actor, turn: Turn) -> Verdict:
    """The desk ends a turn, or the speaker, who has finished."""
    if by.answers_for(turn.speaker_id):
        return running.is_running(turn.meeting)
    return may_give(by, turn.meeting)


def may_lead(by: Actor, meeting: Meeting) -> Verdict:
    """The desk sets the rule and the order, before the meeting too."""
    allowed = at_the_desk(by, meeting)
    return allowed if not allowed or meeting.state in ASKING else no("floor.not_now")


def may_hand_in(by: Actor, turn: Turn) -> Verdict:
    """The speaker, or the desk for them, hands in the rest in writing until the minutes are out (R-45-13)."""
    if not by.answers_for(turn.speaker_id) and not by.is_person(turn.by_id):
        allowed = at_the_desk(by, turn.meeting)
        if not allowed:
            return no("floor.only_the_speaker")
    return YES if turn.meeting.state in WRITING else no("floor.too_late_for_writing")


def may_answer_in_writing(by: Actor, question: Turn) -> Verdict:
    """The person asked, or the desk for them, answers in writing until the minutes are out."""
    if not by.answers_for(question.asked_id) and not at_the_desk(by, question.meeting):
        return no("floor.only_the_asked")
    return YES if question.meeting.state in WRITING else no("floor.too_late_for_writing")


def figure_units(by: Actor) -> frozenset[UUID]:
    """Return the units whose meetings the person may compare: the Office's and a leader's."""
    return office_units(by) | led_units(by)


def may_read_written(by: Actor, turn: Turn) -> Verdict:
    """What was handed in in writing is read by its author and by the desk; the others read the minutes."""
    own = by.answers_for(turn.speaker_id) or by.is_person(turn.by_id)
    return YES if own else at_the_desk(by, turn.meeting)
