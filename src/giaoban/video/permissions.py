"""Who may be in with picture and sound, and who leads it."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions import running
from giaoban.video import queries
from giaoban.video.models import Participant


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
