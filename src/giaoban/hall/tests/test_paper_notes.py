"""Notes that are shared on a paper of the running meeting are told in the room, to exactly those who may see them."""

import pytest

from giaoban.documents import actions as documents
from giaoban.documents import queries
from giaoban.documents.models import Document
from giaoban.ledger import streams
from giaoban.ledger.testing import run_jobs
from giaoban.meetings.actions import remove_item
from giaoban.meetings.live import stream
from giaoban.people.testing import an, binh, by, chi

pytestmark = pytest.mark.django_db
MARK = {"number": 1, "page": 2, "kind": "highlight", "boxes": [[0.1, 0.1, 0.2, 0.02]], "quote": "số thu"}


@pytest.fixture
def paper(running):
    return Document.objects.filter(owner_id=running.items.first().pk).get()


@pytest.fixture
def note(paper):
    return documents.write_note(document_id=paper.pk, **MARK, by=by(chi()))


def heard(meeting, since: int) -> list[str]:
    return [event.audience for event in streams.after(stream(meeting.pk), since)]


def test_a_private_note_is_not_told(running, paper, watched):
    since = streams.head(stream(running.pk))
    with watched(running):
        documents.write_note(document_id=paper.pk, **MARK, by=by(chi()))
    assert heard(running, since) == []


def test_a_note_shared_with_one_is_told_to_that_one(running, note, watched):
    since = streams.head(stream(running.pk))
    with watched(running):
        documents.share_note(note_id=note.pk, sharing="some", users=[an().pk], by=by(chi()))
    assert sorted(heard(running, since)) == sorted({f"user:{an().pk}", f"user:{chi().pk}"})


def test_a_note_shared_with_a_unit_is_told_to_its_people(running, note, watched):
    unit = next(iter(by(binh()).units))
    with watched(running):
        documents.share_note(note_id=note.pk, sharing="some", units=[unit], by=by(chi()))


def test_a_note_shared_with_all_changed_hidden_removed_and_back(running, note, watched):
    with watched(running):
        documents.share_note(note_id=note.pk, sharing="all", by=by(chi()))
    with watched(running):
        documents.change_note(note_id=note.pk, changes={"color": "pink"}, by=by(chi()))
    with watched(running):
        documents.share_note(note_id=note.pk, sharing="some", users=[binh().pk], by=by(chi()))
    with watched(running):
        documents.remove_note(note_id=note.pk, by=by(chi()))
    with watched(running):
        documents.restore_note(note_id=note.pk, by=by(chi()))
    with watched(running):
        documents.share_note(note_id=note.pk, sharing="private", by=by(chi()))


def test_with_its_item_the_note_leaves_the_room(called, watched):
    item = called.items.last()
    paper = Document.objects.get(owner_id=item.pk)
    note = documents.write_note(document_id=paper.pk, **MARK, by=by(chi()))
    documents.share_note(note_id=note.pk, sharing="all", by=by(chi()))
    with watched(called):
        remove_item(item_id=item.pk, by=by(binh()))


def test_no_word_of_a_note_goes_through_the_room(running, note):
    since = streams.head(stream(running.pk))
    documents.share_note(note_id=note.pk, sharing="all", by=by(chi()))
    told = [event.puts for event in streams.after(stream(running.pk), since)]
    assert "số thu" not in str(told)
    assert {key for puts in told for key in puts} == {f"annotation/{note.pk}"}


def test_when_a_paper_leaves_the_room_nothing_is_said_of_private_notes_on_it(called):
    paper = Document.objects.get(owner_id=called.items.last().pk)
    note = documents.write_note(document_id=paper.pk, **MARK, by=by(chi()))
    shown = documents.write_note(document_id=paper.pk, **MARK, by=by(an()))
    documents.share_note(note_id=shown.pk, sharing="some", users=[binh().pk], by=by(an()))
    since = streams.head(stream(called.pk))
    documents.withdraw_document(document_id=paper.pk, by=by(binh()))
    run_jobs()
    told = streams.after(stream(called.pk), since)
    assert str(note.pk) not in str([event.puts for event in told])
    forgotten = {event.audience for event in told if f"annotation/{shown.pk}" in event.puts}
    assert forgotten == {f"user:{an().pk}", f"user:{binh().pk}"}


def test_when_an_item_leaves_the_agenda_nothing_is_said_of_private_notes_on_it(called):
    item = called.items.last()
    paper = Document.objects.get(owner_id=item.pk)
    note = documents.write_note(document_id=paper.pk, **MARK, by=by(chi()))
    since = streams.head(stream(called.pk))
    remove_item(item_id=item.pk, by=by(binh()))
    assert str(note.pk) not in str([event.puts for event in streams.after(stream(called.pk), since)])


def test_the_room_loads_no_private_note_and_nothing_that_was_written_or_drawn(running, paper, note):
    shown = documents.write_note(document_id=paper.pk, **MARK, by=by(an()))
    documents.share_note(note_id=shown.pk, sharing="all", by=by(an()))
    (loaded,) = queries.shared_notes_on([paper.pk])
    assert loaded.pk == shown.pk
    assert {"boxes", "strokes", "quote", "before", "after", "body"} <= loaded.get_deferred_fields()
