"""What changed between two versions."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from giaoban.documents import comparisons, queries
from giaoban.documents.api.upload import actor_of
from giaoban.documents.comparing import PageChange
from giaoban.documents.schemas import ComparisonOut, PageChangeOut, PagePiecesOut, PieceOut
from giaoban.kernel.errors import NotFound

router = Router()


def _compared(request: HttpRequest, document_id: UUID, old: int | None, new: int | None) -> comparisons.Comparison:
    document = queries.visible_document(actor_of(request), document_id)
    return comparisons.between(*queries.two_versions(document, old, new))


def _facts(row: PageChange) -> dict[str, object]:
    names = ("state", "page", "before", "added", "removed", "looks")
    return {name: getattr(row, name) for name in names}


@router.get("/documents/{document_id}/comparison", response=ComparisonOut)
def comparison(
    request: HttpRequest, document_id: UUID, old: int | None = None, new: int | None = None
) -> ComparisonOut:
    """Return what became of every page; without numbers: from the version before to the newest."""
    found = _compared(request, document_id, old, new)
    return ComparisonOut(
        old=found.old.number,
        new=found.new.number,
        machine_read=found.is_machine_read,
        waiting=found.waiting,
        same=found.count("same"),
        changed=found.count("changed"),
        added=found.count("new"),
        gone=found.count("gone"),
        pages=[PageChangeOut.model_validate(_facts(row)) for row in found.rows],
    )


@router.get("/documents/{document_id}/comparison/page", response=PagePiecesOut)
def compared_page(
    request: HttpRequest,
    document_id: UUID,
    page: int | None = None,
    before: int | None = None,
    old: int | None = None,
    new: int | None = None,
) -> PagePiecesOut:
    """Return one page word by word: ``page`` by its number now, or ``before`` for one that is gone."""
    row = _compared(request, document_id, old, new).row_of(page, before)
    if row is None:
        raise NotFound("documents.no_page")
    pieces = [PieceOut(kind=p.kind, text=p.text, page=p.page, boxes=p.boxes) for p in row.pieces]
    return PagePiecesOut.model_validate({**_facts(row), "pieces": pieces})
