"""Does it fit: what a meeting will ask for is known when it is booked, and another time is proposed."""

from datetime import timedelta

from django.test import Client

from giaoban.hall.testing import a_room
from giaoban.meetings.models import Meeting
from giaoban.people.testing import binh, dung
from giaoban.video import capacity


def test_a_meeting_alone_asks_for_nothing_and_more_people_for_more():
    loads = [capacity.packets(count) for count in (0, 1, 2, 13, 50)]
    assert loads[:2] == [0, 0]
    assert loads == sorted(loads)
    assert capacity.packets(13) < capacity.most()


def test_what_does_not_fit_is_said_with_another_time(called, monkeypatch):
    other = a_room()
    Meeting.objects.update(form="online")
    monday = called.starts_at + timedelta(days=(7 - called.starts_at.weekday()) % 7 or 7)
    monday = monday.replace(hour=2, minute=0)  # nine in Hanoi
    for meeting in (called, other):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=monday, ends_at=monday + timedelta(hours=1))
    called.refresh_from_db()
    monkeypatch.setattr(capacity, "most", lambda: capacity.packets(capacity.receivers(called)) + 1)
    found = capacity.forecast(called)
    assert (found.fits, found.beside) == (False, (other,))
    assert found.instead == monday + timedelta(hours=1)


def test_who_sees_the_meeting_may_ask(called):
    client = Client()
    client.force_login(binh())
    reply = client.get(f"/api/meetings/{called.pk}/media-load")
    assert reply.json()["fits"] is True
    client.force_login(dung())
    assert client.get(f"/api/meetings/{called.pk}/media-load").status_code == 404
