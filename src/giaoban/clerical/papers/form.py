"""The form in figures, once for both renderers: millimetres, points, and where the heads break (R-30-01 … R-30-05).

Sizes go together as annex I of Decree 30 pairs them: national title 12 with motto 13, body 14.
"""

import re
from dataclasses import dataclass
from typing import Final

from giaoban.clerical.papers.lettering import balanced, width
from giaoban.clerical.papers.sheet import Annex, Head, Sheet

MM: Final = 72 / 25.4  # points in a millimetre
PAGE_WIDTH_MM: Final = 210
PAGE_HEIGHT_MM: Final = 297
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 15
TEXT_WIDTH: Final = (PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM) * MM
NATIONAL: Final = 253.0  # width of the right-hand block: the national title at 12 points is 248.6
AGENCY: Final = TEXT_WIDTH - NATIONAL

NATIONAL_TITLE: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
TITLE_SIZE, MOTTO_SIZE, AGENCY_SIZE, NUMBER_SIZE, BODY_SIZE = 12, 13, 12, 13, 14
SUMMARY_WIDTH: Final = 380.0
DAY: Final = re.compile(r"ngày \d+ tháng \d+ năm \d+")
SHORT_RULE: Final = 0.4  # of the line above: the law says one third to one half
SHORTEST_RULE: Final = 36.0
SINGLE: Final = 1.149  # a single line of Times in em: ascent 0.891, descent 0.216, line gap 0.042
INK: Final = 1.107  # ascent and descent alone


@dataclass(frozen=True, slots=True)
class Lines:
    """A head broken into lines, and the length of the rule beneath in points."""

    lines: tuple[str, ...]
    rule: float


def superior(head: Head) -> tuple[str, ...]:
    """The agency above, in lines."""
    return balanced(head.superior, AGENCY_SIZE, AGENCY - 4, bold=False) if head.superior else ()


def agency(head: Head) -> Lines:
    """The issuing agency with a rule of one third to one half."""
    return _ruled(balanced(head.agency, AGENCY_SIZE, AGENCY - 4), AGENCY_SIZE)


def summary(paper: Sheet | Annex) -> Lines:
    """What the paper is about, with a rule of one third to one half."""
    whole = balanced(" ".join(paper.summary), BODY_SIZE, SUMMARY_WIDTH)
    if len(whole) > 1:
        whole = tuple(line for phrase in paper.summary for line in balanced(phrase, BODY_SIZE, SUMMARY_WIDTH))
    return _ruled(whole, BODY_SIZE)


def note(text: str) -> tuple[str, ...]:
    """«(Kèm theo …)», broken evenly."""
    whole_days = DAY.sub(lambda day: day.group().replace(" ", "\u00a0"), text)
    return balanced(f"({whole_days})", BODY_SIZE, SUMMARY_WIDTH, bold=False) if text else ()


def motto_rule() -> float:
    """The rule under the motto is as long as the motto."""
    return width(MOTTO, MOTTO_SIZE, bold=True)


def leading(sheet: Sheet) -> float:
    """The space between two lines in em, so that PDF and Word break pages alike."""
    return round(SINGLE * sheet.line_spacing - INK, 3)


def _ruled(lines: tuple[str, ...], size: float) -> Lines:
    longest = min(width(max(lines, key=len), size, bold=True), TEXT_WIDTH)
    return Lines(lines, round(max(longest * SHORT_RULE, SHORTEST_RULE), 1))
