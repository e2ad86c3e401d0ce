"""Vietnamese text without its accents, the same on every database.

Neither SQLite nor PostgreSQL folds «đ»; so the text is folded here before it is indexed and before
it is asked for.
"""

import re
import unicodedata

_WORD = re.compile(r"\w+", re.UNICODE)


def fold(text: str) -> str:
    """Return the text in lower case without accents, «đ» as «d», composed or decomposed alike."""
    plain = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain.replace("đ", "d"))


def words(text: str) -> list[str]:
    """Return the folded words of the text in order."""
    return _WORD.findall(fold(text))
