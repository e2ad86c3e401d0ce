"""Files that arrive in parts: begun, continued after a lost connection or a crash, finished exactly once.

These rows are the sender's own until the file is a document; then the book says who added it.
"""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from giaoban.documents import queries
from giaoban.documents.actions.adding import add_document, add_version
from giaoban.documents.models import Document, Upload
from giaoban.documents.storage import part_key, storage
from giaoban.documents.uploads import MEGABYTE, Received, limit, put_together, too_large
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound, TooMany
from giaoban.kernel.locks import lock_one

MOST_OPEN: Final = 200  # files of one person that are arriving
MOST_BYTES: Final = 4096 * MEGABYTE  # of them together
KEPT: Final = timedelta(days=2)  # an upload that nobody continues
REMEMBERED: Final = timedelta(days=7)  # that it is done: a browser that slept over it asks again


@transaction.atomic
def begin_upload(*, upload_id: UUID, name: str, size: int, by: Actor) -> Upload:
    """Somebody begins to send a file in parts.

    When: it is not larger than we take, and the person has not left too much unfinished.
    Repeat: the same id tells how far it is.
    """
    if size <= 0:
        raise Invalid("documents.empty", fields={"file": "documents.empty"})
    if size > limit():
        raise too_large()
    if found := Upload.objects.filter(pk=upload_id).first():
        if not by.is_person(found.user_id) or found.size != size:
            raise Conflict("documents.id_taken")
        return found
    waiting = Upload.objects.filter(user_id=by.person_id, done_at=None)
    if waiting.count() >= MOST_OPEN or (waiting.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_BYTES:
        raise TooMany("documents.too_many_uploads", seconds=60)
    return Upload.objects.create(id=upload_id, user_id=by.person_id, name=name.strip()[:255], size=size)


def take_part(*, upload_id: UUID, offset: int, part: Path, by: Actor) -> Upload:
    """The next part of a file has arrived; it is kept before it is counted.

    When: it continues what is there; otherwise the answer tells where to go on. Repeat: a part that came twice
    counts once.
    """
    try:
        _expect(queries.own_upload(by, upload_id), offset, part.stat().st_size)
        size, key = part.stat().st_size, part_key(upload_id)
        storage().put(key, part)
        with transaction.atomic():
            return _count(upload_id, offset, size, key, by)
    finally:
        part.unlink(missing_ok=True)


def _expect(upload: Upload, offset: int, size: int) -> None:
    if upload.done_at or upload.offset != offset:
        raise Conflict("documents.upload_elsewhere", offset=upload.offset, done=bool(upload.done_at))
    if offset + size > upload.size:
        raise Invalid("documents.upload_too_long")


def _count(upload_id: UUID, offset: int, size: int, key: str, by: Actor) -> Upload:
    upload = lock_one(Upload.objects.filter(pk=upload_id, user_id=by.person_id))
    if upload is None:
        raise NotFound
    _expect(upload, offset, size)
    upload.parts, upload.offset, upload.touched_at = [*upload.parts, [key, size]], offset + size, clock.now()
    upload.save(update_fields=["parts", "offset", "touched_at"])
    return upload


def finish_upload(*, upload_id: UUID, by: Actor, replaces: UUID | None = None, **given: Any) -> Document:
    """A file that has arrived becomes a document, or the new version of one (``replaces``, with ``reason``).

    When: all of it is there. Repeat: the document that it has become.
    """
    upload = queries.own_upload(by, upload_id)
    if upload.done_at:
        return queries.visible_document(by, upload.document_id) if upload.document_id else _gone()
    if upload.offset != upload.size:
        raise Conflict("documents.upload_unfinished", offset=upload.offset)
    with _whole(upload) as file:
        if replaces:
            wanted = {name: given[name] for name in ("reason", "vouched") if name in given}
            document = add_version(document_id=replaces, file=file, by=by, **wanted).document
        else:
            document = add_document(file=file, document_id=upload.id, by=by, **given)
    with transaction.atomic():
        return _settle(upload, document)


def _gone() -> Document:
    raise NotFound


@contextlib.contextmanager
def _whole(upload: Upload) -> Iterator[Received]:
    file = put_together([key for key, _size in upload.parts], upload.name)
    try:
        yield file
    finally:
        file.close()


def _settle(upload: Upload, document: Document) -> Document:
    upload.document, upload.done_at, upload.touched_at, parts = document, clock.now(), clock.now(), upload.parts
    upload.parts = []
    upload.save(update_fields=["document", "done_at", "touched_at", "parts"])
    transaction.on_commit(lambda: _forget(parts), robust=True)
    return document


def _forget(parts: list[Any]) -> None:
    for key, _size in parts:
        storage().forget(key)


@transaction.atomic
def drop_upload(*, upload_id: UUID, by: Actor) -> None:
    """Somebody no longer wants to send a file; what has arrived is thrown away.

    Repeat: one that is gone is not found.
    """
    upload = queries.own_upload(by, upload_id)
    if upload.done_at is None:
        _forget(upload.parts)
    upload.delete()


@transaction.atomic
def sweep_uploads() -> int:
    """Throw away files of which nothing came for two days, and forget those that are done; return how many.

    Repeat: finds nothing more.
    """
    left = Upload.objects.filter(done_at=None, touched_at__lt=clock.now() - KEPT)
    gone = 0
    for upload in left:
        storage().forget(f"uploads/{upload.id}")
        gone += 1
    left.delete()
    Upload.objects.filter(done_at__lt=clock.now() - REMEMBERED).delete()
    return gone
