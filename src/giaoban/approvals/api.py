"""Approvals in the HTTP API: what waits for me, and my decision."""

from uuid import UUID

from ninja import Router

from giaoban.approvals import actions, queries
from giaoban.approvals.schemas import DecidedOut, DecisionIn, WaitingOut
from giaoban.kernel.errors import NotFound
from giaoban.people.middleware import HouseRequest

router = Router(tags=["approvals"])


@router.get("/approvals", response=list[WaitingOut], summary="What waits for my decision")
def waiting(request: HouseRequest) -> list[WaitingOut]:
    """List what waits for the caller, or for those whose authority the caller holds."""
    return [WaitingOut.of(step) for step in queries.waiting_for(request.actor)]


@router.post("/approvals/{uuid:approval_id}/decide", response=DecidedOut, summary="Approve, or return with a reason")
def decide(request: HouseRequest, approval_id: UUID, data: DecisionIn) -> DecidedOut:
    """Decide; the owner's promise is kept in the same transaction."""
    if not queries.visible_approvals(request.actor).filter(pk=approval_id).exists():
        raise NotFound
    approval = actions.decide(approval_id=approval_id, approve=data.approve, comment=data.comment, by=request.actor)
    return DecidedOut(id=approval.pk, state=approval.state)
