"""Words of pages with their places, and how far the machine is with scanned ones."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from giaoban.documents import actions, queries, renditions
from giaoban.documents.api.bytes_out import ready
from giaoban.documents.api.describe import document_out
from giaoban.documents.api.upload import actor_of
from giaoban.documents.models import Access
from giaoban.documents.schemas import DocumentOut, ReadAgainIn, RecognitionOut, WordsOut
from giaoban.kernel.errors import NotFound
from giaoban.kernel.messages import sentence

router = Router()
SOURCES: Final = {"waiting": "waiting", "done": "machine", "failed": "none"}


@router.get("/documents/{document_id}/pages/{number}/words", response=WordsOut)
def words(request: HttpRequest, document_id: UUID, number: int, version: int | None = None) -> WordsOut:
    """Return every word of a page with its place, whether the page was printed as text or read by machine.

    A page that waits for the machine is read next when somebody asks for it.
    """
    by = actor_of(request)
    document, found = ready(by, document_id, version)
    if not 1 <= number <= found.page_count:
        raise NotFound("documents.no_page")
    actions.note_access(document=document, version=found, what=Access.What.SEE, by=by)
    read = queries.recognition_of(found, number)
    if read is None:
        return WordsOut(page=number, source="text", words=renditions.printed_words(found, number))
    if read.state == read.State.WAITING:
        actions.want_page(found, number)
    return WordsOut(page=number, source=SOURCES[read.state], sure=read.sure, words=read.words)


@router.get("/documents/{document_id}/recognition", response=list[RecognitionOut])
def recognition(request: HttpRequest, document_id: UUID, version: int | None = None) -> list[RecognitionOut]:
    """Return page by page how far the reading of scanned pages is, and why one could not be read."""
    by = actor_of(request)
    _document, found = ready(by, document_id, version)
    return [
        RecognitionOut(page=page, state=state, message=sentence(failure) if failure else "")
        for page, state, failure in queries.recognitions_of(found)
    ]


@router.post("/documents/{document_id}/recognition", response=DocumentOut)
def read_again(request: HttpRequest, document_id: UUID, body: ReadAgainIn) -> DocumentOut:
    """Have pages read by machine once more: those named, else those that could not be read."""
    by = actor_of(request)
    actions.read_again(document_id=document_id, number=body.version, pages=body.pages, by=by)
    return document_out(queries.visible_document(by, document_id), by)
