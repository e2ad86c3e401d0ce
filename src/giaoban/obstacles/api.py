"""This app's part of the HTTP API: obstacles, their verbs, the library of answers."""

from typing import Literal
from uuid import UUID

from django.db import transaction
from ninja import Router, Status

from giaoban.kernel.paging import page as page_of
from giaoban.obstacles import actions, permissions, queries, schemas
from giaoban.obstacles.schemas import (
    ObstacleLineOut,
    ObstaclesOut,
    ObstacleWhole,
    PrecedentOut,
    obstacle_out,
    precedent_out,
)
from giaoban.people.middleware import HouseRequest

router = Router(tags=["obstacles"])

MOST = 200  # obstacles in one answer


@router.get("/obstacles", response=ObstaclesOut)
def obstacles(
    request: HouseRequest,
    of: Literal["todo", "unit", "answer", "all"] = "all",
    state: str = "",
    branch: str = "",
    field: str = "",
    division: str = "",
    urgency: str = "",
    level: str = "",
    meeting: str = "",
    since: str = "",
    until: str = "",
    q: str = "",
    sort: str = "due",
    page: int = 1,
    size: int = 50,
) -> ObstaclesOut:
    """List the obstacles that the caller may see, filtered like the page."""
    wanted = queries.Wanted(
        tab=of, state=state, branch=branch, field=field, division=division, urgency=urgency, level=level,
        meeting=meeting, since=since, until=until, text=q, sort=sort,
    )  # fmt: skip
    shown = page_of(queries.for_list(queries.narrowed(request.actor, wanted)), page, min(max(size, 1), MOST))
    rows = [obstacle_out(row) for row in shown.rows]
    return ObstaclesOut(items=rows, total=shown.total, page=shown.number, pages=shown.pages)


@router.get("/obstacles/alike", response=list[PrecedentOut])
def alike(request: HouseRequest, title: str, facts: str = "", field: UUID | None = None) -> list[PrecedentOut]:
    """Return up to three settled obstacles that say the same."""
    _ = request.actor.person_id
    return [precedent_out(row) for row in queries.alike(title, facts, field)]


@router.get("/obstacles/figures", response=list[schemas.ObstacleFiguresOut])
def figures(
    request: HouseRequest, by: Literal["", "branch", "field", "division"] = "", period: str = "year"
) -> list[schemas.ObstacleFiguresOut]:
    """Count what the caller may see: raised, settled, open, late, ages, days; together or by group."""
    found = queries.raised_in(queries.visible_obstacles(request.actor), *queries.span_of(period))
    rows = queries.figures_by(found, by) if by else [queries.figures_of(found)]
    return [schemas.ObstacleFiguresOut.model_validate(row, from_attributes=True) for row in rows]


@router.get("/obstacles/answers", response=list[PrecedentOut])
def answers(request: HouseRequest, q: str = "", field: UUID | None = None, page: int = 1) -> list[PrecedentOut]:
    """Find answers of the library, with or without diacritics."""
    _ = request.actor.person_id
    return [precedent_out(row) for row in page_of(queries.library(q, field), page).rows]


@router.post("/obstacles", response={201: ObstacleWhole})
def raise_new(request: HouseRequest, given: schemas.ObstacleIn) -> Status[ObstacleWhole]:
    """Raise an obstacle, or keep a draft."""
    facts = {
        "field_id": given.field, "title": given.title, "facts": given.facts, "legal_basis": given.legal_basis,
        "own_view": given.own_view, "proposal": given.proposal, "urgency": given.urgency,
        "wanted_on": given.wanted, "is_shared": given.shared,
    }  # fmt: skip
    with transaction.atomic():
        made = actions.draft(branch_id=given.branch, facts=facts, by=request.actor, obstacle_id=given.id)
        if not given.draft and made.state == "draft":
            actions.raise_obstacle(obstacle_id=made.pk, by=request.actor)
    return Status(201, _whole(request, made.pk))


