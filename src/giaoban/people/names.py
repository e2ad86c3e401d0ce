"""Vietnamese personal names: searched without accents, sorted by the given name, which comes last."""

import re
import unicodedata

from giaoban.kernel.folding import fold

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")

# The order of Vietnamese dictionaries for letters and tones, which code points do not follow.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def tidy(name: str) -> str:
    """Return the name with single spaces and composed accents."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def sort_key(full_name: str) -> str:
    """Return digits that sort a list of people as an office does: given name, family name, middle names.

    Two digits a letter (its place in the Vietnamese alphabet), then two for the word's tone, so that
    «An» stands before «Ân» and «Ba» before «Bá» under every collation of every database.
    """
    parts = full_name.split()
    return "".join(_word_key(part) for part in parts[-1:] + parts[:-1])[:140]


def _word_key(word: str) -> str:
    letters, tone = "", 0
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters = unicodedata.normalize("NFC", letters + char)
    return "".join(f"{_ALPHABET.find(char) + 10:02d}" for char in letters) + f"{tone:02d}"


def name_fields(full_name: str) -> dict[str, str]:
    """Return the three columns of a person's name, for whoever creates a User."""
    name = tidy(full_name)
    return {"full_name": name, "folded_name": fold(name), "sort_name": sort_key(name)}
