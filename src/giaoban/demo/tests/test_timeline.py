"""What the load does not do: mix with real data, or let things happen that have not happened yet."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from giaoban.demo.load.timeline import Timeline, moment
from giaoban.kernel import clock
from giaoban.people.models import Unit, User
from giaoban.people.testing import a_person

NOW = moment(date(2026, 11, 24), 9, 3)


@pytest.mark.django_db
def test_it_stays_out_of_a_database_with_people_in_it():
    binh = a_person("binh", "Trần Thị Bình")
    Unit.objects.filter(pk=binh.appointments.get().unit_id).update(code="CQK")
    with pytest.raises(CommandError):
        call_command("demo", stdout=StringIO())
    call_command("demo", if_empty=True, stdout=StringIO())
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_things_happen_in_order_and_nothing_lies_ahead():
    seen: list[datetime] = []
    timeline = Timeline(NOW)
    for hours in (3, -5, 1, 2):
        timeline.act(NOW - timedelta(hours=hours), lambda: seen.append(clock.now()))
    timeline.act(NOW - timedelta(hours=2), lambda: timeline.act(NOW, lambda: seen.append(clock.now())))
    assert timeline.play() == 5
    assert seen == [NOW - timedelta(hours=hours) for hours in (3, 2, 1, 0)]
