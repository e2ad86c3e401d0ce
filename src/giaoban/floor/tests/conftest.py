"""A room in which people speak, watched by chair, secretary, a site's head, a member, a substitute and an outsider."""

from contextlib import AbstractContextManager

import pytest

from giaoban.hall.testing import a_room, guest, live_parity
from giaoban.kernel import clock
from giaoban.meetings.actions import go_to_item, start
from giaoban.meetings.models import Attendee, Meeting
from giaoban.people.models import Unit, User
from giaoban.people.testing import a_person, a_unit, an, binh, by, chi, dung, the_agency


def hoa() -> User:
    """Hoa comes in the place of Lan, of the Legal Division, and An agreed."""
    return a_person("hoa", "Đỗ Thị Hoa", unit=_legal())


def khanh() -> User:
    """Khánh sits with Chi at the site of Nội Bài and is not invited by name."""
    chi()
    return a_person("khanh", "Bùi Văn Khánh", unit=a_unit("NOIBAI"))


def _legal() -> Unit:
    return a_unit("PC", name="Phòng Pháp chế", parent=the_agency(), level="division")


def everybody() -> list[User]:
    """All pairs of eyes."""
    return [an(), binh(), chi(), guest(), hoa(), khanh(), dung()]


@pytest.fixture
def called(db: None) -> Meeting:
    """A published meeting; Lan cannot come and sends Hoa."""
    meeting = a_room(papers=2)
    lan = a_person("lan", "Ngô Thị Lan", unit=_legal())
    Attendee.objects.create(
        meeting=meeting, user=lan, unit=_legal(), position="Trưởng phòng", place=9, answer="substitute",
        substitute=hoa(), consent="given", answered_at=clock.now(),
    )  # fmt: skip
    return meeting


@pytest.fixture
def running(called: Meeting) -> Meeting:
    """It runs, at its first item."""
    start(meeting_id=called.pk, by=by(an()))
    go_to_item(meeting_id=called.pk, item_id=called.items.first().pk, by=by(an()))
    called.refresh_from_db()
    return called


class Watched:
    """``with watched(meeting):`` - nothing may happen inside that browsers would not learn."""

    def __call__(self, meeting: Meeting) -> AbstractContextManager[None]:
        """Watch a block by everybody's eyes."""
        return live_parity(meeting, *(by(user) for user in everybody()))


@pytest.fixture
def watched() -> Watched:
    """Parity of what browsers have and what the server says."""
    return Watched()
