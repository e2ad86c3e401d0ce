"""A room in which people vote, watched by chair, secretary, two members, a substitute, a guest and an outsider."""

from contextlib import AbstractContextManager

import pytest

from giaoban.hall.testing import a_room, guest, live_parity
from giaoban.kernel import clock
from giaoban.meetings.actions import start
from giaoban.meetings.models import Attendee, Meeting
from giaoban.people.models import Unit, User
from giaoban.people.testing import a_person, a_unit, an, binh, by, chi, dung, the_agency


def _legal() -> Unit:
    return a_unit("PC", name="Phòng Pháp chế", parent=the_agency(), level="division")


def lan() -> User:
    """Lan, of the Legal Division, cannot come."""
    return a_person("lan", "Ngô Thị Lan", unit=_legal())


def hoa() -> User:
    """Hoa comes in the place of Lan, and An agreed."""
    return a_person("hoa", "Đỗ Thị Hoa", unit=_legal())


def khach() -> User:
    """Khách is invited as a guest: sees everything, votes on nothing."""
    return a_person("khach", "Hồ Văn Khách", unit=_legal())


def vang() -> User:
    """Vàng is a member and absent."""
    return a_person("vang", "Lý Thị Vàng", unit=_legal())


def everybody() -> list[User]:
    """All pairs of eyes."""
    return [an(), binh(), chi(), guest(), hoa(), khach(), vang(), dung()]


@pytest.fixture(autouse=True)
def urn(settings, tmp_path):
    """Keys of secret votes lie in a folder of this test."""
    settings.URN = tmp_path / "urn"
    return settings.URN


@pytest.fixture
def called(db: None) -> Meeting:
    """A published meeting of five members: An (chair), Chi, Giang, Lan (Hoa comes), Vàng (absent); and a guest."""
    meeting = a_room()
    rows = [
        (lan(), {"answer": "substitute", "substitute": hoa(), "consent": "given"}),
        (vang(), {"answer": "absent", "reason": "Đi công tác"}),
        (khach(), {"capacity": "invited"}),
    ]
    for place, (user, values) in enumerate(rows, 10):
        Attendee.objects.create(
            meeting=meeting, user=user, unit=_legal(), position="Chuyên viên", place=place,
            answered_at=clock.now(), **values,
        )  # fmt: skip
    return meeting


@pytest.fixture
def running(called: Meeting) -> Meeting:
    """It runs, at its first item."""
    from giaoban.meetings.actions import go_to_item

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
