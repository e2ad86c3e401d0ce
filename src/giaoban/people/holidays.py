"""The holidays of a year as the Labour Code (article 112) counts them: a proposal, set by people (R-NP-13).

Which weekend days are made up for, and which days Tết takes, is decided each year; so nothing here is
in force until the Office sets it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from lunar_vn import LunarDate, lunar_to_solar

SATURDAY = 5
TET_BEFORE, TET_DAYS = 1, 5  # the eve and the first four days, the usual decision


@dataclass(frozen=True, slots=True)
class Proposal:
    """One day that is usually off."""

    day: date
    name: str


def proposed(year: int) -> list[Proposal]:
    """Return the year's holidays with the days off instead of those that fall on a weekend."""
    tet = _solar(1, 1, year)
    days = [Proposal(date(year, 1, 1), _("Tết Dương lịch"))]
    days += [Proposal(tet + timedelta(days=n - TET_BEFORE), _("Tết Nguyên đán")) for n in range(TET_DAYS)]
    days += [
        Proposal(_solar(10, 3, year), _("Giỗ Tổ Hùng Vương")),
        Proposal(date(year, 4, 30), _("Ngày Chiến thắng")),
        Proposal(date(year, 5, 1), _("Ngày Quốc tế lao động")),
        Proposal(date(year, 9, 1), _("Quốc khánh")),
        Proposal(date(year, 9, 2), _("Quốc khánh")),
    ]
    return _with_days_instead(sorted(days, key=lambda one: one.day))


def _solar(day: int, month: int, year: int) -> date:
    found: date = lunar_to_solar(LunarDate(day=day, month=month, year=year, leap=False))
    return found


def _with_days_instead(days: list[Proposal]) -> list[Proposal]:
    """Give the next free working day for each holiday that falls on a Saturday or Sunday (article 111.3)."""
    taken = {one.day for one in days}
    found = list(days)
    for one in days:
        if one.day.weekday() < SATURDAY:
            continue
        instead = one.day
        while instead in taken or instead.weekday() >= SATURDAY:
            instead += timedelta(days=1)
        taken.add(instead)
        found.append(Proposal(instead, _("Nghỉ bù {name}").format(name=one.name)))
    return sorted(found, key=lambda one: one.day)
