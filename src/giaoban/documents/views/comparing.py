"""Two versions side by side, page by page and word by word."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoban.documents import comparisons, queries
from giaoban.documents.comparing import PageChange
from giaoban.documents.doors import door
from giaoban.documents.models import Document, Version
from giaoban.people.middleware import HouseRequest

State = Version.State


def _number(request: HouseRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdigit() else None


def _older(request: HouseRequest, document: Document) -> int | None:
    """Return the older version: the asked one, or the one that this person read before (PRE-13)."""
    asked = _number(request, "cu")
    if asked is None and request.GET.get("tu") == "da-doc":
        before = queries.read_before(document, request.actor)
        return before.number if before else None
    return asked


def _chosen(found: comparisons.Comparison, page: int | None, before: int | None) -> PageChange | None:
    """Return the page to show: the asked one, else the first that changed."""
    asked = found.row_of(page, before) if page or before else None
    return asked or next((row for row in found.rows if row.state != "same"), found.rows[0] if found.rows else None)


@login_required
@require_GET
def compare(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Show what changed from one version to another."""
    document = queries.visible_document(request.actor, document_id)
    old, new = queries.two_versions(document, _older(request, document), _number(request, "moi"))
    found = comparisons.between(old, new)
    row = _chosen(found, _number(request, "trang"), _number(request, "truoc"))
    owner = door(document.owner_kind)
    shown = {
        "document": document,
        "owner_label": owner.label(document.owner_id),
        "found": found,
        "row": row,
        "boxes": _boxes(row) if row else {},
        "options": [(v.number, f"{v.number} · {v.filename}") for v in document.versions.filter(state=State.READY)],
        "counts": {name: found.count(name) for name in ("changed", "new", "gone", "same")},
    }
    return render(request, "documents/compare.html", shown)


def _boxes(row: PageChange) -> dict[str, list[tuple[float, float, float, float]]]:
    """Return where words came and went: on the page as it is now, and on the page that it was."""
    return {
        "added": [box for piece in row.pieces if piece.kind == "added" for box in piece.boxes],
        "removed": [
            box for piece in row.pieces if piece.kind == "removed" and piece.page == row.before for box in piece.boxes
        ],
    }
