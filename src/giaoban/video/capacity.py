"""Does it fit? What an online meeting will ask of the media server, known when it is booked (NET-9).

The server's work is packets sent on: measured, one core sends on about 40,000 a second with short queues.
A receiver gets the large picture, a strip of small ones and the sound of who is heard.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from giaoban.kernel import clock
from giaoban.meetings.models import Attendee, Meeting
from giaoban.meetings.queries import room

PER_CORE: Final = 40_000  # packets a second
SPARE: Final = 0.6  # of it is planned with: the rest is for recordings, storms of joining, everything else
SOUND, LARGE, SMALL, STRIP, HEARD = 50, 45, 16, 8, 2  # packets a second of each; small pictures; open microphones
STEP: Final = timedelta(minutes=30)
AHEAD: Final = 5 * 24 * 2  # steps that are tried
WORKDAY: Final = range(7, 18)  # hours at which a meeting is proposed
STATES: Final = (Meeting.State.APPROVED, Meeting.State.PUBLISHED, Meeting.State.RUNNING, Meeting.State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a meeting and those at the same time ask for, what there is, and when it would fit instead."""

    receivers: int
    own: int
    others: int
    most: int
    beside: tuple[Meeting, ...]
    instead: datetime | None

    @property
    def fits(self) -> bool:
        """Whether the server can do it."""
        return self.own + self.others <= self.most

    @property
    def percent(self) -> int:
        """How much of the server is taken at that time."""
        return round(100 * (self.own + self.others) / self.most)


def most() -> int:
    """Return what this machine's media server is planned to send on, in packets a second."""
    return int((os.cpu_count() or 1) * PER_CORE * SPARE)


def packets(receivers: int) -> int:
    """Return what a meeting of so many sites and persons asks for."""
    others = max(receivers - 1, 0)
    each = min(others, HEARD) * SOUND + min(others, 1) * LARGE + max(min(others - 1, STRIP), 0) * SMALL
    return receivers * each


def receivers(meeting: Meeting) -> int:
    """Return how many screens will be in: each site one, each who joins from the own desk, the hall."""
    rows = meeting.attendees.filter(removed_at=None, site=None).exclude(capacity=Attendee.Capacity.INFORMED)
    if meeting.form == Meeting.Form.HYBRID:
        rows = rows.filter(answer=Attendee.Answer.ONLINE)
    return len(room.sites(meeting)) + rows.count() + 1


def forecast(meeting: Meeting) -> Forecast:
    """Return whether the meeting fits beside those at the same time; where not, the next time at which it does."""
    count = receivers(meeting)
    own, limit = packets(count), most()
    until = meeting.starts_at + AHEAD * STEP + timedelta(days=1)
    known = [(other, packets(receivers(other))) for other in _online(meeting, meeting.starts_at, until)]
    beside = [(other, load) for other, load in known if _meet(other, meeting.starts_at, meeting.ends_at)]
    others = sum(load for _other, load in beside)
    instead = None if own + others <= limit else _next(meeting, own, limit, known)
    return Forecast(count, own, others, limit, tuple(other for other, _load in beside), instead)


def _online(meeting: Meeting, first: datetime, last: datetime) -> Iterable[Meeting]:
    rows = Meeting.objects.filter(state__in=STATES, starts_at__lt=last, ends_at__gt=first).exclude(pk=meeting.pk)
    return rows.exclude(form=Meeting.Form.ON_SITE).order_by("starts_at")


def _meet(other: Meeting, first: datetime, last: datetime) -> bool:
    return other.starts_at < last and other.ends_at > first


def _next(meeting: Meeting, own: int, limit: int, known: list[tuple[Meeting, int]]) -> datetime | None:
    if own > limit:
        return None
    length = meeting.ends_at - meeting.starts_at
    for step in range(1, AHEAD + 1):
        first = meeting.starts_at + step * STEP
        local = clock.local(first)
        if local.hour not in WORKDAY or local.weekday() > 4:  # noqa: PLR2004 - Friday
            continue
        if own + sum(load for other, load in known if _meet(other, first, first + length)) <= limit:
            return first
    return None
