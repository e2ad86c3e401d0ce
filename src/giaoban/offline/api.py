"""Taking along by API. The key goes to a browser's session only: a script's key opens no device."""

import secrets
from base64 import b64encode
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Status

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.offline import actions, queries
from giaoban.offline.models import Taken
from giaoban.offline.schemas import ActIn, DeliveredOut, OfflineOut, TakeIn, TakenNow, TakenOut
from giaoban.people.middleware import HouseRequest

router = Router(tags=["offline"])
KEY_BYTES = 32


def _session(request: HttpRequest) -> str:
    key = request.session.session_key
    if not key:
        raise Conflict("offline.session_needed")
    return str(key)


def _facts(taken: Taken, session_key: str | None) -> dict[str, object]:
    names = ("id", "device", "taken_at", "until")
    here = session_key is not None and taken.session == queries.digest_of(session_key)
    facts = {name: getattr(taken, name) for name in names}
    meeting = taken.meeting
    return {**facts, "meeting": meeting.pk, "title": meeting.title, "starts_at": meeting.starts_at, "here": here}


@router.get("/offline", response=OfflineOut, summary="What I have along")
def held(request: HouseRequest) -> OfflineOut:
    """Return what the caller has along on all devices; a device that has more than this must forget the rest."""
    key = request.session.session_key
    rows = [TakenOut.model_validate(_facts(row, key)) for row in queries.held_by(request.actor.person_id)]
    return OfflineOut(csrf=get_token(request), me=request.actor.person_id, taken=rows)


@router.post("/offline", response={201: TakenNow}, summary="Take a meeting along")
def take(request: HouseRequest, body: TakeIn) -> Status[TakenNow]:
    """Take a meeting along on this device: a new key each time, kept nowhere but there."""
    by: Actor = request.actor
    session = _session(request)
    device = body.device or "?"
    taken = actions.take_along(taken_id=body.id, meeting_id=body.meeting, session_key=session, device=device, by=by)
    key = b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
    addresses = queries.addresses_of(by, taken.meeting)
    found = TakenNow.model_validate({**_facts(taken, session), "key": key, "addresses": addresses})
    return Status(201, found)


@router.get("/offline/{uuid:taken_id}", response=TakenOut, summary="May this device still read?")
def ask(request: HouseRequest, taken_id: UUID) -> TakenOut:
    """Answer a device; 401 and 404 tell it to forget everything of it at once."""
    session = _session(request)
    taken = queries.own_taken(request.actor, taken_id, session)
    actions.note_seen(taken=taken)
    return TakenOut.model_validate(_facts(taken, session))


@router.delete("/offline/{uuid:taken_id}", response={204: None}, summary="Withdraw from a device")
def withdraw(request: HouseRequest, taken_id: UUID) -> Status[None]:
    """Withdraw it from the device that has it, from there or from anywhere else."""
    actions.withdraw_taken(taken_id=taken_id, by=request.actor)
    return Status(204, None)


@router.post("/offline/acts", response=DeliveredOut, summary="Something done without network")
def deliver(request: HouseRequest, body: ActIn) -> DeliveredOut:
    """Do what was done without network; sent again with the same id it is not done again."""
    try:
        fresh = actions.deliver(
            act_id=body.id, what=body.what, target=body.target, body=body.body, done_at=body.at, by=request.actor
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("offline.unknown_act") from error
    return DeliveredOut(id=body.id, fresh=fresh)
