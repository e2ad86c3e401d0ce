"""Bytes of a document, after its Door has been asked: PDF, original, page pictures, text."""

from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router

from giaoban.documents import actions, annotated, permissions, queries, renditions, watermark
from giaoban.documents.api.delivery import deliver
from giaoban.documents.api.upload import actor_of
from giaoban.documents.models import Access, Document, Version
from giaoban.documents.pdf import PdfFailure
from giaoban.documents.schemas import PageHitOut, PageText, TextOut
from giaoban.documents.storage import original_key, storage, workshop
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require

router = Router()
HOUR = 3600


def ready(by: Actor, document_id: UUID, number: int | None) -> tuple[Document, Version]:
    document = queries.visible_document(by, document_id)
    version = queries.readable(document, number)
    if version.state == Version.State.CONVERTING:
        raise Conflict("documents.not_ready")
    if version.state == Version.State.FAILED:
        raise Conflict(version.failure)
    return document, version


@router.get("/documents/{document_id}/pdf", include_in_schema=True)
def pdf(
    request: HttpRequest,
    document_id: UUID,
    version: int | None = None,
    download: bool = False,
    revision: int | None = None,
    notes: bool = False,
) -> HttpResponseBase:
    """Return the readable PDF, with the reader's name across it where the document asks for that. Answers ranges.

    Whoever fetches it in parts names the ``revision`` of the version it began with. With ``notes``: a copy to take
    away with the notes that the caller sees as annotations; what was signed stays as it is.
    """
    by = actor_of(request)
    document, found = ready(by, document_id, version)
    require(permissions.rights(by, document).download)
    what = Access.What.DOWNLOAD if download or notes else Access.What.SEE
    actions.note_access(document=document, version=found, what=what, by=by)
    tag = f"{found.id.hex}-{found.revision if revision is None else revision}"
    if permissions.marks_pages(by, document):
        path = renditions.marked_pdf(found, watermark.copy_name(by), watermark.lines_for(by))
        tag += f"-{watermark.copy_name(by)}"
    else:
        path = renditions.reading_pdf(found, revision)
    name = f"{found.filename.rpartition('.')[0]}.pdf"
    if notes:
        return _with_notes(request, by, document, found, path)
    return deliver(request, path, media="application/pdf", filename=name, tag=tag, download=download)


def _with_notes(request: HttpRequest, by: Actor, document: Document, version: Version, path: Path) -> HttpResponseBase:
    rows = list(queries.notes_of(document, by, version.number))
    lines = annotated.lines_of(rows, queries.places_on(version, rows), version)
    name = _("{name} (có ghi chú).pdf").format(name=version.filename.rpartition(".")[0])
    with workshop() as folder:
        copy = renditions.annotate_pdf(path, lines, folder)
        tag = f"{version.id.hex}-{new_id().hex}"  # made anew each time: notes change
        return deliver(request, copy, media="application/pdf", filename=name, tag=tag, download=True)


@router.get("/documents/{document_id}/original")
def original(request: HttpRequest, document_id: UUID, version: int | None = None) -> HttpResponseBase:
    """Return the file as it was sent, byte for byte: for those who may download and need no name across it."""
    by = actor_of(request)
    document = queries.visible_document(by, document_id)
    found = _asked_version(document, version)
    require(permissions.rights(by, document).download)
    if permissions.marks_pages(by, document):
        require(permissions.may_change(by, document))
    actions.note_access(document=document, version=found, what=Access.What.DOWNLOAD, by=by)
    path = storage().path(original_key(found.sha256))
    return deliver(request, path, media=found.content_type, filename=found.filename, tag=found.sha256, download=True)


def _asked_version(document: Document, number: int | None) -> Version:
    if number is None:
        return queries.latest(document)
    found = document.versions.filter(number=number).first()
    if found is None:
        raise NotFound
    return found


@router.get("/documents/{document_id}/pages/{number}.webp")
def page_image(
    request: HttpRequest, document_id: UUID, number: int, w: int = renditions.SCREEN, version: int | None = None
) -> HttpResponseBase:
    """Return the picture of a page, about that wide."""
    by = actor_of(request)
    document, found = ready(by, document_id, version)
    if not 1 <= number <= found.page_count:
        raise NotFound("documents.no_page")
    if w > renditions.THUMBNAIL:  # a thumbnail in a list is no look at the paper
        actions.note_access(document=document, version=found, what=Access.What.SEE, by=by)
    try:
        path = renditions.page_image(found, number, w)
    except PdfFailure as failure:
        raise Conflict(failure.code) from None
    tag = f"{found.id.hex}-{number}-{renditions.nearest_width(w)}-{found.turn_of(number)}"
    return deliver(request, path, media="image/webp", filename=f"{number}.webp", tag=tag, download=False, keep=HOUR)


@router.get("/documents/{document_id}/text", response=TextOut)
def text(
    request: HttpRequest, document_id: UUID, first: int = 1, last: int = 50, version: int | None = None
) -> TextOut:
    """Return the text of pages first…last, at most 200 at once."""
    by = actor_of(request)
    document, found = ready(by, document_id, version)
    actions.note_access(document=document, version=found, what=Access.What.SEE, by=by)
    first = max(1, first)
    texts = queries.page_texts(found, first, min(last, first + 199))
    pages = [PageText(number=number, text=text) for number, text in texts]
    return TextOut(version=found.number, pages=pages, total=found.page_count, done=found.pages_done)


@router.get("/documents/{document_id}/find", response=list[PageHitOut])
def find(request: HttpRequest, document_id: UUID, q: str, version: int | None = None) -> list[PageHitOut]:
    """Find words in the document, with or without diacritics."""
    by = actor_of(request)
    _document, found = ready(by, document_id, version)
    return [
        PageHitOut(page=hit.page, before=hit.before, match=hit.match, after=hit.after)
        for hit in queries.find(found, q[:200])
    ]


@router.post("/documents/{document_id}/print", response={204: None})
def note_print(request: HttpRequest, document_id: UUID, version: int | None = None) -> None:
    """Say that the caller is about to print: asked before the reader hands pages to the printer."""
    by = actor_of(request)
    document, found = ready(by, document_id, version)
    require(permissions.rights(by, document).print_)
    actions.note_access(document=document, version=found, what=Access.What.PRINT, by=by)
