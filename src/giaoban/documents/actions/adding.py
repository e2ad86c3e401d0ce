"""Papers come in: a file for a new document, one that replaces an older one, a signed copy, a placeholder."""

import contextlib
from collections.abc import Iterator
from typing import BinaryIO, Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import antivirus, pdf, permissions, queries, sniff
from giaoban.documents.doors import door
from giaoban.documents.models import Document, Version
from giaoban.documents.sniff import TYPES
from giaoban.documents.storage import original_key, storage
from giaoban.documents.uploads import Received, Sent, received
from giaoban.documents.urgency import priority_of
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.folding import fold
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import enqueue, record

CHUNK: Final = 1024 * 1024


@contextlib.contextmanager
def _kept(file: Sent) -> Iterator[tuple[Received, sniff.FileType, str]]:
    """Judge the file by its content and have it in the store, durably, before any row speaks of it.

    An action that fails afterwards leaves bytes that no row names; the nightly sweep removes those.
    """
    arrived = received(file)
    try:
        kind = sniff.type_of(arrived.path)
        antivirus.look_at(arrived.path)
        name = sniff.clean_name(arrived.name or "", kind)
        storage().put(original_key(arrived.sha256), arrived.path)
        yield arrived, kind, name
    finally:
        arrived.close()


def add_document(
    *,
    file: Sent,
    owner_kind: str,
    owner_id: UUID,
    title: str = "",
    vouched: bool,
    document_id: UUID | None = None,
    document_type_id: UUID | None = None,
    unit_id: UUID | None = None,
    even_if_duplicate: bool = False,
    even_if_known: bool = True,
    by: Actor,
) -> Document:
    """Somebody adds a file to a meeting, an item, a task, a folder.

    When: the owner's rule lets this person change its papers now, the owner holds no state secret, and the
    sender says that the file holds none. A file that is here already is refused by name, and one that the sender
    may see elsewhere is on request (``even_if_known`` false). Repeat: the same id with the same file returns what is
    there.
    """
    _may_bring(owner_kind, owner_id, by=by)
    if door(owner_kind).is_secret(owner_id):
        raise Refused("documents.secret_owner", placeholder=True)
    if not vouched:
        raise Invalid("documents.not_vouched", fields={"vouched": "documents.not_vouched"})
    with _kept(file) as (arrived, kind, name), transaction.atomic():
        before = _repeated(document_id, arrived.sha256, by)
        if before:
            return before
        if not even_if_duplicate:
            _refuse_duplicate(owner_kind, owner_id, arrived.sha256)
            if not even_if_known:
                _refuse_known(arrived.sha256, by)
        named = title.strip()[:300] or sniff.title_from(name) or name
        document = _create(document_id, owner_kind, owner_id, named, document_type_id, unit_id, by)
        version = _new_version(document, 1, arrived, kind, name, reason="", by=by)
        record("documents.added", by=by, subject=document, data=_facts(version))
        return document


def _may_bring(owner_kind: str, owner_id: UUID, *, by: Actor) -> None:
    if by.user_id is None or not door(owner_kind).may_see(by, owner_id):
        raise NotFound
    require(permissions.may_add(by, owner_kind, owner_id))


def _repeated(document_id: UUID | None, sha256: str, by: Actor) -> Document | None:
    document = Document.objects.filter(pk=document_id).first() if document_id else None
    if document is None:
        return None
    first = document.versions.filter(number=1).first()
    if by.is_person(document.created_by_id) and first is not None and first.sha256 == sha256:
        return document
    raise Conflict("documents.id_taken")


def _refuse_duplicate(owner_kind: str, owner_id: UUID, sha256: str) -> None:
    same = Version.objects.filter(
        sha256=sha256, document__owner_kind=owner_kind, document__owner_id=owner_id, document__withdrawn_at=None
    ).select_related("document")
    if twin := same.first():
        raise Conflict("documents.duplicate", title=twin.document.title, document=str(twin.document_id))


def _refuse_known(sha256: str, by: Actor) -> None:
    places = queries.known_places(sha256, by)
    if places:
        first, owner = places[0], door(places[0].owner_kind)
        raise Conflict(
            "documents.known_elsewhere",
            title=first.title,
            owner=owner.label(first.owner_id),
            document=str(first.pk),
            places=[str(place.pk) for place in places],
        )


@transaction.atomic
def link_document(
    *, source_id: UUID, owner_kind: str, owner_id: UUID, document_id: UUID | None = None, by: Actor
) -> Document:
    """Somebody puts a paper that is there already at another place too, without sending its bytes again.

    When: the person may take it away, and may add papers there. What was made of the bytes is not made again where
    it need not be. Repeat: the same id returns what is there; a place that has it refuses by name.
    """
    source = queries.visible_document(by, source_id)
    _may_bring(owner_kind, owner_id, by=by)
    require(permissions.may_link(by, source))
    if door(owner_kind).is_secret(owner_id):
        raise Refused("documents.secret_owner", placeholder=True)
    version = queries.readable(source)
    before = _repeated(document_id, version.sha256, by)
    if before:
        return before
    _refuse_duplicate(owner_kind, owner_id, version.sha256)
    document = _create(document_id, owner_kind, owner_id, source.title, source.document_type_id, source.unit_id, by)
    copy = Version.objects.create(
        document=document,
        number=1,
        filename=version.filename,
        content_type=version.content_type,
        size=version.size,
        sha256=version.sha256,
        vouched=version.vouched,
        created_by_id=by.person_id,
    )
    _convert(copy)
    record("documents.added", by=by, subject=document, data={**_facts(copy), "source": str(source.pk)})
    return document


