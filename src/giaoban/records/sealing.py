"""The agency's electronic signature on the seal of a record, beside it in the package; and what it is worth later."""

import base64
import logging
from dataclasses import dataclass
from typing import Any, Final

from giaoban.clerical import issuing
from giaoban.documents import pdf
from giaoban.documents import queries as documents
from giaoban.documents.models import Signature
from giaoban.meetings.models import Meeting
from giaoban.signing import child_process
from giaoban.signing.keys import KeyFault, key_of
from giaoban.signing.models import KeyHolder
from giaoban.signing.queries import holder_of_agency

logger = logging.getLogger(__name__)
WRONG: Final = frozenset({Signature.State.BROKEN, Signature.State.UNREADABLE, Signature.State.REVOKED})


@dataclass(frozen=True, slots=True)
class Attested:
    """The signature on a seal as it was judged by the authorities that are trusted here now."""

    state: str
    signer: str
    issuer: str

    @property
    def label(self) -> str:
        """Say it in a few words."""
        return str(Signature.State(self.state).label)

    @property
    def is_wrong(self) -> bool:
        """Tell whether it is not a signature on this seal."""
        return self.state in WRONG


def holder_of(meeting: Meeting) -> KeyHolder | None:
    """Return the key of the agency whose record it is."""
    return holder_of_agency(issuing.issuer_of(meeting.unit).pk)


def attest(holder: KeyHolder, seal: bytes) -> bytes:
    """Return the signature on a seal; empty when the key cannot be used now: the record is needed all the same."""
    try:
        return child_process.attest(key_of(holder.key), seal)
    except KeyFault as fault:
        logger.warning("a record is sealed without signature: %s", fault.code)
        return b""


def judge(seal: bytes, signature: bytes) -> Attested:
    """Judge the signature that stands beside a seal."""
    trusted = list(documents.authorities().values_list("certificate", flat=True))
    asked: dict[str, Any] = {"content": _text(seal), "signature": _text(signature), "authorities": trusted}
    try:
        found = pdf.ask("signed_beside", **asked)
    except pdf.PdfFailure:
        found = {"state": Signature.State.UNREADABLE}
    return Attested(str(found["state"]), str(found.get("signer", "")), str(found.get("issuer", "")))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
