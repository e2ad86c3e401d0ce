"""The other meetings of the year: thematic, training, review, work resolution, coordination, a drill."""

from datetime import date, time, timedelta
from typing import Any

from giaoban.demo.content.briefings import CONTACT
from giaoban.demo.content.holidays import works_on
from giaoban.demo.content.meetings import (
    Conclusion,
    Item,
    Meeting,
    Presence,
    Statement,
    deadline,
    joins_online,
    seats,
    speaker_for,
)
from giaoban.demo.content.texts import read
from giaoban.demo.content.units import first_deputy_of

_DEMANDS = "Đại biểu nghiên cứu tài liệu trước cuộc họp; trường hợp vắng mặt đề nghị báo Văn phòng và cử người dự thay."
FRIDAY = 4
RECENT = 30  # days
SEASONS_FROM = date(2026, 11, 23)  # the day from which the texts count back


def other_meetings(today: date) -> list[Meeting]:
    """Return the year's other meetings in order of time; the last is still to come."""
    rows = read("meetings")["meeting"]
    found = [_one(nth, row, today) for nth, row in enumerate(rows, start=1)]
    return sorted(found, key=lambda meeting: meeting.day)


def _one(nth: int, row: dict[str, Any], today: date) -> Meeting:
    day = _day(today, row["days"])
    is_past = row["days"] > 0
    units = [row["unit"], *row["with"]]
    presences = _presences(row, units, nth if is_past else 0)
    return Meeting(
        key=f"hop-{nth:02}",
        title=row["title"],
        kind=row["kind"],
        form=row["form"],
        day=day,
        start=time.fromisoformat(row["start"]),
        minutes=row["minutes"],
        location=row["location"],
        unit="HQHN",
        chair=row["chair"],
        secretary="vanphong",
        state="concluded" if is_past else "draft",
        purpose=f"{row['title']}.",
        demands=_DEMANDS,
        contact=CONTACT,
        items=_items(row, presences),
        presences=presences,
        statements=_statements(row, presences),
        conclusions=_conclusions(row, day),
        is_drill=row.get("drill", False),
        is_ad_hoc=row.get("ad_hoc", False),
    )


def _day(today: date, ago: int) -> date:
    """Return a working day that is not a Friday: that morning belongs to the briefing.

    A meeting longer ago keeps its season, whenever the demo is loaded: half-year reviews are held in June.
    """
    day = today - timedelta(days=ago)
    if ago > RECENT:
        day = SEASONS_FROM - timedelta(days=ago)
        while day >= today - timedelta(days=RECENT):
            day = day.replace(year=day.year - 1, day=min(day.day, 28))
        while day < today - timedelta(days=RECENT + 366):
            day = day.replace(year=day.year + 1, day=min(day.day, 28))
    step = timedelta(days=1 if ago < 0 else -1)
    while not works_on(day) or day.weekday() == FRIDAY or day == today:
        day += step
    return day


def _presences(row: dict[str, Any], units: list[str], nth: int) -> tuple[Presence, ...]:
    """Seat the chair and the heads; in two meetings out of three one head sends a substitute."""
    from_outside = [row["chair"]] if row["chair"] in {"cuctruong", "pho1", "pho2", "pho3"} else []
    invited = seats(units, from_outside)
    away = nth % len(invited) if nth % 3 else 0
    seated = []
    for place, (person, unit) in enumerate(invited):
        if place and place == away and person != row["chair"]:
            seated.append(
                Presence(
                    person,
                    unit,
                    "absent",
                    reason="Đi công tác theo kế hoạch",
                    substitute=first_deputy_of(unit),
                )
            )
        else:
            online = row["form"] != "on_site" and joins_online(unit)
            seated.append(Presence(person, unit, "online" if online else "on_site"))
    return tuple(seated)


def _items(row: dict[str, Any], presences: tuple[Presence, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(
            place,
            title,
            "Đơn vị chuẩn bị gửi tài liệu trước cuộc họp ba ngày làm việc.",
            speaker_for(unit, presences),
            unit,
            minutes,
            wanted,
            "other",
        )
        for place, (title, unit, minutes, wanted, _) in enumerate(row["items"], start=1)
    )


def _statements(row: dict[str, Any], presences: tuple[Presence, ...]) -> tuple[Statement, ...]:
    return tuple(
        Statement(place, speaker_for(unit, presences), said)
        for place, (_, unit, _, _, said) in enumerate(row["items"], start=1)
        if said
    )


def _conclusions(row: dict[str, Any], day: date) -> tuple[Conclusion, ...]:
    items, involved = len(row["items"]), [row["unit"], *row["with"]]
    return tuple(
        Conclusion(
            min(place, items),
            content,
            lead,
            tuple(code for code in involved[:3] if code != lead),
            days,
            deadline(day, days),
            product,
        )
        for place, (content, lead, days, product) in enumerate(row["conclusions"], start=1)
    )
