"""Signatures of a paper, and the authorities that are trusted."""

from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router
from ninja.files import UploadedFile

from giaoban.documents import actions, permissions, queries
from giaoban.documents.api.upload import actor_of
from giaoban.documents.models import Authority
from giaoban.documents.schemas import AuthorityOut, SignatureOut, SignaturesOut
from giaoban.kernel.errors import NotFound

router = Router()


@router.get("/documents/{document_id}/signatures", response=SignaturesOut)
def signatures(request: HttpRequest, document_id: UUID, version: int | None = None) -> SignaturesOut:
    """Return who signed the original, oldest first, and how each signature was judged. ``state`` sums it up."""
    document = queries.visible_document(actor_of(request), document_id)
    found = queries.signed_of(queries.readable(document, version))
    return SignaturesOut(
        version=found.version.number,
        state=found.state,
        message=str(found.label),
        signatures=[
            SignatureOut(
                **{name: getattr(row, name) for name in SignatureOut.model_fields if name != "message"},
                message=row.get_state_display(),
            )
            for row in found.signatures
        ],
    )


@router.get("/authorities", response=list[AuthorityOut])
def authorities(request: HttpRequest) -> list[AuthorityOut]:
    """Return the trusted authorities: for administrators."""
    if not permissions.may_keep_authorities(actor_of(request)):
        raise NotFound
    return [_authority_out(row) for row in queries.authorities()]


@router.post("/authorities", response={201: list[AuthorityOut]})
def trust_authority(request: HttpRequest, file: File[UploadedFile]) -> list[AuthorityOut]:
    """Trust the authorities whose certificates are in the file (PEM, DER, PKCS #7)."""
    by = actor_of(request)
    if not permissions.may_keep_authorities(by):
        raise NotFound
    return [_authority_out(row) for row in actions.trust_authority(content=file.read(), by=by)]


@router.delete("/authorities/{authority_id}", response={204: None})
def distrust_authority(request: HttpRequest, authority_id: UUID) -> None:
    """Trust an authority no longer."""
    by = actor_of(request)
    if not permissions.may_keep_authorities(by):
        raise NotFound
    actions.distrust_authority(authority_id=authority_id, by=by)


def _authority_out(row: Authority) -> AuthorityOut:
    return AuthorityOut(**{name: getattr(row, name) for name in AuthorityOut.model_fields})
