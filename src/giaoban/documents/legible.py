"""Whether a text layer says what the page shows. Old Vietnamese fonts (TCVN3, VNI) and broken encodings do not.

A page whose layer cannot be read is read by machine like a scan. Nothing here repairs a text.
"""

import re
import unicodedata
from typing import Final

FEW: Final = 8  # words: too few to judge
STRANGE: Final = 0.25  # of the words have letters that neither Vietnamese nor English has
DUMB: Final = 0.5  # of the longer words have no vowel
ODD: Final = 0.3  # of the characters are neither letters, digits nor usual marks
BARE: Final = 12  # letters on a page: a scanner's own stamp, not a text
SPARSE: Final = 200  # letters over a picture: a stamp and a page number, not the text of a page
MOSTLY: Final = 0.5  # of the page under pictures

_LETTERS: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzđ"
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)  # fmt: skip
_VOWELS: Final = frozenset("aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_USUAL: Final = frozenset(" \n\t.,;:!?()[]{}/\\-–—−_'\"“”‘’«»%+=*&@#<>|•·…°§²³×→☐☑✓\uf0b7\uf0a7\uf02d")
_WORD: Final = re.compile(r"[^\W\d_][^\s,;:.!?()\[\]/\"“”]*")
LONG: Final = 3  # letters from which a word has a vowel


def letters_in(text: str) -> int:
    """Count letters and digits."""
    return sum(1 for c in text if c.isalnum())


def is_legible(text: str) -> bool:
    """Tell whether a text can be what a person would read; an empty one says nothing wrong."""
    plain = unicodedata.normalize("NFC", text).casefold()
    solid = [c for c in plain if not c.isspace()]
    if not solid:
        return True
    odd = sum(1 for c in solid if not c.isalnum() and c not in _USUAL)
    if odd > ODD * len(solid):
        return False
    found = _WORD.findall(plain)
    if len(found) < FEW:
        return True
    strange = sum(1 for word in found if not all(c in _LETTERS or not _is_letter(c) for c in word))
    longer = [word for word in found if len(word) >= LONG and word.isalpha()]
    dumb = sum(1 for word in longer if not _VOWELS & set(word))
    return strange <= STRANGE * len(found) and dumb <= DUMB * max(len(longer), 1)


def _is_letter(c: str) -> bool:
    """Letters, and the signs that old fonts used as letters."""
    return c.isalpha() or c in "¸¹¶·µ¨®©¬§×¾»¿¦¡¢£¤¥ª«"


def why_read(text: str, cover: float) -> str:
    """Say why a page must be read by machine: «scan», «garbled», or nothing when its own layer will do."""
    letters = letters_in(text)
    if letters < BARE or (letters < SPARSE and cover >= MOSTLY):
        return "scan"
    return "" if is_legible(text) else "garbled"
