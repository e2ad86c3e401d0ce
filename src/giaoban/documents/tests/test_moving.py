"""A new version comes: every note is kept, moved or orphaned, and says which; its author may place it anew."""

import json
from uuid import UUID

import pytest
from django.test import Client

from giaoban.documents import actions, comparisons
from giaoban.documents.comparing import stretches
from giaoban.documents.models import NotePlace
from giaoban.documents.testing import LETTER, a_document, a_door, a_file, a_pdf_of
from giaoban.ledger.models import Entry
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.people.testing import an, binh, by, chi

pytestmark = pytest.mark.django_db

FIRST = f"{LETTER[0]}. \n\n{LETTER[1]}."
SECOND = f"{LETTER[2]}. \n\n{LETTER[3]}."
THIRD = f"{LETTER[4]}. \n\nNơi nhận: Văn phòng Cục."
MORE = "Trong tuần đã tổ chức tập huấn nghiệp vụ phân loại hàng hóa cho công chức mới. \n\n" * 4


@pytest.fixture
def paper():
    owner = a_door(seen_by=[an(), chi()], kept_by=[binh()])
    document = a_document(owner, sender=binh(), content=a_pdf_of(FIRST, SECOND, THIRD))
    run_jobs()
    return document


def words_of(paper, number: int, page: int):
    version = paper.versions.get(number=number)
    return next(sheet for sheet in comparisons.sheets(version) if sheet.number == page).words


def boxes_of(paper, phrase: str, page: int, number: int = 1) -> list[list[float]]:
    """Where a phrase stands on a page, as a browser would say it."""
    words, asked = words_of(paper, number, page), phrase.split()
    texts = [word.text.rstrip(".") for word in words]
    at = next(n for n in range(len(words)) if texts[n : n + len(asked)] == asked)
    return [list(box) for box in stretches([word.box for word in words[at : at + len(asked)]])]


def marked(paper, phrase: str, page: int, **more):
    note = {"number": 1, "page": page, "kind": "highlight", "boxes": boxes_of(paper, phrase, page), "quote": phrase}
    return actions.write_note(document_id=paper.id, **{**note, **more}, by=by(chi()))


def replaced(paper, *pages: str) -> None:
    file = a_file(a_pdf_of(*pages))
    actions.add_version(document_id=paper.id, file=file, reason="Sửa số liệu", vouched=True, by=by(binh()))
    run_jobs()


def shown(paper, user=None, version: int | None = None) -> dict[UUID, dict]:
    client = Client()
    client.force_login(user or chi())
    query = f"?version={version}" if version else ""
    rows = client.get(f"/api/documents/{paper.id}/annotations{query}").json()
    return {UUID(row["id"]): row for row in rows}


def below(paper, row, number: int = 2) -> str:
    """The words that lie under a note now."""
    words = words_of(paper, number, row["page"])
    middle = [(word.box[0] + word.box[2] / 2, word.box[1] + word.box[3] / 2, word.text) for word in words]
    inside = lambda x, y: any(a <= x <= a + w and b <= y <= b + h for a, b, w, h in row["boxes"])  # noqa: E731
    return " ".join(text.rstrip(".") for x, y, text in middle if inside(x, y))


def test_notes_are_kept_moved_or_orphaned_and_say_which(paper):
    phrases = ("gian lận thương mại", "chín mươi hai phần trăm", "bổ sung máy soi hàng hóa")
    kept, moved, lost = (marked(paper, phrase, page) for page, phrase in enumerate(phrases, 1))
    replaced(paper, FIRST, MORE, SECOND, "Nơi nhận: Văn phòng Cục.")
    rows = shown(paper)
    assert [rows[note.pk]["state"] for note in (kept, moved, lost)] == ["kept", "moved", "orphaned"]
    assert (rows[moved.pk]["page"], below(paper, rows[moved.pk])) == (3, phrases[1])
    assert (rows[lost.pk]["quote"], rows[lost.pk]["boxes"]) == (phrases[2], [])
    before = shown(paper, version=1)
    assert {row["state"] for row in before.values()} == {"own"}
    assert before[lost.pk]["boxes"] == lost.boxes
    entry = Entry.objects.get(action="documents.notes_moved")
    assert {name: entry.data[name] for name in ("kept", "moved", "orphaned")} == {"kept": 1, "moved": 1, "orphaned": 1}


