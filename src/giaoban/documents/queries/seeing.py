"""Who may know of a document, and which version is shown. What is not seen is not there."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from giaoban.documents.doors import DOORS, door
from giaoban.documents.models import Document, Grant, Upload, Version
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one


def _granted(by: Actor) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(user_id=by.user_id) | Q(unit_id__in=by.units), may_see=True)


def may_see(by: Actor, document: Document) -> bool:
    """Tell whether this person may know of the document: by its owner's rule, or by a grant."""
    if by.user_id is None or document.owner_kind not in DOORS:
        return False
    if door(document.owner_kind).may_see(by, document.owner_id):
        return True
    return _granted(by).filter(document=document).exists()


def seen_among(by: Actor, document_ids: Iterable[UUID]) -> set[UUID]:
    """Cut many documents to those this person may see: a few queries for each kind of owner."""
    if by.user_id is None:
        return set()
    rows = Document.objects.filter(id__in=set(document_ids), withdrawn_at=None)
    by_owner: dict[str, dict[UUID, set[UUID]]] = {}
    for pk, kind, owner_id in rows.values_list("id", "owner_kind", "owner_id"):
        by_owner.setdefault(kind, {}).setdefault(owner_id, set()).add(pk)
    seen = set(_granted(by).filter(document__in=rows).values_list("document_id", flat=True))
    for kind, owners in by_owner.items():
        if kind in DOORS:
            for owner_id in DOORS[kind].seen_among(by, owners.keys()):
                seen |= owners.get(owner_id, set())
    return seen


def visible_document(by: Actor, document_id: UUID) -> Document:
    """Return the document, or say that it is not there. A withdrawn one is there for those who look after it."""
    document = Document.objects.filter(pk=document_id).select_related("document_type", "unit").first()
    if document is None or not may_see(by, document):
        raise NotFound
    if document.withdrawn_at and not looks_after(by, document):
        raise NotFound
    return document


def looks_after(by: Actor, document: Document) -> bool:
    """Tell whether this person sent the document, or keeps or watches its owner's papers."""
    owner = door(document.owner_kind)
    return bool(
        by.is_person(document.created_by_id)
        or owner.may_watch(by, document.owner_id)
        or owner.may_change(by, document.owner_id)
    )


def lock_document(document_id: UUID) -> Document:
    """Lock a document until the transaction ends."""
    document = lock_one(Document.objects.filter(pk=document_id))
    if document is None:
        raise NotFound
    return document


def lock_visible(by: Actor, document_id: UUID) -> Document:
    """Lock a document that this person may see."""
    document = lock_document(document_id)
    if not may_see(by, document) or (document.withdrawn_at and not looks_after(by, document)):
        raise NotFound
    return document


def latest(document: Document) -> Version:
    """Return the version in force; a placeholder has none."""
    version = document.versions.order_by("-number").first()
    if version is None:
        raise NotFound
    return version


def readable(document: Document, number: int | None = None) -> Version:
    """Return the version to show: the asked one; else the newest that is ready, else the newest."""
    versions = list(document.versions.order_by("-number"))
    if number is not None:
        versions = [version for version in versions if version.number == number]
    if not versions:
        raise NotFound
    return next((v for v in versions if v.state == Version.State.READY), versions[0])


def newest_ready(document: Document) -> Version | None:
    """Return the newest version that can be read."""
    return document.versions.filter(state=Version.State.READY).order_by("-number").first()


def own_upload(by: Actor, upload_id: UUID) -> Upload:
    """Return a file that this person is sending; another's is not there."""
    upload = Upload.objects.filter(pk=upload_id, user_id=by.person_id).first()
    if upload is None:
        raise NotFound
    return upload


def is_secret(document_id: str) -> bool:
    """Tell whether nothing of this paper may be said outside the house."""
    return Document.objects.filter(pk=document_id, is_secret=True).exists()
