"""Calling for help from a seat or a site; who sees it, who answers (LIVE-12)."""

import pytest
from django.db import transaction

from giaoban.calls import actions
from giaoban.calls.models import Call
from giaoban.hall.queries import snapshot
from giaoban.hall.testing import guest
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions as meetings
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi, dung, em

YES, NO, UNSEEN = "yes", "no", "unseen"


def a_call(meeting, who=None, **values):
    return actions.call_for_help(meeting_id=meeting.pk, by=by(who or chi()), **({"kind": "technician"} | values))


def seen(meeting, user, call):
    return f"call/{call.pk}" in snapshot(meeting, room.eyes(by(user), meeting)).state


def test_the_desk_and_the_caller_see_it(running, watched):
    with expect_record("calls.called"), watched(running):
        call = a_call(running, text="Mất tiếng")
    assert str(call.site) == "Chi cục Nội Bài"
    assert [seen(running, user, call) for user in (an(), binh(), chi(), guest())] == [True, True, True, False]


def test_calling_again_is_the_same_call(running, watched):
    call = a_call(running, call_id=new_id())
    with expect_record():
        assert a_call(running).pk == call.pk
        assert a_call(running, call_id=call.pk).pk == call.pk
    with expect_record("calls.called"), watched(running):
        assert a_call(running, text="Mất hình").pk == call.pk
    assert a_call(running, kind="papers").pk != call.pk
    with pytest.raises(Conflict):
        a_call(running, guest(), call_id=call.pk)
    for wrong in ({"kind": "coffee"}, {"kind": "other"}, {"text": "x" * 201}):
        with pytest.raises(Invalid):
            a_call(running, guest(), **wrong)


def test_somebody_comes_and_it_is_closed(running, watched):
    call = a_call(running)
    with expect_record("calls.answered"), watched(running):
        actions.answer_call(call_id=call.pk, by=by(binh()))
    with expect_record():
        actions.answer_call(call_id=call.pk, by=by(an()))
    with expect_record("calls.closed"), watched(running):
        actions.close_call(call_id=call.pk, by=by(binh()))
    with expect_record():
        actions.close_call(call_id=call.pk, by=by(chi()))
    with pytest.raises(Conflict):
        actions.answer_call(call_id=call.pk, by=by(binh()))
    assert Call.objects.get().state == "closed"


def test_the_caller_takes_it_back(running, watched):
    call = a_call(running)
    with expect_record("calls.withdrawn"), watched(running):
        actions.close_call(call_id=call.pk, by=by(chi()))
    assert a_call(running).pk != call.pk


def test_nobody_calls_after_the_meeting(running):
    meetings.close(meeting_id=running.pk, by=by(an()))
    with pytest.raises(Refused):
        a_call(running)


CAST = {"an": an, "binh": binh, "chi": chi, "giang": guest, "dung": dung, "em": em}
WHO_MAY = [
    # action          an   bình chi  giang   dũng    em
    ("call_for_help", YES, YES, YES, YES,    UNSEEN, UNSEEN),
    ("answer_call",   YES, YES, NO,  UNSEEN, UNSEEN, UNSEEN),
    ("close_call",    YES, YES, YES, UNSEEN, UNSEEN, UNSEEN),
]  # fmt: skip


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(running, row):
    verb, *expected = row
    act = getattr(actions, verb)
    of = {"meeting_id": running.pk, "kind": "papers"} if verb == "call_for_help" else {"call_id": a_call(running).pk}
    for (name, person), answer in zip(CAST.items(), expected, strict=True):
        if answer == YES:
            with transaction.atomic():
                act(**of, by=by(person()))
                transaction.set_rollback(True)
        else:
            with pytest.raises(Refused if answer == NO else NotFound):
                act(**of, by=by(person()))
            assert name


def test_by_the_api(running, client):
    client.force_login(chi())
    made = client.post(f"/api/meetings/{running.pk}/calls", {"kind": "technician"}, content_type="application/json")
    assert made.status_code == 201
    at = f"/api/calls/{made.json()['id']}"
    assert client.post(f"{at}/answer").status_code == 403
    client.force_login(binh())
    assert client.post(f"{at}/answer").json()["state"] == "coming"
    assert client.post(f"{at}/close").json()["state"] == "closed"