def test_a_reworded_sentence_keeps_its_note_and_says_so(paper):
    note = marked(paper, LETTER[3], 2)
    replaced(paper, FIRST, SECOND.replace("chín mươi hai", "chín mươi lăm"), THIRD)
    row = shown(paper)[note.pk]
    assert (row["state"], row["reworded"]) == ("kept", True)
    assert "chín mươi lăm" in below(paper, row)


def test_page_breaks_change_and_the_note_follows_its_words(paper):
    note = marked(paper, "bổ sung máy soi hàng hóa và biên chế", 3)
    replaced(paper, f"{FIRST}\n\n{SECOND}", THIRD)
    row = shown(paper)[note.pk]
    assert (row["state"], row["page"]) == ("moved", 2)
    assert below(paper, row) == "bổ sung máy soi hàng hóa và biên chế"


def test_ink_and_pins_move_with_the_words_they_stand_at(paper):
    left, top, width, height = boxes_of(paper, "chín mươi hai phần trăm", 2)[0]
    ring = [[[left, top, 0.5], [left + width, top, 0.5], [left + width, top + height, 0.5], [left, top + height, 0.5]]]
    ink = actions.write_note(document_id=paper.id, number=1, page=2, kind="ink", boxes=[], strokes=ring, by=by(chi()))
    pin = actions.write_note(
        document_id=paper.id,
        number=1,
        page=2,
        kind="note",
        boxes=[[left, top + height / 2, 0, 0]],
        body="Hỏi",
        by=by(chi()),
    )
    replaced(paper, FIRST, f"Mới thêm trong kỳ này.\n\n{SECOND}", THIRD)
    rows = shown(paper)
    now = boxes_of(paper, "chín mươi hai phần trăm", 2, number=2)[0]
    for note in (ink, pin):
        assert rows[note.pk]["state"] == "moved"
    assert rows[ink.pk]["strokes"][0][0][:2] == pytest.approx(now[:2], abs=0.002)
    assert rows[pin.pk]["boxes"][0][:2] == pytest.approx([now[0], now[1] + now[3] / 2], abs=0.002)


def test_ink_over_words_that_lie_otherwise_now_stays_behind(paper):
    boxes = boxes_of(paper, LETTER[2], 2)
    assert len(boxes) > 1, "it runs over two lines"
    ring = [[[x, y, 0.5], [x + width, y + height, 0.5]] for x, y, width, height in boxes]
    ink = actions.write_note(document_id=paper.id, number=1, page=2, kind="ink", boxes=[], strokes=ring, by=by(chi()))
    replaced(paper, FIRST, f"Trong tuần này và tuần trước: {SECOND}", THIRD)
    assert shown(paper)[ink.pk]["state"] == "orphaned"


def test_an_orphan_is_placed_by_its_author_and_stays_there(paper):
    note = marked(paper, "bổ sung máy soi hàng hóa", 3)
    replaced(paper, FIRST, SECOND, "Đơn vị đề nghị trang bị thêm thiết bị kiểm tra.")
    assert shown(paper)[note.pk]["state"] == "orphaned"
    boxes = boxes_of(paper, "trang bị thêm thiết bị", 3, number=2)
    client = Client()
    client.force_login(chi())
    body = json.dumps({"version": 2, "page": 3, "boxes": boxes})
    address = f"/api/annotations/{note.pk}/place"
    with expect_record("documents.note_placed"):
        found = client.put(address, body, content_type="application/json")
    assert (found.json()["state"], found.json()["boxes"]) == ("placed", boxes)
    with expect_record():
        client.put(address, body, content_type="application/json")
    actions.move_notes_job(_job(paper, 2))
    assert shown(paper)[note.pk]["state"] == "placed"
    replaced(paper, FIRST, MORE, SECOND, "Đơn vị đề nghị trang bị thêm thiết bị kiểm tra.")
    row = shown(paper)[note.pk]
    assert (row["state"], row["page"], below(paper, row, 3)) == ("moved", 4, "trang bị thêm thiết bị")


def _job(paper, number: int):
    from giaoban.ledger.models import Job

    return Job(name="documents.move_notes", args={"version": str(paper.versions.get(number=number).pk)})


