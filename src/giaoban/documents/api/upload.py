"""Files come in."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile

from giaoban.documents import actions, queries
from giaoban.documents.api.describe import document_out, version_out
from giaoban.documents.schemas import DocumentOut, OwnerIn, PlaceholderIn, UploadIn, VersionOut
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.people.middleware import HouseRequest

router = Router()


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; a stranger is told to sign in."""
    by = cast("HouseRequest", request).actor
    _ = by.person_id
    return by


SHORT = {
    "item": "meetings.item", "meeting": "meetings.meeting", "task": "tasks.task", "obstacle": "obstacles.obstacle",
    "folder": "documents.folder",
}  # fmt: skip


def owner_of(body: OwnerIn, by: Actor) -> tuple[str, UUID]:
    """Return what the document is to belong to, by its full or its short name; inner folders of one are made."""
    kind, owner = _owner_of(body)
    if kind == queries.FOLDER and body.path:
        return kind, actions.make_path(parent_id=owner, path=body.path, by=by).pk
    return kind, owner


def _owner_of(body: OwnerIn) -> tuple[str, UUID]:
    if body.owner_kind and body.owner_id:
        return body.owner_kind, body.owner_id
    for name, kind in SHORT.items():
        if found := getattr(body, name):
            return kind, found
    raise Invalid("documents.owner_missing", fields={"owner_id": "documents.owner_missing"})


@router.post("/documents", response={201: DocumentOut})
def add_document(request: HttpRequest, file: File[UploadedFile], body: Form[UploadIn]) -> DocumentOut:
    """Add a file to a meeting, an item, a task or an obstacle; a repeated ``id`` with the same file adds nothing."""
    by = actor_of(request)
    kind, owner = owner_of(body, by)
    document = actions.add_document(
        file=file,
        owner_kind=kind,
        owner_id=owner,
        title=body.title,
        vouched=body.vouched,
        document_id=body.id,
        document_type_id=body.document_type,
        unit_id=body.unit,
        even_if_duplicate=body.even_if_duplicate,
        even_if_known=body.even_if_known,
        by=by,
    )
    return document_out(document, by)


@router.post("/documents/placeholders", response={201: DocumentOut})
def add_placeholder(request: HttpRequest, body: PlaceholderIn) -> DocumentOut:
    """Add a line for a secret paper, which is handed out in the room."""
    by = actor_of(request)
    document = actions.add_placeholder(owner_kind=body.owner_kind, owner_id=body.owner_id, document_id=body.id, by=by)
    return document_out(document, by)


@router.post("/documents/{document_id}/versions", response={201: VersionOut})
def add_version(
    request: HttpRequest,
    document_id: UUID,
    file: File[UploadedFile],
    reason: Form[str] = "",
    vouched: Form[bool] = False,
) -> VersionOut:
    """Replace a document's file, with the reason."""
    by = actor_of(request)
    version = actions.add_version(document_id=document_id, file=file, reason=reason, vouched=vouched, by=by)
    return version_out(version, keeper=True)
