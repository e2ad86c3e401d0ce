"""The department's figures week by week: revenue, volume, channels, offences. Invented, but they add up.

A week's figures depend on its date alone, so that a report written in March and one written in April agree.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import sin
from random import Random

YEAR_TARGET = 27_500  # billion dong
WEEKS = 52
# how much of an average week's revenue each month brings: weak at Tết, strong at the end of the year
_SEASON = {
    1: 1.02,
    2: 0.68,
    3: 0.98,
    4: 0.96,
    5: 1.0,
    6: 1.04,
    7: 1.0,
    8: 1.02,
    9: 1.0,
    10: 1.06,
    11: 1.1,
    12: 1.14,
}


@dataclass(frozen=True, slots=True)
class Week:
    """The figures of the seven days that end on the day before ``friday``."""

    friday: date
    revenue: int  # billion dong
    revenue_to_date: int
    percent_of_target: float
    against_last_year: float  # per cent, may be negative
    turnover: int  # million US dollars
    declarations: int
    green: float
    yellow: float
    red: float
    offences: int
    fines: int  # million dong
    flights: int
    passengers: int
    parcels: int


@cache
def _rate(year: int, number: int) -> float:
    return Random(year * 100 + number).uniform(0.93, 1.07)  # noqa: S311 - invented figures


def _revenue(friday: date) -> int:
    number = (friday.timetuple().tm_yday - 1) // 7
    return round(YEAR_TARGET / WEEKS * _SEASON[friday.month] * _rate(friday.year, number) * 0.995)


def _year_to_date(friday: date) -> int:
    total, day = 0, friday
    while day.year == friday.year:
        total += _revenue(day)
        day -= timedelta(days=7)
    return total


def week_of(friday: date) -> Week:
    """Return the figures that a briefing on that Friday hears."""
    chance = Random(friday.toordinal())  # noqa: S311 - invented figures
    to_date = _year_to_date(friday)
    season = _SEASON[friday.month]
    red = round(chance.uniform(3.1, 4.9), 1)
    yellow = round(chance.uniform(27.5, 33.5), 1)
    return Week(
        friday=friday,
        revenue=_revenue(friday),
        revenue_to_date=to_date,
        percent_of_target=round(100 * to_date / YEAR_TARGET, 1),
        against_last_year=round(2.4 + 3.1 * sin(friday.toordinal() / 45), 1),
        turnover=round(1_150 * season * chance.uniform(0.95, 1.05)),
        declarations=round(27_800 * season * chance.uniform(0.95, 1.05)),
        green=round(100 - red - yellow, 1),
        yellow=yellow,
        red=red,
        offences=chance.randint(9, 31),
        fines=chance.randint(140, 820),
        flights=round(1_480 * chance.uniform(0.96, 1.06)),
        passengers=100 * round(2_620 * chance.uniform(0.93, 1.08)),
        parcels=100 * round(3_180 * season * chance.uniform(0.94, 1.07)),
    )


def number(value: int) -> str:
    """Write a number as Vietnamese offices do: 27.500."""
    return f"{value:,}".replace(",", ".")


def percent(value: float) -> str:
    """Write a share as Vietnamese offices do: 46,3%."""
    return f"{value:.1f}".replace(".", ",") + "%"


def change(value: float) -> str:
    """Write a change against last year in words: «tăng 3,2%», «giảm 1,1%»."""
    if abs(value) < 0.05:  # noqa: PLR2004 - rounds to nothing
        return "tương đương"
    return f"{'tăng' if value > 0 else 'giảm'} {percent(abs(value))}"


def words(friday: date) -> dict[str, str]:
    """Return the figures of a week as texts name them in braces."""
    week = week_of(friday)
    left = YEAR_TARGET - week.revenue_to_date
    return {
        "thu": number(week.revenue),
        "thu_toi": number(10 * round(week_of(friday + timedelta(days=7)).revenue / 10)),
        "luy_ke": number(week.revenue_to_date),
        "ty_le": percent(week.percent_of_target),
        "du_toan": number(YEAR_TARGET),
        "con_lai": number(max(left, 0)),
        "cung_ky": change(week.against_last_year),
        "kim_ngach": number(week.turnover),
        "to_khai": number(week.declarations),
        "xanh": percent(week.green),
        "vang": percent(week.yellow),
        "do": percent(week.red),
        "vu": str(week.offences),
        "phat": number(week.fines),
        "chuyen_bay": number(week.flights),
        "khach": number(week.passengers),
        "kien": number(week.parcels),
    }
