"""A running room, watched by chair, secretary, a site's head, a member, an assistant and an outsider."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from giaoban.hall.testing import a_room, assisted, guest, lan, live_parity
from giaoban.meetings.actions import go_to_item, start
from giaoban.meetings.models import Meeting
from giaoban.people.testing import an, binh, by, chi, dung


@pytest.fixture
def running(db: None) -> Meeting:
    """It runs, at its first item; Lan assists the secretary."""
    meeting = assisted(a_room())
    dung()
    start(meeting_id=meeting.pk, by=by(an()))
    go_to_item(meeting_id=meeting.pk, item_id=meeting.items.first().pk, by=by(an()))
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def watched() -> Callable[[Meeting], AbstractContextManager[None]]:
    """Nothing may happen inside that browsers would not learn."""
    return lambda meeting: live_parity(meeting, *(by(one()) for one in (an, binh, chi, guest, lan, dung)))
