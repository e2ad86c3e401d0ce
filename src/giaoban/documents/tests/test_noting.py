"""Notes on papers: private until they are shared, and then seen by exactly those (DOC-3)."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from giaoban.documents import actions, queries
from giaoban.documents.models import Annotation
from giaoban.documents.notices import NOTICES
from giaoban.documents.testing import a_document, a_door
from giaoban.kernel.errors import Invalid
from giaoban.ledger.models import Entry
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db

MARK = {"version": 1, "page": 1, "kind": "highlight", "boxes": [[0.1, 0.1, 0.2, 0.02]], "quote": "giao ban tuần"}
INK = {"version": 1, "page": 2, "kind": "ink", "strokes": [[[0.2, 0.3, 0.5], [0.4, 0.35, 0.8]]], "thickness": 3}


@pytest.fixture
def paper():
    document = a_document(a_door(seen_by=[an(), chi()], kept_by=[binh()]), sender=binh())
    run_jobs()
    return document


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def written(paper, user, **body):
    address = f"/api/documents/{paper.id}/annotations"
    return signed_in(user).post(address, json.dumps({**MARK, **body}), content_type="application/json")


def seen_by(paper, user) -> list[str]:
    return [row["id"] for row in signed_in(user).get(f"/api/documents/{paper.id}/annotations").json()]


def shared(note_id, user, **body):
    address = f"/api/annotations/{note_id}/sharing"
    return signed_in(user).put(address, json.dumps(body), content_type="application/json")


def test_a_note_is_its_authors_alone_until_it_is_shared(paper):
    made = written(paper, chi())
    assert (made.status_code, made.json()["sharing"], made.json()["mine"]) == (201, "private", True)
    one = made.json()["id"]
    assert seen_by(paper, chi()) == [one]
    assert seen_by(paper, binh()) == seen_by(paper, an()) == []


def test_sharing_with_one_person_shows_it_to_that_person_alone(paper):
    one = written(paper, chi()).json()["id"]
    with expect_record("documents.note_shared"):
        found = shared(one, chi(), sharing="some", users=[str(an().pk)])
    assert [row["name"] for row in found.json()["users"]] == [an().full_name]
    assert seen_by(paper, an()) == [one]
    assert seen_by(paper, binh()) == []
    (row,) = signed_in(an()).get(f"/api/documents/{paper.id}/annotations").json()
    assert (row["mine"], row["by"], row["users"]) == (False, chi().full_name, [])
    entry = Entry.objects.get(action="documents.note_shared")
    (notice,) = [notice for notice in NOTICES if notice.action == "documents.note_shared"]
    assert list(notice.to(entry)) == [an().pk]
    assert f"note={one}" in notice.url(entry)


def test_sharing_with_a_unit_shows_it_to_its_people(paper):
    one = written(paper, chi()).json()["id"]
    unit = by(binh()).units
    assert shared(one, chi(), sharing="some", units=[str(next(iter(unit)))]).status_code == 200
    assert seen_by(paper, binh()) == [one]


def test_sharing_with_all_and_taking_it_back(paper):
    one = written(paper, chi()).json()["id"]
    shared(one, chi(), sharing="all")
    assert seen_by(paper, an()) == seen_by(paper, binh()) == [one]
    with expect_record():
        shared(one, chi(), sharing="all")
    shared(one, chi(), sharing="private")
    assert seen_by(paper, an()) == []


def test_nobody_is_shown_a_note_on_a_paper_they_may_not_see(paper):
    one = written(paper, chi()).json()["id"]
    found = shared(one, chi(), sharing="some", users=[str(dung().pk)])
    assert (found.status_code, found.json()["code"]) == (422, "documents.note_not_for_them")
    assert dung().full_name in found.json()["message"]
    assert shared(one, chi(), sharing="some").json()["code"] == "documents.whom"
    shared(one, chi(), sharing="all")
    assert signed_in(dung()).get(f"/api/documents/{paper.id}/annotations").status_code == 404


def test_only_the_author_changes_shares_and_removes(paper):
    one = written(paper, chi()).json()["id"]
    shared(one, chi(), sharing="all")
    for user in (an(), binh()):
        assert shared(one, user, sharing="private").status_code == 404
        assert signed_in(user).delete(f"/api/annotations/{one}").status_code == 404


def test_ink_keeps_its_strokes_and_the_box_around_them(paper):
    found = written(paper, chi(), **INK).json()
    assert (found["strokes"], found["thickness"]) == (INK["strokes"], 3)
    assert found["boxes"] == [[0.2, 0.3, 0.2, 0.05]]


@pytest.mark.parametrize(
    "strokes", [[], [[]], [[[0.1, 0.2]]], [[[0.1, 7.0, 0.5]]], [[[0.1, 0.1, 0.5]] * 12_001]], ids=str
)
def test_ink_that_is_none_is_refused(paper, strokes):
    assert written(paper, chi(), **{**INK, "strokes": strokes}).status_code == 422


def test_the_same_id_twice_is_one_note(paper):
    one = str(uuid4())
    assert [written(paper, chi(), id=one).status_code for _time in range(2)] == [201, 201]
    assert Annotation.objects.count() == 1
    assert written(paper, binh(), id=one).status_code == 409


def test_a_note_that_was_removed_comes_back_as_it_was_shared(paper):
    note = queries.notes_of(paper, by(chi())).model.objects.get(pk=written(paper, chi()).json()["id"])
    actions.share_note(note_id=note.pk, sharing="all", by=by(chi()))
    actions.remove_note(note_id=note.pk, by=by(chi()))
    assert seen_by(paper, an()) == []
    actions.restore_note(note_id=note.pk, by=by(chi()))
    assert seen_by(paper, an()) == [str(note.pk)]


def test_the_book_tells_neither_words_nor_place(paper):
    written(paper, chi(), kind="note", body="Hỏi lại số thu")
    entry = Entry.objects.get(action="documents.note_written")
    assert "thu" not in f"{entry.subject_label}{entry.data}"


def test_a_way_of_sharing_that_is_not_known_is_refused(paper):
    note_id = written(paper, chi()).json()["id"]
    with pytest.raises(Invalid):
        actions.share_note(note_id=note_id, sharing="world", by=by(chi()))


@pytest.mark.parametrize("thickness", [float("nan"), float("inf"), -float("inf")], ids=str)
def test_ink_whose_thickness_is_no_number_is_refused(paper, thickness):
    found = written(paper, chi(), **{**INK, "thickness": thickness})
    assert (found.status_code, found.json()["code"]) == (422, "documents.note_bad")
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    "point", [[float("nan"), 0.1, 0.5], [0.1, float("nan"), 0.5], [0.1, 0.1, float("nan")]], ids=str
)
def test_ink_through_no_place_is_refused(paper, point):
    assert written(paper, chi(), **{**INK, "strokes": [[point]]}).status_code == 422


def test_the_book_names_neither_the_page_nor_whom_a_note_is_shown_to(paper):
    one = written(paper, chi()).json()["id"]
    shared(one, chi(), sharing="some", users=[str(an().pk)])
    data = Entry.objects.get(action="documents.note_shared").data
    assert "page" not in data
    assert str(an().pk) not in str(data)


def test_who_is_shown_a_note_already_is_not_told_again(paper):
    one = written(paper, chi()).json()["id"]
    shared(one, chi(), sharing="some", users=[str(an().pk)])
    shared(one, chi(), sharing="some", users=[str(an().pk), str(binh().pk)])
    (notice,) = [notice for notice in NOTICES if notice.action == "documents.note_shared"]
    told = [list(notice.to(entry)) for entry in Entry.objects.filter(action="documents.note_shared").order_by("pk")]
    assert told == [[an().pk], [binh().pk]]


def test_open_readers_look_again_when_a_note_is_shown_or_hidden(paper, monkeypatch, django_capture_on_commit_callbacks):
    woken: list[str] = []
    monkeypatch.setattr("giaoban.ledger.bus.wake", woken.extend)
    one = written(paper, chi()).json()["id"]
    for wanted in ({"sharing": "some", "users": [str(an().pk)]}, {"sharing": "private"}):
        woken.clear()
        with django_capture_on_commit_callbacks(execute=True):
            shared(one, chi(), **wanted)
        assert f"me:{an().pk}:papers" in woken
