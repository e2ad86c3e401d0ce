"""Calendar feeds (NOTI-2): a person's meetings, or one unit's as far as that person may see them."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar

from giaoban.kernel import clock
from giaoban.meetings.calendar import PRODUCT, event_of
from giaoban.meetings.queries import today as meetings
from giaoban.people import queries as people
from giaoban.people.models import Unit, User

BACK: Final = timedelta(days=90)
SHORTEST: Final = 20  # letters of a secret; an empty one opens nothing


def owner_of(secret: str) -> User | None:
    """Return whose feed the secret opens."""
    if len(secret) < SHORTEST:
        return None
    return User.objects.filter(calendar_secret=secret, is_active=True).first()


def calendar_for(user: User, unit_code: str = "") -> bytes | None:
    """Return the feed as calendar programs read it; None when there is no such unit."""
    unit = Unit.objects.filter(code=unit_code).first() if unit_code else None
    if unit_code and unit is None:
        return None
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", unit.short_name if unit else _("Lịch họp của tôi"))
    calendar.add("refresh-interval;value=duration", "PT30M")
    calendar.add("x-published-ttl", "PT30M")
    by = people.actor_of(user)
    for meeting in meetings.for_feed(by, clock.now() - BACK, unit.pk if unit else None):
        calendar.add_component(event_of(meeting, user))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
