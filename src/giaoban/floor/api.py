"""The stage in the HTTP API (api.md)."""

from typing import Any
from uuid import UUID

from ninja import Router

from giaoban.floor import actions, live
from giaoban.floor.schemas import StageIn
from giaoban.people.middleware import HouseRequest

router = Router(tags=["floor"])


@router.post("/meetings/{uuid:meeting_id}/stage", response=dict[str, Any], summary="Show a paper, turn its page")
def stage(request: HouseRequest, meeting_id: UUID, data: StageIn) -> dict[str, Any]:
    """Put a paper on every screen, turn its page, or clear the stage."""
    if data.document is not None:
        shown = actions.show_paper(
            meeting_id=meeting_id, document_id=data.document, page=data.page or 1, by=request.actor
        )
    elif data.page is not None:
        shown = actions.turn_page(meeting_id=meeting_id, page=data.page, by=request.actor)
    else:
        shown = actions.clear_stage(meeting_id=meeting_id, by=request.actor)
    return live.stage_json(shown)
