"""A room in which things happen, watched by chair, secretary, delegate and outsider."""

from contextlib import AbstractContextManager

import pytest

from giaoban.hall.testing import a_room, guest, live_parity
from giaoban.meetings.actions import start
from giaoban.meetings.models import Meeting
from giaoban.people.testing import an, binh, by, chi, dung


@pytest.fixture
def called(db: None) -> Meeting:
    """A published meeting."""
    return a_room()


@pytest.fixture
def running(called: Meeting) -> Meeting:
    """A running one."""
    return start(meeting_id=called.pk, by=by(an()))


class Watched:
    """``with watched(meeting):`` - nothing may happen inside that browsers would not learn."""

    def __call__(self, meeting: Meeting) -> AbstractContextManager[None]:
        """Watch a block by five pairs of eyes."""
        return live_parity(meeting, *(by(user) for user in (an(), binh(), chi(), guest(), dung())))


@pytest.fixture
def watched() -> Watched:
    """Parity of what browsers have and what the server says."""
    return Watched()
