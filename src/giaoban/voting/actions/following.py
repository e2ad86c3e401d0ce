"""What a vote does when the meeting moves: called by ``meetings``, in its transaction."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict
from giaoban.ledger.streams import Puts
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.voting import queries
from giaoban.voting.actions.writing import write_down
from giaoban.voting.models import Poll


def follow_item(meeting: Meeting, _item: AgendaItem | None, _by: Actor) -> Puts:
    """The agenda may move on while a vote is open; the meeting cannot be closed over one."""
    poll = queries.open_poll_of(meeting) if meeting.state == Meeting.State.CLOSED else None
    if poll is not None:
        raise Conflict("voting.close_it_first", question=poll.question, poll=str(poll.pk))
    return {}


def follow_removed(item: AgendaItem, by: Actor) -> Puts:
    """An item leaves the agenda: its votes stay, for the meeting as a whole."""
    for poll in Poll.objects.filter(item=item):
        poll.item, poll.meeting = None, item.meeting
        poll.save(update_fields=["item"])
        write_down("voting.poll_changed", poll, by)
    return {}
