"""One document: seeing and changing it, its rights and its grants."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from giaoban.documents import actions, permissions, queries
from giaoban.documents.api.describe import document_out
from giaoban.documents.api.upload import actor_of
from giaoban.documents.models import Grant
from giaoban.documents.schemas import DocumentIn, DocumentOut, GrantIn, GrantOut, PlaceIn
from giaoban.kernel.rules import require

router = Router()


@router.get("/documents/{document_id}", response=DocumentOut)
def document(request: HttpRequest, document_id: UUID) -> DocumentOut:
    """Return a document: its state, pages, versions, and what the caller may do."""
    by = actor_of(request)
    return document_out(queries.visible_document(by, document_id), by)


@router.patch("/documents/{document_id}", response=DocumentOut)
def change_document(request: HttpRequest, document_id: UUID, body: DocumentIn) -> DocumentOut:
    """Rename it, or say what its readers may do."""
    by = actor_of(request)
    given = body.dict(exclude_unset=True)
    names = {"document_type": "document_type_id", "unit": "unit_id"}
    changes = {names.get(name, name): value for name, value in given.items() if value is not None or name in names}
    return document_out(actions.change_document(document_id=document_id, changes=changes, by=by), by)


@router.post("/documents/{document_id}/place", response=DocumentOut)
def move_document(request: HttpRequest, document_id: UUID, body: PlaceIn) -> DocumentOut:
    """Put it at another place among its owner's papers."""
    by = actor_of(request)
    return document_out(actions.move_document(document_id=document_id, place=body.place, by=by), by)


@router.post("/documents/{document_id}/withdraw", response=DocumentOut)
def withdraw_document(request: HttpRequest, document_id: UUID) -> DocumentOut:
    """Take it out."""
    by = actor_of(request)
    return document_out(actions.withdraw_document(document_id=document_id, by=by), by)


@router.post("/documents/{document_id}/restore", response=DocumentOut)
def restore_document(request: HttpRequest, document_id: UUID) -> DocumentOut:
    """Take a withdrawal back."""
    by = actor_of(request)
    return document_out(actions.restore_document(document_id=document_id, by=by), by)


def _grant_out(given: Grant) -> GrantOut:
    return GrantOut(
        id=given.id,
        user=given.user_id,
        unit=given.unit_id,
        label=str(given.user or given.unit),
        may_download=given.may_download,
        may_print=given.may_print,
        may_share=given.may_share,
    )


@router.get("/documents/{document_id}/grants", response=list[GrantOut])
def grants(request: HttpRequest, document_id: UUID) -> list[GrantOut]:
    """Return with whom it is shared."""
    by = actor_of(request)
    found = queries.visible_document(by, document_id)
    require(permissions.may_share(by, found))
    return [_grant_out(given) for given in found.grants.select_related("user", "unit")]


@router.post("/documents/{document_id}/grants", response={201: GrantOut})
def grant(request: HttpRequest, document_id: UUID, body: GrantIn) -> GrantOut:
    """Share it with a person or a unit."""
    by = actor_of(request)
    given = actions.grant(
        document_id=document_id,
        user_id=body.user,
        unit_id=body.unit,
        may_download=body.may_download,
        may_print=body.may_print,
        may_share=body.may_share,
        by=by,
    )
    return _grant_out(given)


@router.delete("/documents/{document_id}/grants/{grant_id}", response={204: None})
def revoke(request: HttpRequest, document_id: UUID, grant_id: UUID) -> None:
    """Take a grant back."""
    by = actor_of(request)
    queries.visible_document(by, document_id)
    actions.revoke(grant_id=grant_id, by=by)
