"""What time it is. The only place that asks the machine, so that tests and simulations can move the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_frozen: ContextVar[datetime | None] = ContextVar("giaoban_clock", default=None)


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return _frozen.get() or timezone.now()


def today() -> date:
    """Return today's date where the agency is (setting TIME_ZONE)."""
    return timezone.localtime(now()).date()


def local(instant: datetime) -> datetime:
    """Return the instant as a clock on the agency's wall shows it."""
    return timezone.localtime(instant)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Stand still at one instant inside the block: for tests, simulations and the demo agency's past."""
    if timezone.is_naive(instant):
        instant = timezone.make_aware(instant)
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def later(**by: float) -> Iterator[None]:
    """Move the clock forward inside the block: ``later(days=2)``."""
    with at(now() + timedelta(**by)):
        yield
