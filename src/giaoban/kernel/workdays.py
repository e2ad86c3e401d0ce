"""Working-day arithmetic (rules.md § 5): Monday to Friday, less holidays, plus swap-in days.

«n working days before» counts back from the day before; «within n working days after» starts on the
next working day.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

FRIDAY = 4
FAR = 3_660  # days; a calendar without a working day in ten years is a mistake in the data


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which an office works. Build it from the agency's holiday table."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    swap_days: frozenset[date] = field(default_factory=frozenset)

    def works_on(self, day: date) -> bool:
        """Tell whether the office works on that day."""
        if day in self.swap_days:
            return True
        return day.weekday() <= FRIDAY and day not in self.holidays

    def after(self, day: date, working_days: int) -> date:
        """Return the last day of a term of so many working days that starts after ``day``."""
        return self._walk(day, working_days, +1)

    def before(self, day: date, working_days: int) -> date:
        """Return the latest day that leaves so many working days before ``day``."""
        return self._walk(day, working_days, -1)

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after ``first`` up to and including ``last``; negative backwards."""
        if last < first:
            return -self.between(last, first)
        span = (last - first).days
        return sum(self.works_on(first + timedelta(days=n)) for n in range(1, span + 1))

    def next_working_day(self, day: date) -> date:
        """Return ``day`` if the office works then, else the first working day after it."""
        return day if self.works_on(day) else self.after(day, 1)

    def _walk(self, day: date, working_days: int, step: int) -> date:
        for _ in range(FAR):
            if working_days <= 0:
                return day
            day += timedelta(days=step)
            working_days -= self.works_on(day)
        raise ValueError("no working day within ten years")
