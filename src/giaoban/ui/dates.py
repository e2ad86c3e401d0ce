"""Days and times in the words of a Vietnamese office, always on the clock of the agency's own wall."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lunar_vn import solar_to_lunar

from giaoban.kernel import clock

WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def _on_wall(moment: date | datetime) -> date | datetime:
    return clock.local(moment) if isinstance(moment, datetime) and moment.tzinfo else moment


def _day(moment: date | datetime) -> date:
    local = _on_wall(moment)
    return local.date() if isinstance(local, datetime) else local


def date_vn(moment: date | datetime | None) -> str:
    """Return 09/03/2026."""
    return f"{_day(moment):%d/%m/%Y}" if moment else ""


def time_vn(moment: datetime | None) -> str:
    """Return 08:30."""
    return f"{_on_wall(moment):%H:%M}" if moment else ""


def datetime_vn(moment: datetime | None) -> str:
    """Return 08:30 09/03/2026."""
    return f"{time_vn(moment)} {date_vn(moment)}" if moment else ""


def weekday_vn(moment: date | datetime | None) -> str:
    """Return "thứ Hai"."""
    return str(WEEKDAYS[_day(moment).weekday()]) if moment else ""


def long_date_vn(moment: date | datetime | None) -> str:
    """Return "thứ Hai, 09/03/2026", with a capital at the front."""
    if not moment:
        return ""
    weekday = weekday_vn(moment)
    return f"{weekday[:1].upper()}{weekday[1:]}, {date_vn(moment)}"


def days_until(moment: date | datetime | None, today: date | None = None) -> int | None:
    """Return how many days lie between today and that day; negative when it is past."""
    return (_day(moment) - (today or clock.today())).days if moment else None


def when(moment: datetime | None) -> str:
    """Return the shortest unmistakable words: "hôm nay 08:30", "mai 14:00", "thứ Sáu 13/03 08:00"."""
    if not moment:
        return ""
    left, time = days_until(moment), time_vn(moment)
    near = {-1: _("hôm qua"), 0: _("hôm nay"), 1: _("ngày mai")}
    if left in near:
        return f"{near[left]} {time}"
    day = _day(moment)
    if day.year != clock.today().year:
        return datetime_vn(moment)
    return f"{weekday_vn(moment)} {day:%d/%m} {time}"


def span(starts: datetime, ends: datetime | None) -> str:
    """Return a stretch of time: "08:00–09:30 09/03/2026", or both days when they differ."""
    if not ends:
        return datetime_vn(starts)
    if _day(starts) == _day(ends):
        return f"{time_vn(starts)}–{time_vn(ends)} {date_vn(starts)}"
    return f"{datetime_vn(starts)} – {datetime_vn(ends)}"


def duration(length: timedelta | float | None) -> str:
    """Return a length in words: "45 phút", "1 giờ 30 phút". A number counts minutes."""
    if length is None:
        return ""
    minutes = round(length.total_seconds() / 60 if isinstance(length, timedelta) else float(length))
    hours, rest = divmod(minutes, 60)
    words = []
    if hours:
        words.append(_("%(n)d giờ") % {"n": hours})
    if rest or not hours:
        words.append(_("%(n)d phút") % {"n": rest})
    return " ".join(words)


def lunar(moment: date | datetime | None) -> str:
    """Return the day of the lunar calendar: "20/1", with the month on the first and "nhuận" in a leap month."""
    if not moment:
        return ""
    found = solar_to_lunar(_day(moment))
    leap = f" {_('nhuận')}" if found.leap else ""
    return f"{found.day}/{found.month}{leap}"
