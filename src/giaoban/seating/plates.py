"""Name plates as PDF, two to a page, to be folded: name, position, seat. By typst, like all papers."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, cast

from giaoban.clerical.papers.pdf import compiled

TEMPLATES: Final = Path(__file__).parent / "typst"


@dataclass(frozen=True, slots=True)
class Plate:
    """What stands on one plate."""

    name: str
    position: str
    unit: str
    seat: str
    is_chair: bool = False


def plates_pdf(plates: Iterable[Plate]) -> bytes:
    """Return the plates in the order given. What people are called travels as data, never as markup."""
    data = json.dumps([asdict(plate) for plate in plates], ensure_ascii=False)
    return cast("bytes", compiled(TEMPLATES / "plates.typ", {"plates": data}))
