"""Paragraphs as offices write them, as many as wanted, the same each time: real sentences with other facts in them."""

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parents[2] / "src" / "giaoban"
SEED = 20261128
SHORTEST = 40  # characters of a sentence that says something
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_END = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÂÊÔƠƯÀÁẢÃẠ])")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý", "Quách", "Đinh")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Quang", "Thanh", "Hữu", "Ngọc", "Xuân", "Thế", "Hải", "Diệu")
_GIVEN = ("Hùng", "Hường", "Dũng", "Lan", "Tuấn", "Hà", "Sơn", "Thủy", "Long", "Hạnh", "Khôi", "Uyên", "Giang", "Đạt")
_BODIES = ("HQHN", "GSQL", "TXNK", "VP", "CBL", "ĐTCBL", "KTSTQ", "CNTT", "TCHQ", "UBND", "BTC")
_KINDS = ("CV", "TB", "BC", "TTr", "KH", "QĐ", "CT", "PC", "GM")
_GOODS = (
    "linh kiện điện tử", "vải không dệt", "hạt nhựa nguyên sinh", "tấm pin năng lượng mặt trời", "sữa bột", "rượu vang",
    "máy ép phun", "thép hợp kim", "gỗ dán", "thức ăn chăn nuôi", "mỹ phẩm", "phụ tùng ô tô", "dược liệu", "đá ốp lát",
    "bo mạch in", "sợi tơ tằm", "thiết bị y tế", "giấy tráng phủ", "động cơ diesel", "hàng gia công may mặc",
)  # fmt: skip


def sentences() -> list[str]:
    """Return the sentences of the demo agency's texts and of the real documents that its tests carry."""
    texts = [path.read_text("utf8") for path in sorted((SOURCES / "documents" / "tests" / "texts").glob("*.txt"))]
    for path in sorted((SOURCES / "demo" / "content" / "texts").glob("*.toml")):
        texts += strings(tomllib.loads(path.read_text("utf8")))
    found = (" ".join(piece.split()) for text in texts for piece in _END.split(text.replace("\n\n", ". ")))
    return [piece for piece in dict.fromkeys(found) if SHORTEST <= len(piece) < 600]


def strings(value: Any) -> Iterator[str]:
    """Walk the texts of a file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def paragraphs(how_many: int) -> Iterator[str]:
    """Yield paragraphs of two to four sentences with other numbers, people, goods and references in each."""
    chance, pool = random.Random(SEED), sentences()
    for _ in range(how_many):
        said = " ".join(chance.choices(pool, k=chance.choice((2, 2, 3, 4))))
        said = _NUMBER.sub(lambda found: _like(found.group(), chance), said)
        yield f"{said} {_fact(chance)}"


def _like(number: str, chance: random.Random) -> str:
    return "".join(chance.choice("123456789") if sign.isdigit() else sign for sign in number)


def _fact(chance: random.Random) -> str:
    person = " ".join(chance.choice(names) for names in (_FAMILY, _MIDDLE, _GIVEN))
    number = f"{chance.randint(1, 9999)}/{chance.choice(_KINDS)}-{chance.choice(_BODIES)}"
    day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(2019, 2026)}"
    code = f"{chance.randint(1000, 9999)}.{chance.randint(10, 99)}.{chance.randint(10, 99)}"
    letter = f"Công văn số {number} ngày {day} về {chance.choice(_GOODS)}, mã HS {code}"
    return f"Đồng chí {person} theo dõi việc này tại {letter}."
