"""Taking along by API. The key goes to a browser's session only: a script's key opens no device."""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Status
from pydantic import ValidationError

from giaoban.documents.models import Version
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.offline import actions, queries
from giaoban.offline.models import Taken
from giaoban.offline.schemas import SHAPES, ActIn, DeliveredOut, OfflineOut, TakeIn, TakenNow, TakenOut
from giaoban.people.middleware import HouseRequest

router = Router(tags=["offline"])
KEY_BYTES = 32


def _session(request: HttpRequest) -> str:
    key = request.session.session_key
    if not key:
        raise Conflict("offline.session_needed")
    return str(key)


def _facts(taken: Taken, session_key: str | None, papers: Iterable[Version] = ()) -> dict[str, object]:
    names = ("id", "taken_at", "until")
    here = session_key is not None and taken.session == queries.digest_of(session_key)
    facts = {name: getattr(taken, name) for name in names}
    meeting = taken.meeting
    of_meeting = {"meeting": meeting.pk, "title": meeting.title, "starts_at": meeting.starts_at}
    return {
        **facts,
        **of_meeting,
        "here": here,
        "device": taken.name,
        "papers": [version.document_id for version in papers],
    }


@router.get("/offline", response=OfflineOut, summary="What I have along")
def held(request: HouseRequest) -> OfflineOut:
    """Return what the caller has along on all devices; a device that has more than this must forget the rest."""
    by, key = request.actor, request.session.session_key
    here = queries.digest_of(key) if key else ""
    rows = []
    for row in queries.held_by(by):
        papers = []
        if row.session == here:
            papers = queries.papers_along(by, row.meeting)
            actions.note_seen(taken=row)
        rows.append(TakenOut.model_validate(_facts(row, key, papers)))
    return OfflineOut(csrf=get_token(request), me=by.person_id, taken=rows)


@router.post("/offline", response={201: TakenNow}, summary="Take a meeting along")
def take(request: HouseRequest, body: TakeIn) -> Status[TakenNow]:
    """Take a meeting along on this device: a new key each time, kept nowhere but there."""
    by: Actor = request.actor
    session = _session(request)
    taken = actions.take_along(
        taken_id=body.id, meeting_id=body.meeting, session_key=session, device=body.device.strip(), by=by
    )
    key = b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
    papers = queries.papers_along(by, taken.meeting)
    addresses = queries.addresses_of(taken.meeting, papers)
    found = TakenNow.model_validate({**_facts(taken, session, papers), "key": key, "addresses": addresses})
    return Status(201, found)


@router.get("/offline/{uuid:taken_id}", response=TakenOut, summary="May this device still read?")
def ask(request: HouseRequest, taken_id: UUID) -> TakenOut:
    """Answer a device; 401 and 404 tell it to forget everything of it at once."""
    session = _session(request)
    taken = queries.own_taken(request.actor, taken_id, session)
    actions.note_seen(taken=taken)
    papers = queries.papers_along(request.actor, taken.meeting)
    return TakenOut.model_validate(_facts(taken, session, papers))


@router.delete("/offline/{uuid:taken_id}", response={204: None}, summary="Withdraw from a device")
def withdraw(request: HouseRequest, taken_id: UUID) -> Status[None]:
    """Withdraw it from the device that has it, from there or from anywhere else."""
    actions.withdraw_taken(taken_id=taken_id, by=request.actor)
    return Status(204, None)


@router.post("/offline/acts", response=DeliveredOut, summary="Something done without network")
def deliver(request: HouseRequest, body: ActIn) -> DeliveredOut:
    """Do what was done without network; sent again with the same id it is not done again."""
    try:
        said = SHAPES[body.what].model_validate(body.body)
    except ValidationError as error:
        raise Invalid("offline.unknown_act") from error
    shaped = said.dict(exclude_none=True)
    fresh = actions.deliver(
        act_id=body.id, what=body.what, target=body.target, body=shaped, done_at=body.at, by=request.actor
    )
    return DeliveredOut(id=body.id, fresh=fresh)
