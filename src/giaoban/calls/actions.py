"""Everything that may happen to a call for help."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.calls import live, permissions, queries
from giaoban.calls.models import Call
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings.queries import room

Kind, State = Call.Kind, Call.State
LONGEST: Final = 200

ACTIONS: dict[str, Promise | str] = {
    "calls.called": _("{actor} đã gọi hỗ trợ trong cuộc họp «{subject}»"),
    "calls.answered": _("{actor} đã nhận hỗ trợ {caller} trong cuộc họp «{subject}»"),
    "calls.closed": _("{actor} đã đóng lượt gọi hỗ trợ của {caller} trong cuộc họp «{subject}»"),
    "calls.withdrawn": _("{actor} đã rút lượt gọi hỗ trợ trong cuộc họp «{subject}»"),
}


@transaction.atomic
def call_for_help(*, meeting_id: UUID, kind: str, by: Actor, text: str = "", call_id: UUID | None = None) -> Call:
    """Somebody calls a technician, or asks for papers or another thing, from the seat or the site.

    When: from the invitation to the end. Repeat: an open call of the kind waits on; another text replaces its own.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_call(by, meeting))
    if kind not in Kind.values:
        raise Invalid("calls.bad_kind", fields={"kind": "calls.bad_kind"})
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise Invalid("calls.long_text", most=LONGEST, fields={"text": "calls.long_text"})
    if kind == Kind.OTHER and not words:
        raise Invalid("calls.say_what", fields={"text": "calls.say_what"})
    if call_id and (known := Call.objects.select_related("caller").filter(pk=call_id).first()):
        if not by.is_person(known.caller_id) or known.meeting_id != meeting.pk:
            raise Conflict("kernel.taken")
        return known
    call = queries.waiting_already(meeting, by, kind)
    if call is not None and call.text == words:
        return call
    if call is None:
        call = Call(pk=call_id or new_id(), caller_id=by.person_id, site=room.site_of(by, meeting), kind=Kind(kind))
    call.meeting, call.text = meeting, words
    call.save()
    return _done("calls.called", call, by)


@transaction.atomic
def answer_call(*, call_id: UUID, by: Actor) -> Call:
    """The desk says that somebody is coming: who called sees so at once. Repeat: somebody is coming already."""
    meeting, call = queries.lock_call(call_id, by)
    require(permissions.may_answer(by, meeting))
    if call.state == State.COMING:
        return call
    if call.state != State.OPEN:
        raise Conflict("calls.is_over")
    call.state, call.answered_by_id, call.answered_at = State.COMING, by.person_id, clock.now()
    call.save(update_fields=["state", "answered_by", "answered_at"])
    return _done("calls.answered", call, by)


@transaction.atomic
def close_call(*, call_id: UUID, by: Actor) -> Call:
    """The desk closes a call, or who called takes it back. Repeat: it is over already."""
    _meeting, call = queries.lock_call(call_id, by)
    require(permissions.may_close(by, call))
    if call.state not in {State.OPEN, State.COMING}:
        return call
    back = by.is_person(call.caller_id) and call.state == State.OPEN
    call.state, call.ended_at = State.WITHDRAWN if back else State.CLOSED, clock.now()
    call.save(update_fields=["state", "ended_at"])
    return _done("calls.withdrawn" if back else "calls.closed", call, by)


def _done(action: str, call: Call, by: Actor) -> Call:
    data = {"call": str(call.pk), "caller": call.caller.full_name, "kind": call.kind}
    record(action, by=by, subject=call.meeting, data=data, live=live.changes_for_call(call))
    return call
