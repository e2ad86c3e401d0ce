"""Public holidays and swap days as proposals (R-NP-11 to 13): each year's are confirmed by decision."""

from dataclasses import dataclass
from datetime import date, timedelta

from lunar_vn import LunarDate, lunar_to_solar

YEARS = range(2025, 2031)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day off, or a weekend day on which the office works instead."""

    day: date
    kind: str  # holiday | swap_day
    name: str
    basis: str


_LAW = "Bộ luật Lao động năm 2019, Điều 112 (đề xuất, chờ thông báo chính thức của năm)"
_SWAP = "Đề xuất hoán đổi ngày làm việc, chờ thông báo chính thức của năm"
_TET_DAYS = 5
_DAYS_BEFORE_TET = {2025: 2}  # other years: one
_NATIONAL_DAY_NEIGHBOUR = {
    2027: +1,
    2028: -1,
    2029: +1,
}  # which side makes the longer rest; else the day before
# (day off instead, Saturday on which the office works)
_SWAPS = {
    2025: [(date(2025, 5, 2), date(2025, 4, 26), "Ngày Quốc tế Lao động")],
    2026: [
        (date(2026, 1, 2), date(2026, 1, 10), "Tết Dương lịch"),
        (date(2026, 8, 31), date(2026, 8, 22), "Ngày Quốc khánh"),
    ],
}


def tet(year: int) -> date:
    """Return the first day of the lunar year."""
    return lunar_to_solar(LunarDate(day=1, month=1, year=year))


def _named_days(year: int) -> list[tuple[date, str]]:
    first = tet(year) - timedelta(days=_DAYS_BEFORE_TET.get(year, 1))
    national = date(year, 9, 2)
    return [
        (date(year, 1, 1), "Tết Dương lịch"),
        *((first + timedelta(days=n), "Tết Nguyên đán") for n in range(_TET_DAYS)),
        (lunar_to_solar(LunarDate(day=10, month=3, year=year)), "Giỗ Tổ Hùng Vương"),
        (date(year, 4, 30), "Ngày Chiến thắng"),
        (date(year, 5, 1), "Ngày Quốc tế Lao động"),
        (national, "Ngày Quốc khánh"),
        (national + timedelta(days=_NATIONAL_DAY_NEIGHBOUR.get(year, -1)), "Ngày Quốc khánh"),
    ]


def proposals(year: int) -> list[DayRule]:
    """Return the year's proposed days; a holiday at the weekend is made up for on the next working day."""
    named = _named_days(year)
    taken = {day for day, _ in named}
    rules = [DayRule(day, "holiday", name, _LAW) for day, name in named]
    for day, name in named:
        if day.weekday() < SATURDAY:
            continue
        free = day
        while free in taken or free.weekday() >= SATURDAY:
            free += timedelta(days=1)
        taken.add(free)
        rules.append(DayRule(free, "holiday", f"Nghỉ bù {name}", _LAW))
    for off, working, name in _SWAPS.get(year, []):
        rules.append(DayRule(off, "holiday", f"Nghỉ hoán đổi dịp {name}", _SWAP))
        rules.append(DayRule(working, "swap_day", f"Làm bù dịp {name}", _SWAP))
    return sorted(rules, key=lambda rule: rule.day)


DAY_RULES: list[DayRule] = [rule for year in YEARS for rule in proposals(year)]
HOLIDAYS: dict[date, str] = {rule.day: rule.name for rule in DAY_RULES if rule.kind == "holiday"}
SWAP_DAYS: frozenset[date] = frozenset(rule.day for rule in DAY_RULES if rule.kind == "swap_day")


def works_on(day: date) -> bool:
    """Tell whether the office works on that day."""
    return day in SWAP_DAYS or (day.weekday() < SATURDAY and day not in HOLIDAYS)


def working_day_before(day: date) -> date:
    """Return the last working day before ``day``."""
    day -= timedelta(days=1)
    while not works_on(day):
        day -= timedelta(days=1)
    return day


def working_days_after(day: date, count: int) -> date:
    """Return the last day of a term of so many working days that starts after ``day``."""
    while count > 0:
        day += timedelta(days=1)
        count -= works_on(day)
    return day
