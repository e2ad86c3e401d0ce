"""The stage in the HTTP API. Pointing is not here: «POST …/pointer» is served by ``hall.pointer`` before Django."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from giaoban.floor import actions, live
from giaoban.floor.schemas import HighlightIn, HighlightOut, PresenterIn, StageIn
from giaoban.people.middleware import HouseRequest

router = Router()


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


@router.post("/meetings/{uuid:meeting_id}/presenter", response=dict[str, Any], summary="Hand the stage over")
def presenter(request: HouseRequest, meeting_id: UUID, data: PresenterIn) -> dict[str, Any]:
    """Let somebody of the room present until the item ends; nobody: only the desk and the item's presenter."""
    return live.stage_json(actions.hand_over_stage(meeting_id=meeting_id, user_id=data.person, by=request.actor))


@router.post(
    "/meetings/{uuid:meeting_id}/highlights", response={201: HighlightOut}, summary="Mark something on the page shown"
)
def draw(request: HouseRequest, meeting_id: UUID, data: HighlightIn) -> Status[Any]:
    """Draw a box or a line over the page that is shown."""
    made = actions.draw_highlight(
        meeting_id=meeting_id,
        page=data.page,
        kind=data.kind,
        points=data.points,
        highlight_id=data.id,
        by=request.actor,
    )
    return Status(201, made)


@router.delete("/meetings/{uuid:meeting_id}/highlights", response={204: None}, summary="Clear the page of marks")
def erase(request: HouseRequest, meeting_id: UUID, mark: UUID | None = None) -> Status[None]:
    """Take one mark, or all, off the page."""
    actions.remove_highlights(meeting_id=meeting_id, highlight_id=mark, by=request.actor)
    return Status(204, None)