def _create(
    document_id: UUID | None,
    owner_kind: str,
    owner_id: UUID,
    title: str,
    document_type_id: UUID | None,
    unit_id: UUID | None,
    by: Actor,
) -> Document:
    return Document.objects.create(
        id=document_id or new_id(),
        owner_kind=owner_kind,
        owner_id=owner_id,
        title=title,
        folded=fold(title)[:300],
        document_type_id=document_type_id,
        unit_id=unit_id,
        place=Document.objects.filter(owner_kind=owner_kind, owner_id=owner_id).count() + 1,
        created_by_id=by.person_id,
    )


def _new_version(
    document: Document, number: int, arrived: Received, kind: sniff.FileType, name: str, *, reason: str, by: Actor
) -> Version:
    """Write a version's row and have it made readable. In the caller's transaction."""
    version = Version.objects.create(
        document=document,
        number=number,
        filename=name,
        content_type=kind.media,
        size=arrived.size or 0,
        sha256=arrived.sha256,
        reason=reason,
        vouched=True,
        created_by_id=by.person_id,
    )
    _convert(version)
    return version


def _convert(version: Version) -> None:
    enqueue(
        "documents.convert",
        args={"version": str(version.id)},
        lane="papers",
        priority=priority_of(version.document),
        unique_key=f"documents.convert:{version.id}",
    )


def _facts(version: Version) -> dict[str, object]:
    """Return what the audit book says of a new version."""
    return {"version": version.number, "size": version.size, "sha256": version.sha256, "reason": version.reason}


def add_version(*, document_id: UUID, file: Sent, reason: str, vouched: bool, by: Actor) -> Version:
    """Somebody replaces a paper and says why; those who read the old one are told.

    When: the document is not locked or withdrawn. Repeat: the file that is already in force changes nothing.
    """
    document = queries.visible_document(by, document_id)
    require(permissions.may_change(by, document))
    if not reason.strip():
        raise Invalid("documents.reason_needed", fields={"reason": "documents.reason_needed"})
    if not vouched:
        raise Invalid("documents.not_vouched", fields={"vouched": "documents.not_vouched"})
    if document.is_secret:
        raise Refused("documents.secret_owner", placeholder=True)
    with _kept(file) as (arrived, kind, name), transaction.atomic():
        document = queries.lock_visible(by, document_id)
        require(permissions.may_change(by, document))
        current = queries.latest(document)
        if current.sha256 == arrived.sha256:
            return current
        version = _new_version(document, current.number + 1, arrived, kind, name, reason=reason.strip()[:300], by=by)
        record("documents.replaced", by=by, subject=document, data=_facts(version))
        return version


def add_signed_copy(*, document_id: UUID, file: Sent, by: Actor) -> Version:
    """Somebody brings a locked paper back, signed elsewhere; it is in force from then on, and stays locked (END-3).

    Signing programs and tokens write what they add behind the file as it was. So the copy must begin with the bytes of
    the version in force, and what stands behind must be signatures that change nothing on any page. Whether a
    signature is good is judged afterwards, as of every PDF. Whether the person may is the rule of the paper's own
    app, which calls this. When: the paper is locked. Repeat: the file that is in force changes nothing.
    """
    queries.visible_document(by, document_id)
    with _kept(file) as (arrived, kind, name), transaction.atomic():
        document = queries.lock_visible(by, document_id)
        if document.locked_at is None:
            raise Conflict("documents.not_locked")
        current = queries.latest(document)
        if current.sha256 == arrived.sha256:
            return current
        if fault := _fault_of(arrived.sha256, kind, current):
            raise Invalid(fault, fields={"file": fault})
        version = _new_version(document, current.number + 1, arrived, kind, name, reason="", by=by)
        record("documents.signed_copy_added", by=by, subject=document, data=_facts(version))
        return version


def _fault_of(sha256: str, kind: sniff.FileType, current: Version) -> str:
    """Return why this is not the paper with a signature behind it; empty when it is."""
    if kind.media != TYPES["pdf"].media or not _begins_with(sha256, current):
        return "documents.not_this_paper"
    try:
        found = pdf.ask("signed_behind", path=str(storage().path(original_key(sha256))), size=current.size)
    except pdf.PdfFailure:
        return "documents.not_this_paper"
    if not found["same"]:
        return "documents.not_this_paper"
    return "" if found["signed"] else "documents.not_signed"


def _begins_with(sha256: str, version: Version) -> bool:
    with _opened(sha256) as file, _opened(version.sha256) as before:
        while part := before.read(CHUNK):
            if file.read(len(part)) != part:
                return False
    return True


def _opened(sha256: str) -> BinaryIO:
    return storage().open(original_key(sha256))


@transaction.atomic
def add_placeholder(*, owner_kind: str, owner_id: UUID, document_id: UUID | None = None, by: Actor) -> Document:
    """Instead of a secret paper, the agenda carries a line without title or bytes: it is handed out on paper (R-MT-*).

    When: the owner is marked secret. Repeat: the same id returns what is there.
    """
    _may_bring(owner_kind, owner_id, by=by)
    if not door(owner_kind).is_secret(owner_id):
        raise Conflict("documents.not_secret_owner")
    held = Document.objects.filter(owner_kind=owner_kind, owner_id=owner_id, is_secret=True)
    if document_id and (before := held.filter(pk=document_id).first()):
        return before
    document = Document.objects.create(
        id=document_id or new_id(),
        owner_kind=owner_kind,
        owner_id=owner_id,
        title="",
        is_secret=True,
        may_download=False,
        place=Document.objects.filter(owner_kind=owner_kind, owner_id=owner_id).count() + 1,
        created_by_id=by.person_id,
    )
    record("documents.placeholder_added", by=by, subject=document)
    return document
