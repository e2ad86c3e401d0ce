"""A paper that was signed elsewhere comes back: the same bytes, with a signature put behind them (END-3).

Signing programs and tokens write what they add behind the file as it was. So it is proven, byte by byte, that the
signed copy is this very paper; whether the signature itself is good is judged afterwards, as of every PDF.
"""

from typing import BinaryIO, Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import queries
from giaoban.documents.actions.adding import facts_of, kept, new_version
from giaoban.documents.models import Version
from giaoban.documents.sniff import TYPES
from giaoban.documents.storage import original_key, storage
from giaoban.documents.uploads import Sent
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.ledger.record import record

CHUNK: Final = 1024 * 1024
MARK: Final = b"/ByteRange"  # every signature in a PDF says which bytes it covers


def add_signed_copy(*, document_id: UUID, file: Sent, by: Actor) -> Version:
    """Somebody brings a locked paper back with a signature behind it; it is in force from then on, and stays locked.

    Whether the person may is the rule of the paper's own app, which calls this. When: the paper is locked, and the
    file begins with the bytes of the version in force. Repeat: the file that is in force changes nothing.
    """
    queries.visible_document(by, document_id)
    with kept(file) as (arrived, kind, name), transaction.atomic():
        document = queries.lock_visible(by, document_id)
        if document.locked_at is None:
            raise Conflict("documents.not_locked")
        current = queries.latest(document)
        if current.sha256 == arrived.sha256:
            return current
        if kind.media != TYPES["pdf"].media or not _begins_with(arrived.sha256, current):
            raise Invalid("documents.not_this_paper", fields={"file": "documents.not_this_paper"})
        if not _is_signed_after(arrived.sha256, current.size):
            raise Invalid("documents.not_signed", fields={"file": "documents.not_signed"})
        version = new_version(document, current.number + 1, arrived, kind, name, reason="", by=by)
        record("documents.signed_copy_added", by=by, subject=document, data=facts_of(version))
        return version


def _begins_with(sha256: str, version: Version) -> bool:
    with _opened(sha256) as file, _opened(version.sha256) as before:
        while part := before.read(CHUNK):
            if file.read(len(part)) != part:
                return False
    return True


def _is_signed_after(sha256: str, start: int) -> bool:
    """Tell whether what was put behind holds a signature."""
    last = b""
    with _opened(sha256) as file:
        file.seek(start)
        while part := file.read(CHUNK):
            if MARK in last + part:
                return True
            last = part[-len(MARK) :]
    return False


def _opened(sha256: str) -> BinaryIO:
    return storage().open(original_key(sha256))
