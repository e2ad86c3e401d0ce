"""Libraries: folders, their papers, the agency's regulations."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from giaoban.documents import actions, queries
from giaoban.documents.api.describe import document_out
from giaoban.documents.api.upload import actor_of
from giaoban.documents.models import Document, Folder, Regulation
from giaoban.documents.queries import Asked
from giaoban.documents.schemas import (
    DocumentOut,
    FolderChange,
    FolderIn,
    FolderOut,
    Library,
    RegulationIn,
    RegulationOut,
    ShelfOut,
    ShelvedOut,
    ShelveIn,
    ShortcutOut,
)
from giaoban.kernel.paging import page as page_of

router = Router()


def _folder_out(folder: Folder, papers: int = 0) -> FolderOut:
    return FolderOut(id=folder.id, name=folder.name, parent=folder.parent_id, papers=papers)


def _regulation_out(regulation: Regulation) -> RegulationOut:
    return RegulationOut(
        number=regulation.number,
        issuing_body=regulation.issuing_body.name if regulation.issuing_body else "",
        issued_on=regulation.issued_on,
        effective_on=regulation.effective_on,
        expires_on=regulation.expires_on,
        replaced_by=regulation.replaced_by_id,
        summary=regulation.summary,
        effect=regulation.effect,
        guessed=regulation.guessed,
    )


def _shelf_out(document: Document) -> ShelfOut:
    version = next(iter(document.versions.all()), None)
    regulation = getattr(document, "regulation", None)
    return ShelfOut(
        id=document.id,
        title=document.title,
        kind=document.document_type.name if document.document_type else "",
        pages=version.page_count if version else 0,
        state=version.state if version else "",
        added_at=document.created_at,
        regulation=_regulation_out(regulation) if regulation else None,
    )


@router.get("/library/folders", response=list[FolderOut])
def folders(request: HttpRequest, library: Library = "agency") -> list[FolderOut]:
    """Return every folder of a library, its root first."""
    by = actor_of(request)
    root = actions.open_library(library=library, by=by)
    rows = [row for row in queries.visible_folders(by).order_by("folded") if row.user_id == root.user_id]
    counts = queries.count_in(rows)
    rows.sort(key=lambda row: row.parent_id is not None)
    return [_folder_out(row, counts.get(row.pk, 0)) for row in rows]


@router.post("/library/folders", response={201: FolderOut})
def make_folder(request: HttpRequest, body: FolderIn) -> FolderOut:
    """Make a folder; one of that name that is there is returned."""
    return _folder_out(actions.make_folder(parent_id=body.parent, name=body.name, by=actor_of(request)))


@router.patch("/library/folders/{folder_id}", response=FolderOut)
def change_folder(request: HttpRequest, folder_id: UUID, body: FolderChange) -> FolderOut:
    """Rename a folder, or put it into another of the same library."""
    by = actor_of(request)
    folder = queries.visible_folder(by, folder_id)
    if body.name is not None:
        folder = actions.rename_folder(folder_id=folder_id, name=body.name, by=by)
    if body.parent is not None:
        folder = actions.move_folder(folder_id=folder_id, parent_id=body.parent, by=by)
    return _folder_out(folder)


@router.delete("/library/folders/{folder_id}", response={204: None})
def remove_folder(request: HttpRequest, folder_id: UUID) -> None:
    """Remove an empty folder."""
    actions.remove_folder(folder_id=folder_id, by=actor_of(request))


@router.get("/library/folders/{folder_id}/documents", response=ShelvedOut)
def papers(
    request: HttpRequest,
    folder_id: UUID,
    q: str = "",
    kind: str = "",
    body: str = "",
    year: str = "",
    effect: str = "",
    sort: str = "-issued",
    page: int = 1,
) -> ShelvedOut:
    """Return the papers of a folder, 100 a page; with a question, of the folders below as well."""
    folder = queries.visible_folder(actor_of(request), folder_id)
    asked = Asked(q=q[:200], kind=kind, body=body, year=year, effect=effect, sort=sort)
    found = page_of(queries.papers_in(folder, asked), page, 100)
    return ShelvedOut(
        total=found.total, page=found.number, pages=found.pages, rows=[_shelf_out(row) for row in found.rows]
    )


@router.patch("/documents/{document_id}/regulation", response=RegulationOut)
def describe_regulation(request: HttpRequest, document_id: UUID, body: RegulationIn) -> RegulationOut:
    """Say what a regulation is: number, body, dates, what replaced it."""
    given = body.dict(exclude_unset=True)
    names = {name: f"{name}_id" for name in ("document_type", "issuing_body", "replaced_by")}
    facts = {names.get(name, name): ("" if value is None and name in {"number", "summary"} else value)
             for name, value in given.items()}  # fmt: skip
    return _regulation_out(actions.describe_regulation(document_id=document_id, facts=facts, by=actor_of(request)))


@router.post("/documents/{document_id}/shelve", response=DocumentOut)
def shelve_document(request: HttpRequest, document_id: UUID, body: ShelveIn) -> DocumentOut:
    """Put a paper of a library into another of its folders."""
    by = actor_of(request)
    return document_out(actions.shelve_document(document_id=document_id, folder_id=body.folder, by=by), by)


@router.post("/documents/{document_id}/keep", response={201: ShortcutOut})
def keep_at_hand(request: HttpRequest, document_id: UUID, body: ShelveIn) -> ShortcutOut:
    """Keep another's paper at hand in a folder of the own library."""
    kept = actions.keep_at_hand(document_id=document_id, folder_id=body.folder, by=actor_of(request))
    return ShortcutOut(id=kept.pk, document=kept.document_id, title=kept.document.title)


@router.get("/library/folders/{folder_id}/shortcuts", response=list[ShortcutOut])
def shortcuts(request: HttpRequest, folder_id: UUID) -> list[ShortcutOut]:
    """Return the papers kept at hand in a folder, as far as they may still be seen."""
    by = actor_of(request)
    rows = queries.shortcuts_in(by, queries.visible_folder(by, folder_id))
    return [ShortcutOut(id=row.pk, document=row.document_id, title=row.document.title) for row in rows]


@router.delete("/shortcuts/{shortcut_id}", response={204: None})
def let_go(request: HttpRequest, shortcut_id: int) -> None:
    """Take a paper off the own shelf."""
    actions.let_go(shortcut_id=shortcut_id, by=actor_of(request))