def test_a_note_that_was_lost_once_is_found_when_its_words_come_back(paper):
    note = marked(paper, "bổ sung máy soi hàng hóa", 3)
    replaced(paper, FIRST, SECOND)
    assert shown(paper)[note.pk]["state"] == "orphaned"
    replaced(paper, FIRST, SECOND, THIRD)
    assert shown(paper)[note.pk]["state"] == "kept"


def test_a_note_made_late_on_the_old_version_moves_too(paper):
    replaced(paper, FIRST, MORE, SECOND, THIRD)
    note = marked(paper, "gian lận thương mại", 1)
    assert shown(paper)[note.pk]["state"] == "waiting"
    run_jobs()
    assert shown(paper)[note.pk]["state"] == "kept"


def test_a_late_note_moves_alone(paper):
    marked(paper, "gian lận thương mại", 1)
    replaced(paper, FIRST, MORE, SECOND, THIRD)
    before = set(NotePlace.objects.values_list("pk", flat=True))
    late = marked(paper, "chín mươi hai phần trăm", 2)
    run_jobs()
    assert before <= set(NotePlace.objects.values_list("pk", flat=True)), "what had its place was not placed anew"
    assert [place.note_id for place in NotePlace.objects.exclude(pk__in=before)] == [late.pk]
    entry = Entry.objects.filter(action="documents.notes_moved").latest("pk")
    assert sum(entry.data[state] for state in NotePlace.State.values) == 1


def test_what_is_placed_by_hand_while_the_machine_reckons_stays(paper, monkeypatch):
    """The job has reckoned and waits for the note; its author has placed it meanwhile."""
    from giaoban.documents.actions import moving

    note = marked(paper, "bổ sung máy soi hàng hóa", 3)
    replaced(paper, FIRST, SECOND, "Đơn vị đề nghị trang bị thêm thiết bị kiểm tra.")
    lock_notes, placed = moving.queries.lock_notes, []

    def author_was_first(note_ids):
        placed.append(
            actions.place_note(note_id=note.pk, number=2, page=3, boxes=[[0.1, 0.1, 0.2, 0.02]], by=by(chi()))
        )
        lock_notes(note_ids)

    monkeypatch.setattr(moving.queries, "lock_notes", author_was_first)
    actions.move_notes_job(_job(paper, 2))
    assert placed
    assert shown(paper)[note.pk]["state"] == "placed"


def test_moving_twice_finds_the_same(paper):
    marked(paper, "gian lận thương mại", 1)
    replaced(paper, FIRST, MORE, SECOND, THIRD)
    places = list(NotePlace.objects.values("note", "state", "page", "boxes"))
    actions.move_notes_job(_job(paper, 2))
    assert list(NotePlace.objects.values("note", "state", "page", "boxes")) == places


def test_pages_without_words_keep_their_ink_only_when_they_look_the_same(paper):
    from giaoban.documents.carrying import Carrier, Mark
    from giaoban.documents.comparing import Sheet

    old, same, other = (Sheet(1, [], spots=spots) for spots in (b"abc", b"abc", b"xyz"))
    mark = Mark(1, "ink", [(0.2, 0.2, 0.1, 0.1)])
    carried = Carrier([old], [same]).carry(mark)
    assert carried is not None
    assert carried.kept
    assert Carrier([old], [other]).carry(mark) is None


def test_the_comparison_begins_at_the_version_one_has_read(paper):
    reader = Client()
    reader.force_login(chi())
    actions.note_reading(document_id=paper.id, number=1, pages=[1], last_page=1, by=by(chi()))
    replaced(paper, FIRST, MORE, SECOND, THIRD)
    replaced(paper, FIRST, MORE, SECOND, THIRD, MORE)
    assert reader.get(f"/api/documents/{paper.id}").json()["read_before"] == 1
    address = f"/tai-lieu/{paper.id}/so-sanh/"
    since_read = reader.get(f"{address}?tu=da-doc").context["found"]
    assert (since_read.old.number, since_read.new.number) == (1, 3)
    assert reader.get(address).context["found"].old.number == 2
    other = Client()
    other.force_login(an())
    assert other.get(f"{address}?tu=da-doc").context["found"].old.number == 2, (
        "who has read nothing sees the last change"
    )
