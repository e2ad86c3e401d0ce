"""When a person wishes to be left alone, and when the house reminds at all."""

from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from giaoban.kernel import clock
from giaoban.kernel.workdays import WorkCalendar
from giaoban.notify.models import Preference

DAY_BEGINS: Final = time(6, 30)  # reminders go out on working days between these hours
DAY_ENDS: Final = time(18, 30)


def in_working_hours(now: datetime, calendar: WorkCalendar) -> bool:
    """Tell whether ordinary reminders may go out now."""
    here = clock.local(now)
    return calendar.works_on(here.date()) and DAY_BEGINS <= here.time() < DAY_ENDS


def is_quiet(wish: Preference | None, now: datetime) -> bool:
    """Tell whether the person's quiet hours run now; they may reach over midnight."""
    if wish is None or wish.quiet_from is None or wish.quiet_to is None or wish.quiet_from == wish.quiet_to:
        return False
    at = clock.local(now).time()
    if wish.quiet_from < wish.quiet_to:
        return wish.quiet_from <= at < wish.quiet_to
    return at >= wish.quiet_from or at < wish.quiet_to


def after_quiet(wish: Preference | None, now: datetime) -> datetime:
    """Return now, or the end of the quiet hours that run now."""
    if wish is None or wish.quiet_to is None or not is_quiet(wish, now):
        return now
    here = clock.local(now)
    end = timezone.make_aware(datetime.combine(here.date(), wish.quiet_to))
    return end if end > now else end + timedelta(days=1)


def wants(wish: Preference | None, topic: str, channel: str) -> bool:
    """Tell whether the person takes this kind of message by this channel."""
    return wish is None or channel not in wish.muted.get(topic, ())
