"""The wording of the demo agency, one file per topic."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def read(topic: str) -> dict[str, Any]:
    """Return the texts of one topic as they stand in its file."""
    return tomllib.loads((FOLDER / f"{topic}.toml").read_text("utf8"))
