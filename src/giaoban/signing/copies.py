"""A paper with one more signature behind it, as a file that ``documents.add_signed_copy`` takes. Writes no row."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from giaoban.clerical.papers import Signer
from giaoban.documents.models import Document, Version
from giaoban.documents.queries import latest
from giaoban.documents.storage import original_key, storage
from giaoban.documents.uploads import Sent
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict
from giaoban.signing import appearance, child_process
from giaoban.signing.child_process import Wish
from giaoban.signing.keys import KeyFault, key_of
from giaoban.signing.models import KeyHolder

ATTEMPTS: Final = 4


def signed_copy(version: Version, holder: KeyHolder, signer: Signer, town: str) -> Sent | None:
    """Return the version with the holder's signature behind it; None when it carries that signature already.

    ``signer`` is the place on the paper. Takes up to some seconds: never inside a transaction.
    """
    try:
        key, at = key_of(holder.key), clock.now().replace(microsecond=0)
        with _files(version) as (source, target):
            seen = (
                appearance.of_agency(source, holder, signer, at)
                if holder.unit_id
                else appearance.of_person(source, holder, signer)
            )
            wish = Wish(holder.field, seen.place, seen.page, clock.local(at), str(holder), town)
            if not child_process.sign(key, source, target, wish):
                return None
            return SimpleUploadedFile(version.filename, target.read_bytes(), "application/pdf")
    except KeyFault as fault:
        raise Conflict(fault.code, key=holder.key) from None


@contextmanager
def _files(version: Version) -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory(prefix="giaoban-signing-") as folder:
        source = Path(folder) / "before.pdf"
        with storage().open(original_key(version.sha256)) as kept:
            source.write_bytes(kept.read())
        yield source, Path(folder) / "after.pdf"


Keep = Callable[[Version, Sent], bool]


def put_on(document: Document, holder: KeyHolder, signer: Signer, town: str, keep: Keep) -> bool:
    """Sign the version in force and have it kept; False when it carries this holder's signature already.

    ``keep`` is the act: one transaction that says no (False) when another version is in force by then; then the new
    one is signed. So two who sign at once both have their signature in it, one behind the other.
    """
    for _time in range(ATTEMPTS):
        version = latest(document)
        file = signed_copy(version, holder, signer, town)
        if file is None:
            return False
        if keep(version, file):
            return True
    raise Conflict("signing.others_sign")
