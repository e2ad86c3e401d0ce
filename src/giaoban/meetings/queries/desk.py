"""Reading what the forms of the desk offer: units, deadlines in working days, sentences to write again."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.workdays import FRIDAY
from giaoban.meetings.models import Phrase
from giaoban.people import queries as people
from giaoban.people.models import Unit, UnitKind

WORKDAYS: Final = (("three", 3), ("five", 5), ("ten", 10))


def leading_units() -> list[Unit]:
    """Return the units that are named in a conclusion: teams have names that several units share."""
    return list(people.open_units().exclude(kind__level=UnitKind.Level.TEAM).order_by("place", "name"))


def units() -> list[Unit]:
    """Return the units that may lead or help, teams last."""
    teams = people.open_units().filter(kind__level=UnitKind.Level.TEAM).select_related("parent")
    return [*leading_units(), *teams.order_by("parent__place", "place", "name")]


def note_of(unit: Unit) -> str:
    """Return what tells a unit from others of the same short name."""
    if unit.kind.level == UnitKind.Level.TEAM and unit.parent:
        return unit.parent.short_name
    return unit.name if unit.name != unit.short_name else ""


def deadlines() -> list[tuple[str, date]]:
    """Return the usual deadlines, counted in working days from today."""
    today, calendar = clock.today(), people.work_calendar()
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    week = friday if calendar.works_on(friday) else max(today, calendar.before(friday, 1))
    return [("today", today), *((code, calendar.after(today, days)) for code, days in WORKDAYS), ("week", week)]


def phrases_of(by: Actor) -> list[Phrase]:
    """Return the agency's sentences and the person's own."""
    return list(Phrase.objects.filter(Q(owner=None) | Q(owner=by.user_id)).order_by("owner", "place", "text"))
