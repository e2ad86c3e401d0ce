"""How far people have read, and who opened what."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from giaoban.documents import actions, permissions, queries
from giaoban.documents.api.upload import actor_of
from giaoban.documents.schemas import AccessOut, ReaderOut, ReadingIn, ReadingOut
from giaoban.kernel.paging import page as page_of
from giaoban.kernel.rules import require

router = Router()


@router.post("/documents/{document_id}/reading", response=ReadingOut)
def note_reading(request: HttpRequest, document_id: UUID, body: ReadingIn) -> ReadingOut:
    """Say which pages have been seen; sent in batches by the reader."""
    by = actor_of(request)
    reading = actions.note_reading(
        document_id=document_id, number=body.version, pages=body.pages[:5000], last_page=body.last_page, by=by
    )
    return ReadingOut(version=reading.version.number, pages=reading.pages, last_page=reading.last_page)


@router.get("/documents/{document_id}/readers", response=list[ReaderOut])
def readers(request: HttpRequest, document_id: UUID) -> list[ReaderOut]:
    """Return who has opened it and how far, those who have not first (PRE-9)."""
    by = actor_of(request)
    document = queries.visible_document(by, document_id)
    require(permissions.may_watch(by, document))
    return [
        ReaderOut(
            user=state.user.pk,
            name=state.user.full_name,
            opened=state.reading is not None,
            pages=state.pages,
            total=state.total,
            of_old_version=state.of_old_version,
            last_at=state.reading.last_at if state.reading else None,
        )
        for state in queries.readers_of(document)
    ]


@router.get("/documents/{document_id}/log", response=list[AccessOut])
def access_log(request: HttpRequest, document_id: UUID, page: int = 1) -> list[AccessOut]:
    """Return the access log, newest first, 100 a page (DOC-5)."""
    by = actor_of(request)
    document = queries.visible_document(by, document_id)
    require(permissions.may_watch(by, document))
    return [
        AccessOut(
            user=row.user_id,
            name=row.user.full_name,
            what=row.what,
            version=row.version.number if row.version else None,
            address=row.address,
            at=row.at,
        )
        for row in page_of(queries.accesses_of(document), page, 100).rows
    ]
