"""Who may do what before the meeting. Facts that need a query are passed in or read once by ``queries``."""

from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Attendee, Meeting, PaperRequest, Series
from giaoban.meetings.queries.meetings import is_assistant, led_units, office_units, own_units
from giaoban.people.models import Role

State = Meeting.State
BEFORE = frozenset({State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED})


def prepares(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person prepares this meeting: secretaries, author, the Office over the unit, the chair."""
    own = {meeting.secretary_id, meeting.created_by_id, meeting.chair_id}
    named = any(by.answers_for(user_id) for user_id in own) or meeting.unit_id in office_units(by)
    return named or is_assistant(by, meeting)


def reads_secrets(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person reads what a secret item is about: who prepares the meeting, and who approves it."""
    return prepares(by, meeting) or meeting.unit_id in led_units(by)


def may_appoint_assistants(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting names who assists its secretary, until its conclusions are issued."""
    if not prepares(by, meeting):
        return no("meetings.only_the_office")
    over = meeting.state in {State.CONCLUDED, State.CANCELLED}
    return no("meetings.too_late_for_assistants") if over else YES


def may_schedule(by: Actor, unit_id: UUID) -> Verdict:
    """The Office's secretaries and the leaders of a unit plan its meetings."""
    allowed = by.has_role(Role.OFFICE_SECRETARY, unit_id) or unit_id in led_units(by)
    return YES if allowed else no("meetings.may_not_schedule")


def may_change(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting changes it until it starts; not while a leader is reading it."""
    if not prepares(by, meeting):
        return no("meetings.only_the_office")
    if meeting.state not in BEFORE:
        return no("meetings.already_cancelled" if meeting.state == State.CANCELLED else "meetings.already_begun")
    return YES if meeting.state in {State.DRAFT, State.PUBLISHED} else no("meetings.not_a_draft")


def may_invite(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting adds people to its list, while it runs too (LIVE-11)."""
    if meeting.state == State.RUNNING and prepares(by, meeting):
        return YES
    return may_change(by, meeting)


def may_submit(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting submits its agenda."""
    if not prepares(by, meeting):
        return no("meetings.only_the_office")
    return YES if meeting.state == State.DRAFT else no("meetings.not_a_draft")


def may_reopen(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting takes it back to the draft before it is published."""
    if not prepares(by, meeting):
        return no("meetings.only_the_office")
    return YES if meeting.state in {State.SUBMITTED, State.APPROVED} else no("meetings.not_submitted")


def may_publish(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting publishes an approved one."""
    if not prepares(by, meeting):
        return no("meetings.only_the_office")
    return YES if meeting.state == State.APPROVED else no("meetings.not_approved")


def may_move(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting postpones or moves it until it starts (R-45-16)."""
    if not prepares(by, meeting):
        return no("meetings.only_the_office")
    if meeting.state == State.CANCELLED:
        return no("meetings.already_cancelled")
    return YES if meeting.state in BEFORE else no("meetings.already_begun")


def may_cancel(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting cancels it until it starts (R-45-16)."""
    return may_move(by, meeting)


def may_remark(by: Actor, meeting: Meeting) -> Verdict:
    """Leaders over the unit and the chair remark on a submitted agenda (PRE-5)."""
    leads = by.answers_for(meeting.chair_id) or meeting.unit_id in led_units(by)
    if not leads:
        return no("meetings.only_the_chair")
    return YES if meeting.state in {State.DRAFT, State.SUBMITTED} else no("meetings.not_submitted")


def may_answer(by: Actor, meeting: Meeting, attendee: Attendee | None) -> Verdict:
    """An invited person, or the delegate of one, answers a published invitation until the meeting starts."""
    if attendee is None or attendee.removed_at or not by.answers_for(attendee.user_id):
        return no("meetings.not_invited")
    return _while_published(meeting)


def may_consent(by: Actor, meeting: Meeting) -> Verdict:
    """The chair agrees to a substitute, nobody else (R-45-11)."""
    if not by.answers_for(meeting.chair_id):
        return no("meetings.only_the_chair")
    return _while_published(meeting)


def may_answer_site(by: Actor, meeting: Meeting, unit_id: UUID) -> Verdict:
    """People of the unit that joins as a site answer for it."""
    if unit_id not in own_units(by):
        return no("meetings.not_your_site")
    return _while_published(meeting)


def may_mark(_by: Actor, meeting: Meeting, place: Attendee | None) -> Verdict:
    """Members, or those who come in their place, mark items of a published meeting (PRE-12)."""
    if place is None or place.capacity in {Attendee.Capacity.INFORMED, Attendee.Capacity.GUEST}:
        return no("meetings.not_invited")
    if meeting.marks_settled_at:
        return no("meetings.marks_are_closed")
    return _while_published(meeting)


def may_write_opinion(by: Actor, meeting: Meeting, place: Attendee | None) -> Verdict:
    """Whoever takes part, or chairs, writes an opinion until the meeting is over (PRE-8)."""
    if place is None and not by.answers_for(meeting.chair_id):
        return no("meetings.not_invited")
    open_now = meeting.state in {State.PUBLISHED, State.RUNNING}
    return YES if open_now else no("meetings.not_published" if meeting.state in BEFORE else "meetings.already_begun")


def may_read_opinions(by: Actor, meeting: Meeting) -> Verdict:
    """The chair reads all submitted opinions, and the secretaries who gather them."""
    reads = by.answers_for(meeting.chair_id) or by.is_person(meeting.secretary_id) or is_assistant(by, meeting)
    return YES if reads else no("meetings.only_chair_and_secretary")


def may_ask_for_paper(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting asks units for papers, until it starts."""
    if not prepares(by, meeting):
        return no("meetings.only_the_office")
    return YES if meeting.state in BEFORE else no("meetings.already_begun")


def may_submit_paper(by: Actor, request: PaperRequest) -> Verdict:
    """People of the asked unit send its paper in."""
    return YES if request.unit_id in own_units(by) else no("meetings.not_your_unit")


def may_upload(by: Actor, meeting: Meeting, requests: "list[PaperRequest]") -> Verdict:
    """Papers of an item: those who prepare, in draft and after publication; the asked unit while it is its turn."""
    if may_change(by, meeting):
        return YES
    mine = [row for row in requests if row.unit_id in own_units(by)]
    waiting = {PaperRequest.State.ASKED, PaperRequest.State.RETURNED}
    if meeting.state in BEFORE and any(row.state in waiting for row in mine):
        return YES
    return no("meetings.paper_is_with_the_office") if mine else may_change(by, meeting)


def may_change_series(by: Actor, series: Series) -> Verdict:
    """The Office and the unit's leaders keep its series; so does the secretary of the series."""
    if by.is_person(series.secretary_id) or may_schedule(by, series.unit_id):
        return YES if series.ended_at is None else no("meetings.series_has_ended")
    return no("meetings.only_the_office")


def may_see_reading(by: Actor, meeting: Meeting) -> Verdict:
    """Whoever prepares the meeting sees who has read how much (PRE-9)."""
    return YES if prepares(by, meeting) else no("meetings.only_the_office")


def hidden_from(by: Actor, meeting: Meeting) -> frozenset[str]:
    """Return what the meeting's history keeps from this person.

    Who is still writing, what the desk alone reads, and what is news to screens only.
    """
    hidden = {"meetings.opinion_written", "meetings.note_written", "meetings.papers_moved"}
    if not may_read_opinions(by, meeting):
        hidden |= {"meetings.opinion_submitted", "meetings.item_marked"}
    if not prepares(by, meeting):
        hidden |= {"meetings.remark_written", "meetings.remark_settled", "meetings.agenda_returned"}
    return frozenset(hidden)


def may_watch_reading(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person sees who has read what (PRE-9)."""
    return prepares(by, meeting)


def _while_published(meeting: Meeting) -> Verdict:
    if meeting.state == State.PUBLISHED:
        return YES
    if meeting.state == State.CANCELLED:
        return no("meetings.already_cancelled")
    return no("meetings.not_published" if meeting.state in BEFORE else "meetings.already_begun")


def abilities(by: Actor, meeting: Meeting, place: Attendee | None) -> dict[str, Verdict]:
    """Return every verb of the meeting's page with its verdict."""
    return {
        "change": may_change(by, meeting),
        "submit": may_submit(by, meeting),
        "reopen": may_reopen(by, meeting),
        "publish": may_publish(by, meeting),
        "move": may_move(by, meeting),
        "cancel": may_cancel(by, meeting),
        "remark": may_remark(by, meeting),
        "answer": may_answer(by, meeting, place),
        "consent": may_consent(by, meeting),
        "mark": may_mark(by, meeting, place),
        "opinion": may_write_opinion(by, meeting, place),
        "opinions": may_read_opinions(by, meeting),
        "ask_for_paper": may_ask_for_paper(by, meeting),
        "appoint_assistants": may_appoint_assistants(by, meeting),
    }
