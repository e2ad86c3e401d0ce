"""What the first page of an official paper says about itself: kind, number, issuing body, date, summary (NĐ 30/2020).

A machine's reading, for a person to confirm; nothing here is certain.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from giaoban.kernel.folding import fold

KINDS: Final = (
    "LUẬT", "PHÁP LỆNH", "NGHỊ ĐỊNH", "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "THÔNG TƯ LIÊN TỊCH", "THÔNG TƯ", "CHỈ THỊ",
    "QUY CHẾ", "QUY ĐỊNH", "QUY TRÌNH", "HƯỚNG DẪN", "KẾ HOẠCH", "CHƯƠNG TRÌNH", "THÔNG BÁO", "BÁO CÁO", "TỜ TRÌNH",
    "CÔNG ĐIỆN", "BIÊN BẢN", "CÔNG VĂN",
)  # fmt: skip
BODIES: Final = (
    "CỤC", "CHI CỤC", "TỔNG CỤC", "BỘ", "SỞ", "VĂN PHÒNG", "PHÒNG", "BAN ", "ỦY BAN", "VỤ", "VIỆN", "TRUNG TÂM",
    "TRƯỜNG", "CÔNG TY", "NGÂN HÀNG", "KHO BẠC", "TÒA ÁN", "CÔNG AN", "HỘI ĐỒNG", "CHÍNH PHỦ", "QUỐC HỘI",
    "THỦ TƯỚNG", "ĐỘI",
)  # fmt: skip
SHORTEST: Final = 6  # letters of a body's name
LINES: Final = 60  # of the first page: what follows is text
SUMMARY: Final = 600
SOON: Final = 25  # lines between the kind and the end of its summary

# «Số: 134 /2026/NĐ-CP»; scanners and fields put blanks into it
_NUMBER: Final = re.compile(
    r"S[ốóôồổỗộo]\s*[:.]?\s*(\d{1,5}\s*(?:/\s*\d{4})?\s*/\s*[A-ZĐĂÂÊÔƠƯ][\wĐđ]*(?:\s*[-–]\s*[A-ZĐ][\wĐđ]*)*(?:\s*\([\w]+\))?)"
)
_DATE: Final = re.compile(r"ng[àa]y\s*(\d{1,2})\s*th[áa]ng\s*(\d{1,2})\s*n[ăa]m\s*(\d{4})", re.IGNORECASE)
_PLACE_AND_DATE: Final = re.compile(r"^[^\d,]{2,40},\s*ng[àa]y\s*\d", re.IGNORECASE)
_ABOUT: Final = re.compile(r"^(?:V/v|Về việc|Về)\s*:?\s*", re.IGNORECASE)
_RULE: Final = re.compile(r"^[\W_]*$")
_STATE: Final = ("CONG HOA XA HOI CHU NGHIA", "DOC LAP - TU DO")


@dataclass(frozen=True, slots=True)
class Guess:
    """What could be read; what could not is empty."""

    kind: str = ""
    number: str = ""
    body: str = ""
    issued_on: date | None = None
    summary: str = ""


def guess(text: str) -> Guess:
    """Read the head of a paper from the text of its first page."""
    lines = [" ".join(line.split()) for line in text.splitlines()][:LINES]
    lines = [line for line in lines if line]
    at = next((place for place, line in enumerate(lines) if _kind_of(line)), None)
    kind = _kind_of(lines[at]) if at is not None else ""
    found = _NUMBER.search("\n".join(lines))
    return Guess(
        kind=kind or ("CÔNG VĂN" if any(line.startswith("V/v") for line in lines) else ""),
        number=re.sub(r"\s+", "", found[1]).replace("–", "-") if found else "",
        body=_body(lines),
        issued_on=_issued(lines),
        summary=_summary(lines, at),
    )


def _kind_of(line: str) -> str:
    """A line that is nothing but the name of a kind, in capitals."""
    plain = line.strip(" .:*|")
    return plain if plain in KINDS else ""


def _issued(lines: list[str]) -> date | None:
    """The date stands beside the place: «Hà Nội, ngày 16 tháng 4 năm 2026»; dates in the text come later."""
    for line in lines[: LINES // 2]:
        if match := _DATE.search(line):
            day, month, year = (int(part) for part in match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def _body(lines: list[str]) -> str:
    """The issuing body stands in capitals at the very top; over it may stand the one above it, in capitals too."""
    for place, line in enumerate(lines[:6]):
        first = _capitals(line)
        if not first:
            continue
        second = _capitals(lines[place + 1]) if place + 1 < len(lines) else ""
        if second.startswith(BODIES):
            return second
        return f"{first} {second}".strip()
    return ""


def _capitals(line: str) -> str:
    """Return what stands in capitals at the beginning of a line, beside the name of the state; a name, not a kind."""
    name = re.split(r"\s{2,}|CỘNG H[ÒO]A", line)[0].strip(" -|*._")
    letters = sum(1 for c in name if c.isalpha())
    is_state = any(words in fold(name).upper() for words in _STATE)
    return name if letters >= SHORTEST and name == name.upper() and not is_state and not _kind_of(name) else ""


def _summary(lines: list[str], at: int | None) -> str:
    """What it is about: the lines under its kind up to a rule or the text, or what «V/v» begins."""
    start = at + 1 if at is not None else next((n for n, line in enumerate(lines) if line.startswith("V/v")), None)
    if start is None:
        return ""
    taken: list[str] = []
    for line in lines[start : start + SOON]:
        if _RULE.match(line) or _ends(line, taken):
            break
        taken.append(line)
    return _ABOUT.sub("", " ".join(taken)).strip(" ./-")[:SUMMARY]


def _ends(line: str, taken: list[str]) -> bool:
    """The text begins: a basis, an address, an article, or a line that does not go on what stands there."""
    begins = ("Căn cứ", "Kính gửi", "Theo ", "Thực hiện", "Trong ", "Điều 1", "Chương I", "Phần ", "I.", "1.", "Số:")
    opened = taken and taken[-1].endswith((".", ";", ":"))
    state = any(words in fold(line).upper() for words in _STATE)
    return line.startswith(begins) or bool(opened) or state or bool(_PLACE_AND_DATE.match(line))
