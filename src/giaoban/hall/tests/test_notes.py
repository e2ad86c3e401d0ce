"""The own notes: nobody else ever sees them; two devices never overwrite each other. And sentences to write again."""

import pytest

from giaoban.hall.queries import snapshot
from giaoban.hall.testing import guest
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.models import Phrase, PrivateNote
from giaoban.meetings.queries import room
from giaoban.meetings.queries.desk import deadlines, phrases_of
from giaoban.people.testing import an, binh, by, chi, dung, em


def test_notes_are_the_persons_alone(running, watched):
    with expect_record("meetings.note_written") as written, watched(running):
        actions.write_note(meeting_id=running.pk, text="Hỏi lại số liệu", by=by(chi()))
    assert "số liệu" not in str(written[0].data)
    for user in (an(), binh(), guest()):
        assert "Hỏi lại" not in str(snapshot(running, room.eyes(by(user), running)).state)
    assert snapshot(running, room.eyes(by(chi()), running)).state["note"]["text"] == "Hỏi lại số liệu"
    with pytest.raises(NotFound):
        actions.write_note(meeting_id=running.pk, text="x", by=by(dung()))


def test_the_same_text_again_changes_nothing(running):
    actions.write_note(meeting_id=running.pk, text="Một", by=by(chi()))
    with expect_record():
        actions.write_note(meeting_id=running.pk, text="Một", by=by(chi()))


def test_two_devices_keep_what_the_other_wrote(running):
    actions.write_note(meeting_id=running.pk, text="Một\nHai", by=by(chi()))
    actions.write_note(meeting_id=running.pk, text="Một\nHai\nBa", base="Một\nHai", revision=1, by=by(chi()))
    both = actions.write_note(meeting_id=running.pk, text="Không\nMột\nHai", base="Một\nHai", revision=1, by=by(chi()))
    assert both.text == "Không\nMột\nHai\nBa"
    with pytest.raises(Conflict) as no:
        actions.write_note(meeting_id=running.pk, text="Một khác\nHai", base="Một cũ\nHai", revision=1, by=by(chi()))
    assert no.value.details["text"] == both.text


def test_notes_are_kept_after_the_meeting_and_have_a_limit(running):
    actions.close(meeting_id=running.pk, by=by(an()))
    actions.write_note(meeting_id=running.pk, text="Sau họp", by=by(chi()))
    with pytest.raises(Invalid):
        actions.write_note(meeting_id=running.pk, text="x" * 20_001, by=by(chi()))
    assert PrivateNote.objects.count() == 1


def test_notes_by_the_api(running, client):
    client.force_login(chi())
    at = f"/api/meetings/{running.pk}/note"
    reply = client.put(at, {"text": "Một"}, content_type="application/json")
    assert reply.json() == {"text": "Một", "revision": 1}


def test_the_history_says_nothing_of_notes(running, client):
    actions.write_note(meeting_id=running.pk, text="Một", by=by(chi()))
    client.force_login(binh())
    assert "ghi chú riêng" not in client.get(f"/cuoc-hop/{running.pk}/lich-su/").content.decode()


def test_sentences_are_kept_for_oneself_or_for_everybody(db):
    with expect_record("meetings.phrase_kept"):
        mine = actions.keep_phrase(text="  Hội nghị   thống nhất: ", by=by(chi()))
    with expect_record():
        assert actions.keep_phrase(text="Hội nghị thống nhất:", by=by(chi())) == mine
    with pytest.raises(Refused):
        actions.keep_phrase(text="Mọi người", for_everybody=True, by=by(chi()))
    shared = actions.keep_phrase(text="Mọi người", for_everybody=True, by=by(binh()))
    assert mine in phrases_of(by(chi()))
    assert mine not in phrases_of(by(em()))
    assert shared in phrases_of(by(em()))
    with pytest.raises(Refused):
        actions.drop_phrase(phrase_id=shared.pk, by=by(chi()))
    with pytest.raises(NotFound):
        actions.drop_phrase(phrase_id=mine.pk, by=by(binh()))
    with expect_record("meetings.phrase_dropped"):
        actions.drop_phrase(phrase_id=mine.pk, by=by(chi()))
    assert not Phrase.objects.filter(pk=mine.pk).exists()


def test_deadlines_are_in_working_days(db):
    found = dict(deadlines())
    assert found["today"] < found["three"] < found["five"] < found["ten"]


def test_what_the_desk_is_offered(running, client):
    client.force_login(binh())
    reply = client.get(f"/api/meetings/{running.pk}/desk").json()
    assert {"units", "deadlines", "phrases"} <= reply.keys()
    client.force_login(chi())
    assert client.get(f"/api/meetings/{running.pk}/desk").status_code == 403
