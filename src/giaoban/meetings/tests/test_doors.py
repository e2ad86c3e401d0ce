"""Who sees meetings and their papers, and what search finds of them."""

import pytest

from giaoban.kernel.errors import NotFound, Refused
from giaoban.ledger.testing import run_jobs
from giaoban.meetings import actions, doors, queries
from giaoban.meetings.models import RecordPaper
from giaoban.meetings.testing import a_draft, a_paper, a_published, a_request, an_item
from giaoban.people.testing import a_person, an, binh, by, chi, dung, em


def test_the_people_of_a_site_see_a_published_meeting() -> None:
    officer = a_person("phuc", "Ngô Văn Phúc", unit=chi().appointments.get().unit)
    draft, published = a_draft("Chưa phát hành"), a_published()
    assert queries.meetings_seen_among(by(officer), [draft.pk, published.pk]) == {published.pk}


def test_one_who_was_taken_off_no_longer_sees_it() -> None:
    meeting = a_published(form="on_site")
    actions.remove_attendee(meeting_id=meeting.pk, user_id=chi().pk, by=by(binh()))
    assert queries.meetings_seen_among(by(chi()), [meeting.pk]) == set()


def test_a_unit_asked_sees_its_item_and_no_other() -> None:
    meeting = a_draft(guests=(an(),))
    mine, other = an_item(meeting, "Của Nội Bài"), an_item(meeting, "Khác")
    a_request(meeting)
    assert queries.items_seen_among(by(chi()), [mine.pk, other.pk]) == {mine.pk}
    assert queries.meetings_seen_among(by(chi()), [meeting.pk]) == set()
    assert queries.visible_meetings(by(chi())).filter(pk=meeting.pk).exists()


def test_the_doors_answer_for_papers() -> None:
    meeting = a_published()
    item = meeting.items.get()
    door = doors.ITEM_DOOR
    assert door.may_see(by(chi()), item.pk)
    assert not door.may_see(by(dung()), item.pk)
    assert not door.may_see(by(em()), item.pk)
    assert not door.may_change(by(chi()), item.pk)
    assert door.may_watch(by(binh()), item.pk)
    assert not door.may_watch(by(chi()), item.pk)
    assert door.readers(item.pk) == {an().pk, chi().pk}
    assert door.url(item.pk).endswith(f"#item-{item.pk}")
    with pytest.raises(NotFound):
        door.label(meeting.pk)


def test_nobody_reads_a_draft_but_the_chair() -> None:
    item = an_item(a_draft())
    assert doors.ITEM_DOOR.readers(item.pk) == {an().pk}


def test_the_invitation_is_read_by_guests_and_changed_by_nobody() -> None:
    meeting = a_published()
    paper = RecordPaper.objects.get(meeting=meeting)
    assert not doors.RECORD_DOOR.may_see(by(chi()), paper.pk)
    run_jobs()
    assert doors.RECORD_DOOR.may_see(by(chi()), paper.pk)
    assert not doors.RECORD_DOOR.may_see(by(dung()), paper.pk)
    assert not doors.RECORD_DOOR.may_change(by(binh()), paper.pk)


def test_search_knows_title_purpose_and_items_but_no_secrets_nor_opinions() -> None:
    meeting = a_published(purpose="Kiểm điểm quý I")
    item = an_item(meeting, "Thu ngân sách")
    an_item(meeting, "Chuyên án X", is_secret=True)
    actions.write_opinion(item_id=item.pk, text="Ý riêng", by=by(chi()))
    (entry,) = doors.SEARCHABLE.entries(meeting.pk)
    assert entry.title == meeting.title
    assert "Kiểm điểm quý I" in entry.text
    assert "Thu ngân sách" in entry.text
    assert "Chuyên án" not in entry.text
    assert "Ý riêng" not in entry.text
    assert meeting.pk in set(doors.SEARCHABLE.all_ids())


def test_a_secret_item_takes_no_file() -> None:
    item = an_item(a_draft(), is_secret=True)
    with pytest.raises(Refused) as refused:
        a_paper(item)
    assert refused.value.code == "documents.secret_owner"
