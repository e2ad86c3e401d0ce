"""The stage: who shows what, on every screen, and what can never be shown."""

import pytest

from giaoban.documents.models import Document
from giaoban.floor import actions as floor
from giaoban.hall.testing import a_paper, a_room, guest, live_parity
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions as meetings
from giaoban.people.testing import an, binh, by, chi, dung


@pytest.fixture
def running(db):
    meeting = meetings.start(meeting_id=a_room(papers=2).pk, by=by(an()))
    meetings.go_to_item(meeting_id=meeting.pk, item_id=meeting.items.first().pk, by=by(an()))
    meeting.refresh_from_db()
    return meeting


def everybody(meeting):
    return live_parity(meeting, *(by(user) for user in (an(), binh(), chi(), guest(), dung())))


def paper(title):
    return Document.objects.get(title=title)


def test_a_paper_is_put_on_every_screen(running):
    with expect_record("floor.paper_shown"), everybody(running):
        stage = floor.show_paper(meeting_id=running.pk, document_id=paper("Báo cáo 1.2").pk, page=3, by=by(binh()))
    assert (stage.page, stage.presenter) == (3, binh())
    with expect_record():
        floor.show_paper(meeting_id=running.pk, document_id=paper("Báo cáo 1.2").pk, page=3, by=by(binh()))


def test_the_page_turns(running):
    with expect_record("floor.page_turned"), everybody(running):
        floor.turn_page(meeting_id=running.pk, page=4, by=by(an()))
    with expect_record():
        floor.turn_page(meeting_id=running.pk, page=4, by=by(an()))
    for page in (0, 6):
        with pytest.raises(Invalid) as no:
            floor.turn_page(meeting_id=running.pk, page=page, by=by(an()))
        assert no.value.code == "floor.no_such_page"


def test_the_presenter_of_the_running_item_may_and_nobody_else(running):
    for user in (chi(), guest()):
        with pytest.raises(Refused):
            floor.turn_page(meeting_id=running.pk, page=2, by=by(user))
    second = running.items.order_by("place")[1]  # Chi presents it
    meetings.go_to_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    floor.turn_page(meeting_id=running.pk, page=2, by=by(chi()))
    with pytest.raises(Refused):
        floor.turn_page(meeting_id=running.pk, page=3, by=by(guest()))
    with pytest.raises(NotFound):
        floor.turn_page(meeting_id=running.pk, page=3, by=by(dung()))


def test_it_is_cleared(running):
    with expect_record("floor.stage_cleared"), everybody(running):
        floor.clear_stage(meeting_id=running.pk, by=by(an()))
    with expect_record():
        floor.clear_stage(meeting_id=running.pk, by=by(an()))
    with pytest.raises(Conflict):
        floor.turn_page(meeting_id=running.pk, page=2, by=by(an()))


def test_secret_withdrawn_and_foreign_papers_are_never_shown(running):
    secret = paper("Báo cáo 1.2")
    Document.objects.filter(pk=secret.pk).update(is_secret=True)
    foreign = a_paper("meetings.item", new_id(), "Của cuộc họp khác")
    for document in (secret, foreign):
        with pytest.raises(NotFound):
            floor.show_paper(meeting_id=running.pk, document_id=document.pk, by=by(an()))


def test_a_secret_first_paper_stays_off_the_stage(running):
    third = running.items.order_by("place")[2]
    Document.objects.filter(owner_id=third.pk).update(is_secret=True)
    with everybody(running):
        meetings.go_to_item(meeting_id=running.pk, item_id=third.pk, by=by(an()))
    running.stage.refresh_from_db()
    assert running.stage.document_id is None
