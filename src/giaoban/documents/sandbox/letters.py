"""Letters as the house keeps them."""

import unicodedata


def clean(text: str) -> str:
    """Return the text composed, without control characters and soft hyphens."""
    kept = (c if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Cn"} else " " for c in text)
    return unicodedata.normalize("NFC", "".join(kept).replace("\xad", ""))
