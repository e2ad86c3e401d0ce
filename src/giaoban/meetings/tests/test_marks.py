"""Marks, opinions, and the consent block."""

from datetime import timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.models import Opinion
from giaoban.meetings.queries.agenda import agenda_of, opinions_by_item
from giaoban.meetings.testing import FRIDAY, a_draft, a_published, an_item
from giaoban.people.testing import an, binh, by, chi, dung

UNTIL = FRIDAY - timedelta(hours=16)


def a_marked_meeting():
    """Three items; Chi objects to one and agrees to another."""
    meeting = a_draft(marks_until=UNTIL)
    items = [an_item(meeting, title) for title in ("Một", "Hai", "Ba")]
    actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))
    actions.approve_agenda(meeting_id=meeting.pk, by=by(an()))
    actions.publish(meeting_id=meeting.pk, by=by(binh()))
    actions.mark_item(item_id=items[0].pk, mark="objection", text="Chưa rõ nguồn", by=by(chi()))
    actions.mark_item(item_id=items[1].pk, mark="agree", by=by(chi()))
    return meeting, items


def test_mark_item_replaces_the_earlier_mark() -> None:
    item = a_published().items.get()
    with expect_record("meetings.item_marked", "meetings.item_marked"):
        actions.mark_item(item_id=item.pk, mark="agree", by=by(chi()))
        actions.mark_item(item_id=item.pk, mark="speak", by=by(chi()))
        actions.mark_item(item_id=item.pk, mark="speak", by=by(chi()))
    assert [mark.kind for mark in item.marks.all()] == ["speak"]


def test_an_objection_needs_its_words() -> None:
    with pytest.raises(Invalid):
        actions.mark_item(item_id=a_published().items.get().pk, mark="objection", by=by(chi()))


def test_marks_close_at_their_time() -> None:
    meeting, items = a_marked_meeting()
    with clock.at(UNTIL), pytest.raises(Conflict):
        actions.mark_item(item_id=items[2].pk, mark="agree", by=by(chi()))
    assert meeting.marks_until == UNTIL


def test_only_those_who_take_part_mark() -> None:
    item = a_published().items.get()
    with pytest.raises(Refused):
        actions.mark_item(item_id=item.pk, mark="agree", by=by(binh()))
    with pytest.raises(NotFound):
        actions.mark_item(item_id=item.pk, mark="agree", by=by(dung()))


def test_settle_consent_moves_what_nobody_objects_to() -> None:
    meeting, _items = a_marked_meeting()
    actions.settle_consent(meeting_id=meeting.pk)
    assert not meeting.items.filter(is_consent=True).exists()
    with clock.at(UNTIL):
        with expect_record("meetings.consent_settled"):
            actions.settle_consents()
            actions.settle_consent(meeting_id=meeting.pk)
        assert [item.title for item in meeting.items.filter(is_consent=True)] == ["Hai", "Ba"]


def test_what_was_brought_out_of_the_block_stays_out() -> None:
    meeting, items = a_marked_meeting()
    with clock.at(UNTIL):
        actions.settle_consents()
        actions.take_out_of_consent(item_id=items[1].pk, by=by(an()))
        actions.settle_consents()
    assert [item.title for item in meeting.items.filter(is_consent=True)] == ["Ba"]


def test_write_opinion_is_nobody_elses_until_submit_opinion() -> None:
    meeting = a_published()
    item = meeting.items.get()
    draft = actions.write_opinion(item_id=item.pk, text="Cần thống nhất", by=by(chi()))
    assert draft
    assert opinions_by_item(meeting) == {}
    assert agenda_of(meeting, by(an()))[0].opinion_count == 0
    actions.submit_opinion(opinion_id=draft.pk, by=by(chi()))
    with expect_record():
        actions.submit_opinion(opinion_id=draft.pk, by=by(chi()))
    assert [said.text for said in opinions_by_item(meeting)[item.pk]] == ["Cần thống nhất"]


def test_the_newest_draft_replaces_the_one_before_and_an_empty_one_removes_it() -> None:
    item = a_published().items.get()
    for text in ("Một", "Hai"):
        actions.write_opinion(item_id=item.pk, text=text, by=by(chi()))
    assert Opinion.objects.get().text == "Hai"
    assert actions.write_opinion(item_id=item.pk, text=" ", by=by(chi())) is None
    assert not Opinion.objects.exists()


def test_nobody_submits_anothers_opinion() -> None:
    draft = actions.write_opinion(item_id=a_published().items.get().pk, text="Riêng", by=by(chi()))
    assert draft
    with pytest.raises(NotFound):
        actions.submit_opinion(opinion_id=draft.pk, by=by(an()))
