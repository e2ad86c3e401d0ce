"""A running room of sites, watched by chair, secretary, a site's head, a member and an outsider."""

import pytest

from giaoban.hall.testing import a_room, guest, live_parity
from giaoban.meetings.actions import go_to_item, start
from giaoban.meetings.models import Meeting
from giaoban.people.models import Unit
from giaoban.people.testing import an, binh, by, chi, dung


@pytest.fixture
def called(db: None) -> Meeting:
    """A published meeting."""
    return a_room()


@pytest.fixture
def running(called: Meeting) -> Meeting:
    """It runs, at its first item."""
    start(meeting_id=called.pk, by=by(an()))
    go_to_item(meeting_id=called.pk, item_id=called.items.first().pk, by=by(an()))
    called.refresh_from_db()
    return called


@pytest.fixture
def watched():
    """Nothing may happen inside that browsers would not learn."""
    return lambda meeting: live_parity(meeting, *(by(user) for user in (an(), binh(), chi(), guest(), dung())))


def site_of(meeting: Meeting) -> Unit:
    """The site from which Chi takes part."""
    unit = chi().appointments.get().unit
    meeting.attendees.filter(user=chi()).update(site=unit)
    Unit.objects.filter(pk=unit.pk).update(is_site=True)
    unit.refresh_from_db()
    return unit
