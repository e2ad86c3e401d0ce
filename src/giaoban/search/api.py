"""Search by API: ``GET /api/search?q=&kind=``."""

from typing import cast

from django.http import HttpRequest
from ninja import Router

from giaoban.people.middleware import HouseRequest
from giaoban.search import queries
from giaoban.search.schemas import FoundOut, HitOut

router = Router(tags=["search"])


@router.get("/search", response=FoundOut)
def search(request: HttpRequest, q: str = "", kind: str = "", page: int = 1) -> FoundOut:
    """Return what the caller may see, best first, 20 a page."""
    found = queries.find(cast("HouseRequest", request).actor, q[:300], kind=kind, page=min(max(page, 1), 100))
    hits = [
        HitOut(
            kind=hit.kind,
            id=hit.subject_id,
            part=hit.part,
            title=hit.row.title,
            context="".join(piece for piece, _ in hit.context),
            url=hit.url,
        )
        for hit in found.hits
    ]
    return FoundOut(hits=hits, has_more=found.has_more)
