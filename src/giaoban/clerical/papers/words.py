"""Dates, times and counts as a Vietnamese paper writes them. Always Vietnamese: the law knows no other language.

Days below 10 and the months 1 and 2 carry a zero in front (Decree 30, annex I), so that nobody adds a digit.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
MONTH_WITH_ZERO = 2
ROOM = "\u00a0" * 6  # for a day written by hand


def day(value: date) -> str:
    """«ngày 06 tháng 11 năm 2026»."""
    return f"ngày {value.day:02d} {month(value)} năm {value.year}"


def month(value: date) -> str:
    """«tháng 02», «tháng 3»."""
    return f"tháng {value.month:02d}" if value.month <= MONTH_WITH_ZERO else f"tháng {value.month}"


def weekday(value: date) -> str:
    """«thứ Sáu»."""
    return WEEKDAYS[value.weekday()]


def short_day(value: date) -> str:
    """«06/11/2026»: in tables and after «trước ngày»."""
    return f"{value:%d/%m/%Y}"


def hour(value: datetime) -> str:
    """«8 giờ 00», by the agency's wall clock."""
    wall = _wall(value)
    return f"{wall.hour} giờ {wall.minute:02d}"


def moment(value: datetime) -> str:
    """«8 giờ 00 phút, thứ Sáu, ngày 06 tháng 11 năm 2026»."""
    wall = _wall(value)
    return f"{hour(value)} phút, {weekday(wall)}, {day(wall)}"


def span(starts_at: datetime, ends_at: datetime | None) -> str:
    """«Từ 8 giờ 00 đến 10 giờ 30, thứ Sáu, ngày …»; over several days both ends are dated."""
    if ends_at is None:
        return moment(starts_at)
    first, last = _wall(starts_at), _wall(ends_at)
    if first.date() == last.date():
        return f"Từ {hour(starts_at)} đến {hour(ends_at)}, {weekday(first)}, {day(first)}"
    return f"Từ {hour(starts_at)}, {weekday(first)}, {day(first)} đến {hour(ends_at)}, {weekday(last)}, {day(last)}"


def place_and_day(place: str, issued_on: date | None) -> str:
    """«Hà Nội, ngày 06 tháng 11 năm 2026»; a draft leaves the day to the clerk."""
    if issued_on is None:
        return f"{place}, ngày{ROOM}tháng{ROOM}năm{ROOM}"
    return f"{place}, {day(issued_on)}"


def count(value: int) -> str:
    """Numbers of people and ballots: two digits at least."""
    return f"{value:02d}"


def share(part: int, whole: int) -> str:
    """«87,5%»: a decimal comma, no trailing zero."""
    if not whole:
        return "0%"
    return f"{100 * part / whole:.1f}".rstrip("0").rstrip(".").replace(".", ",") + "%"


def joined(names: Sequence[str]) -> str:
    """«A, B và C»; with «;» when a name has a comma of its own."""
    *head, last = names
    if not head:
        return last
    separator = "; " if any("," in name for name in names) else ", "
    return f"{separator.join(head)} và {last}"


def _wall(value: datetime) -> datetime:
    return value if timezone.is_naive(value) else timezone.localtime(value)
