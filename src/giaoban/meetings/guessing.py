"""What a spoken conclusion says about who and until when, so that the desk only has to look it over.

«Giao Chi cục Nội Bài chủ trì, phối hợp Phòng GSQL, hoàn thành trước ngày 20/3» names a lead unit, a
coordinating one and a day. What is not said plainly is left empty.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from giaoban.kernel.folding import fold
from giaoban.kernel.workdays import FRIDAY, WorkCalendar
from giaoban.people.models import Unit

TOGETHER: Final = re.compile(r"\bphoi hop\b")
DAY: Final = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\b")
WORKDAYS: Final = re.compile(r"\b(\d{1,2}) ngay(?: lam viec)?\b")
ABBREVIATED, SPOKEN = "hq ", ("hai quan", "chi cuc", "chi cuc hai quan", "chi cuc hq")
SHORT: Final = 3  # letters a name needs to be looked for in a sentence


@dataclass(frozen=True, slots=True)
class Guess:
    """What the sentence names; nothing where it is silent."""

    lead_unit_id: UUID | None = None
    coordinating: tuple[UUID, ...] = field(default=())
    deadline_on: date | None = None


def guess(text: str, units: Iterable[Unit], today: date, calendar: WorkCalendar) -> Guess:
    """Return who leads, who helps and the day, as the sentence says them."""
    folded = fold(text)
    found = _units(folded, units)
    helps_from = _helps_from(folded)
    leads = [unit_id for place, unit_id in found if helps_from is None or place < helps_from]
    helps = [unit_id for place, unit_id in found if helps_from is not None and place > helps_from]
    lead = leads[0] if leads else None
    return Guess(
        lead, tuple(unit_id for unit_id in dict.fromkeys(helps) if unit_id != lead), _day(folded, today, calendar)
    )


def _helps_from(folded: str) -> int | None:
    match = TOGETHER.search(folded)
    return match.start() if match else None


def _units(folded: str, units: Iterable[Unit]) -> list[tuple[int, UUID]]:
    """Find units by what they are called, the longest first, so that «Phòng Tài vụ» is not taken for «Phòng»."""
    names = {(name, unit.pk) for unit in units for name in _called(unit)}
    left, found = folded, []
    for name, unit_id in sorted(names, key=lambda row: (-len(row[0]), row[0], str(row[1]))):
        for match in re.finditer(rf"\b{re.escape(name)}\b", left):
            found.append((match.start(), unit_id))
            left = left[: match.start()] + " " * len(name) + left[match.end() :]
    return sorted(found, key=lambda row: row[0])


def _called(unit: Unit) -> set[str]:
    """Return how people say a unit's name: in full, in short, and «HQ Nội Bài» as «Chi cục (Hải quan) Nội Bài»."""
    names = {fold(unit.name), fold(unit.short_name), fold(unit.code)}
    if fold(unit.short_name).startswith(ABBREVIATED):
        rest = fold(unit.short_name).removeprefix(ABBREVIATED)
        names |= {f"{spoken} {rest}" for spoken in SPOKEN}
    return {name for name in names if len(name) >= SHORT}


def _day(folded: str, today: date, calendar: WorkCalendar) -> date | None:
    if match := DAY.search(folded):
        return _dated(match, today)
    if match := WORKDAYS.search(folded):
        return calendar.after(today, int(match[1]))
    if "trong hom nay" in folded or "trong ngay" in folded:
        return today
    if "trong tuan" in folded:
        friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
        return friday if calendar.works_on(friday) else max(today, calendar.before(friday, 1))
    return None


def _dated(match: re.Match[str], today: date) -> date | None:
    """Return the day that is written; without a year, the next one that comes."""
    try:
        found = date(int(match[3] or today.year), int(match[2]), int(match[1]))
        if found < today and not match[3]:
            found = found.replace(year=today.year + 1)
    except ValueError:
        return None
    return found if found >= today else None
