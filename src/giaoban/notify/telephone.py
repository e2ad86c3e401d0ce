"""Vietnamese mobile numbers as gateways want them."""

import re
from typing import Final

MOBILE: Final = re.compile(r"(?:\+?84|0)([35789]\d{8})")


def mobile_of(text: str) -> str:
    """Return the number with its country code (84912345678), or nothing when it is no mobile of Vietnam."""
    found = MOBILE.fullmatch(re.sub(r"[\s.()\-]", "", text))
    return f"84{found[1]}" if found else ""
