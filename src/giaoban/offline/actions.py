"""The verbs of taking along. One function, one business sentence."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.documents import actions as documents
from giaoban.documents.models import Access
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import actions as meetings
from giaoban.offline import permissions, queries
from giaoban.offline.models import Delivered, Taken
from giaoban.people.models import User

ACTIONS: dict[str, Promise | str] = {
    "offline.taken": _("{actor} mang “{subject}” theo trên máy ({device})"),
    "offline.withdrawn": _("{actor} thu hồi “{subject}” khỏi máy của {owner} ({device})"),
    "offline.delivered": _("{actor} gửi việc đã làm khi không có mạng"),
}
TOPIC: Final = "offline"
ONE_LOOK: Final = timedelta(minutes=1)


@transaction.atomic
def take_along(*, taken_id: UUID, meeting_id: UUID, session_key: str, device: str, by: Actor) -> Taken:
    """A member takes a meeting along on this device; until the session ends it can be read there without network.

    Each paper's access log says so. Repeat: the same id returns what is there.
    """
    meeting = queries.visible_meeting(by, meeting_id)
    require(permissions.may_take(by, meeting))
    session = Session.objects.filter(session_key=session_key, expire_date__gt=clock.now()).first()
    if session is None:
        raise Conflict("offline.session_needed")
    known = Taken.objects.filter(pk=taken_id).first()
    if known:
        return queries.own_taken(by, taken_id, session_key)
    taken = Taken.objects.create(
        id=taken_id,
        user_id=by.person_id,
        meeting=meeting,
        session=queries.digest_of(session_key),
        device=device[:80],
        until=session.expire_date,
    )
    for version in queries.papers_along(by, meeting):
        documents.note_access(document=version.document, version=version, what=Access.What.TAKE, by=by)
    record("offline.taken", by=by, subject=meeting, data={"device": taken.name}, topics=[(by.person_id, TOPIC)])
    return taken


@transaction.atomic
def withdraw_taken(*, taken_id: UUID, by: Actor) -> Taken:
    """Its owner, or the administrator, withdraws what is on a device: as soon as that hears of it, it can read nothing.

    Repeat: what is withdrawn stays so.
    """
    taken = queries.lock_taken(taken_id)
    if not permissions.may_withdraw(by, taken):
        raise NotFound
    if taken.withdrawn_at is None:
        taken.withdrawn_at, taken.withdrawn_by_id = clock.now(), by.person_id
        taken.save(update_fields=["withdrawn_at", "withdrawn_by"])
        data = {"device": taken.name, "owner": taken.user.full_name}
        record("offline.withdrawn", by=by, subject=taken.meeting, data=data, topics=[(taken.user_id, TOPIC)])
    return taken


@transaction.atomic
def note_seen(*, taken: Taken) -> None:
    """A device asked whether it may still read. Its own book: no entry is written.

    Repeat: within a minute it is the same look.
    """
    now = clock.now()
    if now - taken.seen_at >= ONE_LOOK:
        Taken.objects.filter(pk=taken.pk).update(seen_at=now)


@transaction.atomic
def deliver(*, act_id: UUID, what: str, target: UUID, body: dict[str, Any], done_at: datetime, by: Actor) -> bool:
    """What somebody did without network arrives: it is done now, in their name; tell whether it is new.

    ``body`` has the shape that the API asks of this act. Repeat: the same id is done once, however often it is sent.
    """
    act = ACTS.get(what)
    if act is None:
        raise Invalid("offline.unknown_act")
    person = lock_one(User.objects.filter(pk=by.person_id))  # two tabs may send the same act at once
    if person is None:
        raise NotFound
    known = Delivered.objects.filter(pk=act_id).first()
    if known:
        if known.user_id != by.person_id:
            raise Conflict("offline.id_taken")
        return False
    Delivered.objects.create(id=act_id, user_id=by.person_id, what=what, done_at=done_at)
    act(target, body, by)
    record("offline.delivered", by=by, subject=person, data={"what": what})
    return True


def _write_note(document_id: UUID, body: dict[str, Any], by: Actor) -> None:
    said = {name: value for name, value in body.items() if name not in {"id", "version"}}
    documents.write_note(document_id=document_id, number=body["version"], note_id=body["id"], by=by, **said)


def _change_note(note_id: UUID, body: dict[str, Any], by: Actor) -> None:
    documents.change_note(note_id=note_id, changes=body, by=by)


def _remove_note(note_id: UUID, _body: dict[str, Any], by: Actor) -> None:
    documents.remove_note(note_id=note_id, by=by)


def _restore_note(note_id: UUID, _body: dict[str, Any], by: Actor) -> None:
    documents.restore_note(note_id=note_id, by=by)


def _mark(item_id: UUID, body: dict[str, Any], by: Actor) -> None:
    meetings.mark_item(item_id=item_id, mark=body["mark"], text=body.get("text", ""), by=by)


def _opinion(item_id: UUID, body: dict[str, Any], by: Actor) -> None:
    written = meetings.write_opinion(item_id=item_id, text=body["text"], by=by)
    if written:
        meetings.submit_opinion(opinion_id=written.pk, by=by)


ACTS: Final[dict[str, Callable[[UUID, dict[str, Any], Actor], None]]] = {
    "note": _write_note,
    "note_changed": _change_note,
    "note_removed": _remove_note,
    "note_restored": _restore_note,
    "mark": _mark,
    "opinion": _opinion,
}
