"""Messages for tests."""

from typing import Any

from giaoban.discussion import actions
from giaoban.discussion.models import Message
from giaoban.meetings.models import Meeting
from giaoban.people.models import User
from giaoban.people.testing import by, chi


def a_message(meeting: Meeting, author: User | None = None, **values: Any) -> Message:
    """A message of Chi, or of the person named, to all unless said otherwise."""
    values.setdefault("text", "Đề nghị gửi lại số liệu tháng 3.")
    return actions.send_message(meeting_id=meeting.pk, by=by(author or chi()), **values)
