"""How wide words are in the paper's own font: for lines under words, and for heads that break evenly."""

from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

FONTS: Final = Path(__file__).parent.parent / "fonts"
UNIT: Final = 1000


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf", UNIT)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in points."""
    return float(_font(bold).getlength(text)) * size / UNIT


def balanced(text: str, size: float, limit: float, *, bold: bool = True) -> tuple[str, ...]:
    """Break a head into as few lines as fit the limit, as equal as they can be: no single word is left below."""
    words = [word for word in text.split(" ") if word]  # a no-break space keeps its neighbours together
    lines = _filled(words, size, limit, bold)
    goal = limit
    while len(lines) > 1 and goal > width(text, size, bold=bold) / len(lines):
        goal -= size / 2
        tighter = _filled(words, size, goal, bold)
        if len(tighter) > len(lines) or any(width(line, size, bold=bold) > goal for line in tighter):
            break
        lines = tighter
    return tuple(lines)


def _filled(words: list[str], size: float, limit: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= limit:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines or [""]
