"""A running room with papers, watched by chair, secretary, delegate, a member and an outsider."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from giaoban.hall.testing import a_room, guest, live_parity
from giaoban.meetings.actions import go_to_item, start
from giaoban.meetings.models import Meeting
from giaoban.people.models import User
from giaoban.people.testing import an, binh, by, chi, dung


@pytest.fixture
def running(db: None) -> Meeting:
    """It runs, at its first item."""
    meeting = a_room()
    dung()
    start(meeting_id=meeting.pk, by=by(an()))
    go_to_item(meeting_id=meeting.pk, item_id=meeting.items.first().pk, by=by(an()))
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def watched() -> Callable[..., AbstractContextManager[None]]:
    """Nothing may happen inside that browsers would not learn; further viewers may be named."""

    def watch(meeting: Meeting, *more: User) -> AbstractContextManager[None]:
        return live_parity(meeting, *(by(user) for user in (an(), binh(), chi(), guest(), dung(), *more)))

    return watch
