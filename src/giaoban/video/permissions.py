"""Who may be in with picture and sound, and who leads it."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions import before, running
from giaoban.meetings.queries.meetings import office_units, own_units, sites_of
from giaoban.people.models import Unit
from giaoban.video import queries
from giaoban.video.models import Participant, Recording


def may_join(meeting: Meeting, participant: Participant) -> Verdict:
    """Who may enter the room is in with picture and sound too, from two hours before to the end, unless removed."""
    if meeting.form == Meeting.Form.ON_SITE:
        return no("video.on_site")
    if queries.is_over(meeting):
        return no("video.not_now")
    return no("video.removed") if participant.removed_at else YES


def may_lead(by: Actor, meeting: Meeting) -> Verdict:
    """The desk opens and closes microphones and removes, from when the lines are tested to the end."""
    allowed = running.at_the_desk(by, meeting)
    if not allowed:
        return allowed
    return no("video.not_now") if queries.is_over(meeting) else YES


def may_pair(by: Actor, unit: Unit) -> Verdict:
    """People of the unit, and the Office over it, say which screen is the site's."""
    if unit.pk not in own_units(by) | office_units(by):
        return no("video.only_the_unit")
    return YES if unit.is_site else no("video.not_a_site")


def may_test_line(by: Actor, meeting: Meeting, unit: Unit) -> Verdict:
    """People of a site, and its screen, note how its line is; the desk for any."""
    own = unit.pk in own_units(by) and sites_of(meeting).filter(pk=unit.pk).exists()
    return YES if own else running.at_the_desk(by, meeting)


def may_record(by: Actor, meeting: Meeting) -> Verdict:
    """The chair alone, or who holds the chair's authority, records a meeting that runs (NET-6)."""
    if not by.answers_for(meeting.chair_id):
        return no("video.only_the_chair")
    if meeting.form == Meeting.Form.ON_SITE:
        return no("video.on_site")
    return running.is_running(meeting)


def may_watch_recording(by: Actor, recording: Recording) -> Verdict:
    """As the minutes: who prepares the meeting at once, everybody of the meeting when its conclusions are out."""
    meeting = recording.meeting
    if before.prepares(by, meeting) or running.at_the_desk(by, meeting):
        return YES
    return YES if meeting.state == Meeting.State.CONCLUDED else no("video.recording_not_out")
