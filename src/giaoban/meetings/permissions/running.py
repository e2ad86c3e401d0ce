"""Who may do what while the meeting runs."""

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import AttendanceRound, Attendee, Meeting
from giaoban.meetings.permissions.before import prepares
from giaoban.meetings.queries import room
from giaoban.people.models import Unit

State = Meeting.State


def at_the_desk(by: Actor, meeting: Meeting) -> Verdict:
    """Chair, secretary and assistants, and who holds their authority, run the meeting."""
    return YES if room.sits_at_the_desk(by, meeting) else no("meetings.only_chair_and_secretary")


def may_start(by: Actor, meeting: Meeting) -> Verdict:
    """The desk starts a published meeting."""
    return at_the_desk(by, meeting) and can_start(meeting)


def may_run(by: Actor, meeting: Meeting) -> Verdict:
    """The desk moves a running meeting on."""
    return at_the_desk(by, meeting) and is_running(meeting)


def may_close(by: Actor, meeting: Meeting) -> Verdict:
    """The desk closes a running meeting."""
    return may_run(by, meeting)


def may_reopen_meeting(by: Actor, meeting: Meeting) -> Verdict:
    """The desk takes back a closing that was pressed by mistake, within half an hour."""
    return at_the_desk(by, meeting) and can_reopen(meeting)


def may_count(by: Actor, meeting: Meeting) -> Verdict:
    """The desk opens and closes rounds and marks people."""
    return at_the_desk(by, meeting) and can_count(meeting)


def may_note(by: Actor, meeting: Meeting) -> Verdict:
    """The desk writes lines for the minutes until the notice of conclusions is out."""
    return at_the_desk(by, meeting) and can_note(meeting)


def may_check_in(a_round: AttendanceRound | None, *, expected: bool) -> Verdict:
    """People on the list check themselves in while a round is open."""
    if not expected:
        return no("meetings.not_on_the_list")
    return YES if a_round is not None and a_round.closed_at is None else no("meetings.no_open_round")


def may_check_in_site(by: Actor, meeting: Meeting, site: Unit) -> Verdict:
    """People of the unit that sits there check in its site; the desk may for every site."""
    if site.pk in by.units | by.heads or at_the_desk(by, meeting):
        return YES
    return no("meetings.not_your_site")


def may_seat_guests(by: Actor, meeting: Meeting) -> Verdict:
    """The desk lets guests in and sends them away, from the invitation to the end (LIVE-11)."""
    return at_the_desk(by, meeting) and can_take_guests(meeting)


def may_open_to_guests(by: Actor, meeting: Meeting) -> Verdict:
    """The desk says which papers guests read."""
    return may_seat_guests(by, meeting)


def can_take_guests(meeting: Meeting) -> Verdict:
    """Guests come to a meeting that is called or runs."""
    ready = meeting.state in {State.PUBLISHED, State.RUNNING}
    return YES if ready else no("meetings.takes_no_guests")


def can_start(meeting: Meeting) -> Verdict:
    """A published meeting can start."""
    return YES if meeting.state == State.PUBLISHED else no("meetings.not_to_be_started")


def is_running(meeting: Meeting) -> Verdict:
    """Tell whether the meeting runs."""
    return YES if meeting.state == State.RUNNING else no("meetings.not_running")


def can_reopen(meeting: Meeting) -> Verdict:
    """A closed meeting can be taken up again for half an hour."""
    if meeting.state != State.CLOSED or meeting.closed_at is None:
        return no("meetings.not_closed")
    late = clock.now() - meeting.closed_at > room.REOPEN_WITHIN
    return no("meetings.too_late_to_reopen") if late else YES


def can_count(meeting: Meeting) -> Verdict:
    """Heads are counted from two hours before the meeting until it closes."""
    if meeting.state == State.RUNNING:
        return YES
    if meeting.state != State.PUBLISHED:
        return no("meetings.not_running")
    early = clock.now() < meeting.starts_at - room.ROUND_BEFORE
    return no("meetings.too_early_to_count") if early else YES


def can_note(meeting: Meeting) -> Verdict:
    """Lines are written while the meeting runs and after, until its conclusions are issued."""
    return YES if meeting.state in {State.RUNNING, State.CLOSED} else no("meetings.not_running")


def round_open(meeting: Meeting) -> Verdict:
    """Tell whether people can check in now."""
    return YES if room.open_round(meeting) else no("meetings.no_open_round")


def may_take_out_of_consent(by: Actor, meeting: Meeting, place: Attendee | None) -> Verdict:
    """Any member brings an item out of the consent block until it is adopted; so do those who prepare or run it."""
    member = place is not None and place.capacity not in {Attendee.Capacity.INFORMED, Attendee.Capacity.GUEST}
    if not member and not prepares(by, meeting):
        return no("meetings.not_invited")
    return can_take_out(meeting)


def can_take_out(meeting: Meeting) -> Verdict:
    """Until the block is adopted its items can be taken out of it."""
    if meeting.consent_adopted_at:
        return no("meetings.consent_is_adopted")
    return YES if meeting.state in {State.PUBLISHED, State.RUNNING} else no("meetings.not_running")


def may_write_private_note(_by: Actor, meeting: Meeting) -> Verdict:
    """Whoever is in the room keeps notes of their own there, also after the meeting."""
    return YES if meeting.state in room.ROOM_STATES else no("meetings.not_running")


def verbs_of_all(meeting: Meeting) -> dict[str, Verdict]:
    """Return what everybody on the list can do in this state."""
    return {"check_in": round_open(meeting), "take_out_of_consent": can_take_out(meeting)}


def desk_verbs(meeting: Meeting) -> dict[str, Verdict]:
    """Return what the desk can do in this state. Clock limits are left to the action: they pass by without an event."""
    running = is_running(meeting)
    ready = YES if meeting.state in {State.PUBLISHED, State.RUNNING} else no("meetings.not_running")
    closed = YES if meeting.state == State.CLOSED else no("meetings.not_closed")
    return {
        "start": can_start(meeting),
        "go_to_item": running,
        "next_item": running,
        "skip_item": running,
        "extend_item": running,
        "replan": running,
        "adopt_consent": running,
        "close": running,
        "reopen": closed,
        "open_round": ready,
        "appoint_assistants": no("meetings.too_late_for_assistants") if meeting.state == State.CONCLUDED else YES,
        "show_paper": running,
        "add_line": can_note(meeting),
        "conclude": can_note(meeting),
        "take_guests": can_take_guests(meeting),
    }