@router.get("/obstacles/{obstacle_id}", response=ObstacleWhole)
def obstacle(request: HouseRequest, obstacle_id: UUID) -> ObstacleWhole:
    """Describe one obstacle with its story."""
    return _whole(request, obstacle_id)


def _whole(request: HouseRequest, obstacle_id: UUID) -> ObstacleWhole:
    found = queries.page_obstacle(request.actor, obstacle_id)
    lines = [
        ObstacleLineOut(
            kind=row.kind,
            text=row.text,
            legal_basis=row.legal_basis,
            source=row.source,
            by=str(row.by or ""),
            at=row.at,
        )
        for row in found.lines.all()
    ]
    return ObstacleWhole(
        **obstacle_out(found).model_dump(),
        facts=found.facts,
        legal_basis=found.legal_basis,
        own_view=found.own_view,
        proposal=found.proposal,
        wanted=found.wanted_on,
        coordinating=[row.unit_id for row in found.coordinating.all()],
        in_writing=found.in_writing,
        lines=lines,
        can={verb: verdict.reason for verb, verdict in permissions.abilities(request.actor, found).items()},
    )


@router.post("/obstacles/{obstacle_id}/raise", response=ObstacleWhole)
def raise_obstacle(request: HouseRequest, obstacle_id: UUID) -> ObstacleWhole:
    """Send a draft, or what came back, to the Office."""
    actions.raise_obstacle(obstacle_id=obstacle_id, by=request.actor)
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/withdraw", response=ObstacleWhole)
def withdraw(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleWhyIn) -> ObstacleWhole:
    """Take it back."""
    actions.withdraw(obstacle_id=obstacle_id, reason=given.reason, by=request.actor)
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/route", response=ObstacleWhole)
def route(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleRouteIn) -> ObstacleWhole:
    """Pass it to the competent division."""
    actions.route(
        obstacle_id=obstacle_id,
        division_id=given.division,
        coordinating=given.coordinating,
        due_on=given.due,
        in_writing=given.in_writing,
        note=given.note,
        by=request.actor,
    )
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/return", response=ObstacleWhole)
def give_back(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleWhyIn) -> ObstacleWhole:
    """Give it back: the branch's own competence."""
    actions.give_back(obstacle_id=obstacle_id, reason=given.reason, by=request.actor)
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/answer", response=ObstacleWhole)
def answer(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleAnswerIn) -> ObstacleWhole:
    """Answer it."""
    actions.answer(obstacle_id=obstacle_id, **given.model_dump(), by=request.actor)
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/ask-on", response=ObstacleWhole)
def ask_on(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleAskOnIn) -> ObstacleWhole:
    """Ask on."""
    actions.ask_on(obstacle_id=obstacle_id, text=given.text, by=request.actor)
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/escalate", response=ObstacleWhole)
def escalate(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleEscalateIn) -> ObstacleWhole:
    """Pass it to the leader in charge, or to the higher agency."""
    actions.escalate(obstacle_id=obstacle_id, level=given.level, reason=given.reason, by=request.actor)
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/confirm", response=ObstacleWhole)
def confirm(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleSettledIn) -> ObstacleWhole:
    """Say that it is resolved."""
    actions.confirm(obstacle_id=obstacle_id, text=given.text, by=request.actor)
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/reopen", response=ObstacleWhole)
def reopen(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleWhyIn) -> ObstacleWhole:
    """Say that it is not resolved."""
    actions.reopen(obstacle_id=obstacle_id, reason=given.reason, by=request.actor)
    return _whole(request, obstacle_id)


@router.post("/obstacles/{obstacle_id}/comment", response=ObstacleWhole)
def comment(request: HouseRequest, obstacle_id: UUID, given: schemas.ObstacleAskOnIn) -> ObstacleWhole:
    """Write to it."""
    actions.comment(obstacle_id=obstacle_id, text=given.text, by=request.actor)
    return _whole(request, obstacle_id)
