"""The register of paper copies."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from giaoban.documents import actions, permissions, queries
from giaoban.documents.api.upload import actor_of
from giaoban.documents.models import PaperCopy
from giaoban.documents.schemas import CopyOut, HandOutIn, MissingIn
from giaoban.kernel.rules import require

router = Router()


def copy_out(copy: PaperCopy) -> CopyOut:
    """Describe one copy."""
    return CopyOut(
        id=copy.id,
        number=copy.number,
        holder=copy.holder_id,
        name=copy.holder_name,
        state=copy.state,
        handed_at=copy.handed_at,
        handed_by=copy.handed_by.full_name,
        returned_at=copy.returned_at,
        taken_by=copy.taken_by.full_name if copy.taken_by else "",
        note=copy.note,
    )


@router.get("/documents/{document_id}/copies", response=list[CopyOut])
def copies(request: HttpRequest, document_id: UUID) -> list[CopyOut]:
    """Return who holds which copy and what came back: for those who keep the paper."""
    by = actor_of(request)
    document = queries.visible_document(by, document_id)
    require(permissions.may_keep_copies(by, document))
    return [copy_out(copy) for copy in queries.copies_of(document)]


@router.post("/documents/{document_id}/copies", response={201: list[CopyOut]})
def hand_out_copies(request: HttpRequest, document_id: UUID, body: HandOutIn) -> list[CopyOut]:
    """Hand numbered copies to people and to guests by name."""
    by = actor_of(request)
    given = actions.hand_out_copies(document_id=document_id, user_ids=body.users, names=body.names, by=by)
    numbers = {copy.pk for copy in given}
    document = queries.visible_document(by, document_id)
    return [copy_out(copy) for copy in queries.copies_of(document) if copy.pk in numbers]


@router.post("/documents/{document_id}/copies/take-back", response={204: None})
def take_back_all(request: HttpRequest, document_id: UUID) -> None:
    """Take back every copy that is out."""
    actions.take_back_all(document_id=document_id, by=actor_of(request))


@router.post("/copies/{copy_id}/take-back", response=CopyOut)
def take_back_copy(request: HttpRequest, copy_id: UUID) -> CopyOut:
    """Take one copy back."""
    return copy_out(actions.take_back_copy(copy_id=copy_id, by=actor_of(request)))


@router.post("/copies/{copy_id}/missing", response=CopyOut)
def report_missing_copy(request: HttpRequest, copy_id: UUID, body: MissingIn) -> CopyOut:
    """Say that a copy cannot be found, and what is known about it."""
    return copy_out(actions.report_missing_copy(copy_id=copy_id, note=body.note, by=actor_of(request)))
