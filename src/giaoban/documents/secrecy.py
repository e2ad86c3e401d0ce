"""Marks of state secrecy in a text: a warning to look again, never a verdict (R-MT-*)."""

import re
import unicodedata
from typing import Final

# the stamp stands alone on its line, in capitals; «bí mật nhà nước» in running text is no mark
_STAMP: Final = re.compile(r"(?m)^\W*(?:ĐỘ\s+MẬT\s*[:.\-–]?\s*)?(?:TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\W*$")


def is_marked(text: str) -> bool:
    """Tell whether a page carries MẬT, TỐI MẬT or TUYỆT MẬT as a stamp of its own."""
    return bool(_STAMP.search(unicodedata.normalize("NFC", text)))
