"""A package that somebody brings: is it as it was made, and did this system make it?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from giaoban.ledger.models import Entry
from giaoban.records import verifier
from giaoban.records.packing import kinds_in_words
from giaoban.records.sealing import Attested, judge

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. ``taken``: when this system gave out a package with this seal.

    ``attested``: the agency's electronic signature on the seal, where there is one.
    """

    seal: dict[str, Any]
    rows: int
    files: int
    wrong: list[str]
    more: int
    taken: tuple[datetime, str] | None
    attested: Attested | None = None

    @property
    def is_good(self) -> bool:
        """Nothing was changed."""
        return not self.wrong


def check(stream: BinaryIO, language: str) -> Checked:
    """Look at every byte; raise ``verifier.Unreadable`` for what is no package."""
    found = verifier.verify(stream)
    lang = language if language in verifier.WORDS else "vi"
    words = kinds_in_words()
    for finding in found.wrong:
        if "kind" in finding.facts:
            finding.facts["kind"] = words.get(str(finding.facts["kind"]), finding.facts["kind"])
    attested = None
    if verifier.SIGNATURE in found.texts and "signed_by" in found.seal:
        attested = judge(found.texts[verifier.SEAL], found.texts[verifier.SIGNATURE])
        if attested.is_wrong:
            found.wrong.append(verifier.Finding("signature_wrong", {}))
    said = [finding.sentence(lang) for finding in found.wrong]
    shown = said[:MOST_SHOWN]
    more, taken = len(said) - len(shown), _taken(found.seal)
    return Checked(found.seal, len(found.rows), found.files, shown, more, taken, attested)


def _taken(seal: dict[str, Any]) -> tuple[datetime, str] | None:
    entries = Entry.objects.filter(action="records.taken", subject_id=str(seal.get("meeting", ""))[:64])
    for entry in entries.order_by("pk"):
        if entry.data.get("head") == seal.get("head"):
            return entry.at, entry.actor_label
    return None
