"""What fits into a short message, and how many messages the telephone company counts (3GPP TS 23.038, 23.040)."""

import unicodedata
from typing import Final

GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE: Final = frozenset("^{}\\[~]|€\f")  # reached by an escape: two places
ONE_GSM, PART_GSM = 160, 153
ONE_UCS2, PART_UCS2 = 70, 67
IN_PLACE: Final = {
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "-", "·": "-", "\u00a0": " ",
    "đ": "d", "Đ": "D", "₫": "d",
}  # fmt: skip


def without_accents(text: str) -> str:
    """Return the text in letters that every telephone shows and that count as one: «Họp lúc» → «Hop luc»."""
    plain = unicodedata.normalize("NFD", "".join(IN_PLACE.get(one, one) for one in text))
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return "".join(one if one in GSM or one in GSM_TWICE else "?" for one in bare)


def segments(text: str) -> int:
    """Return how many messages the text is charged as."""
    if all(one in GSM or one in GSM_TWICE for one in text):
        return _parts([2 if one in GSM_TWICE else 1 for one in text], ONE_GSM, PART_GSM)
    return _parts([len(one.encode("utf-16-be")) // 2 for one in text], ONE_UCS2, PART_UCS2)


def _parts(places: list[int], one: int, part: int) -> int:
    """A letter of two places is not cut in half between two parts."""
    if sum(places) <= one:
        return 1 if places else 0
    count, used = 1, 0
    for size in places:
        if used + size > part:
            count, used = count + 1, 0
        used += size
    return count


def fitted(text: str, most: int) -> str:
    """Cut the text at a word so that it is charged as so many messages at most."""
    if segments(text) <= most:
        return text
    words = text.split(" ")
    while words and segments(" ".join(words) + "...") > most:
        words.pop()
    return " ".join(words) + "..." if words else text[: ONE_UCS2 * most // 2]
