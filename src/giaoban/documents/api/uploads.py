"""Large files come in parts: begin, send parts in order, finish. A lost connection costs the part that was on its way.

``POST /uploads`` with an id of the sender's own tells how far it is; ``PUT`` sends the bytes from ``offset`` on;
``POST …/finish`` makes a document of it, exactly once.
"""

from typing import IO, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from giaoban.documents import actions, queries
from giaoban.documents.api.describe import document_out, place_out
from giaoban.documents.api.upload import actor_of, owner_of
from giaoban.documents.models import Upload
from giaoban.documents.schemas import DocumentOut, FinishIn, KnownOut, LinkIn, UploadOut, UploadStart
from giaoban.documents.uploads import PART_MOST, part_of

router = Router()


def _upload_out(upload: Upload) -> UploadOut:
    return UploadOut(
        id=upload.id,
        name=upload.name,
        size=upload.size,
        offset=upload.offset,
        part=PART_MOST // 2,
        document=upload.document_id,
        done=upload.done_at is not None,
    )


@router.post("/uploads", response={201: UploadOut})
def begin_upload(request: HttpRequest, body: UploadStart) -> UploadOut:
    """Begin to send a file, or learn how far one is."""
    by = actor_of(request)
    return _upload_out(actions.begin_upload(upload_id=body.id, name=body.name, size=body.size, by=by))


@router.get("/uploads/{upload_id}", response=UploadOut)
def upload(request: HttpRequest, upload_id: UUID) -> UploadOut:
    """Return how far a file is."""
    return _upload_out(queries.own_upload(actor_of(request), upload_id))


@router.put("/uploads/{upload_id}", response=UploadOut)
def take_part(request: HttpRequest, upload_id: UUID, offset: int, size: int) -> UploadOut:
    """Send ``size`` bytes from ``offset`` on as the body; 409 tells the offset to go on from."""
    by = actor_of(request)
    queries.own_upload(by, upload_id)
    part = part_of(cast("IO[bytes]", request), size)
    return _upload_out(actions.take_part(upload_id=upload_id, offset=offset, part=part, by=by))


@router.post("/uploads/{upload_id}/finish", response={201: DocumentOut})
def finish_upload(request: HttpRequest, upload_id: UUID, body: FinishIn) -> DocumentOut:
    """Make a document of it, or the new version of one; asked again, it answers the same."""
    by = actor_of(request)
    if body.replaces:
        given: dict[str, object] = {"replaces": body.replaces, "reason": body.reason, "vouched": body.vouched}
    else:
        kind, owner = owner_of(body, by)
        given = {
            "owner_kind": kind,
            "owner_id": owner,
            "title": body.title,
            "vouched": body.vouched,
            "document_type_id": body.document_type,
            "unit_id": body.unit,
            "even_if_duplicate": body.even_if_duplicate,
            "even_if_known": body.even_if_known,
        }
    return document_out(actions.finish_upload(upload_id=upload_id, by=by, **given), by)  # type: ignore[arg-type]


@router.delete("/uploads/{upload_id}", response={204: None})
def drop_upload(request: HttpRequest, upload_id: UUID) -> None:
    """Throw away what has arrived."""
    actions.drop_upload(upload_id=upload_id, by=actor_of(request))


@router.get("/documents/known", response=list[KnownOut])
def known(request: HttpRequest, sha256: str) -> list[KnownOut]:
    """Return where a file with that hash lies already, as far as the caller may see."""
    by = actor_of(request)
    return [place_out(document) for document in queries.known_places(sha256.lower(), by)]


@router.post("/documents/link", response={201: DocumentOut})
def link_document(request: HttpRequest, body: LinkIn) -> DocumentOut:
    """Put a paper that is there already at another place too, without sending its bytes again."""
    by = actor_of(request)
    kind, owner = owner_of(body, by)
    document = actions.link_document(source_id=body.source, owner_kind=kind, owner_id=owner, document_id=body.id, by=by)
    return document_out(document, by)
