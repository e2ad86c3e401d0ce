"""The stage is handed over, marked, and followed; what has been shown is tried in hall/tests/test_stage.py."""

import pytest

from giaoban.documents.models import Document
from giaoban.floor import actions, permissions
from giaoban.floor.models import Highlight
from giaoban.floor.tests.conftest import khanh
from giaoban.hall.testing import guest
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions as meetings
from giaoban.people.testing import an, by, dung

BOX = {"kind": "box", "points": [1000, 1000, 5000, 2500]}


def draw(meeting, **values):
    return actions.draw_highlight(meeting_id=meeting.pk, page=values.pop("page", 1), by=by(an()), **(BOX | values))


def test_the_desk_hands_the_stage_to_anybody_in_the_room(running, watched):
    with expect_record("floor.presenter_handed") as written, watched(running):
        stage = actions.hand_over_stage(meeting_id=running.pk, user_id=guest().pk, by=by(an()))
    assert (stage.presenter, written[0].data["presenter"]) == (guest(), "Vũ Thị Giang")
    with expect_record():
        actions.hand_over_stage(meeting_id=running.pk, user_id=guest().pk, by=by(an()))
    with watched(running):
        actions.turn_page(meeting_id=running.pk, page=2, by=by(guest()))
    with watched(running):
        stage = actions.turn_page(meeting_id=running.pk, page=3, by=by(an()))
    assert (stage.presenter, stage.handed_to) == (an(), guest()), "the chair leads a turn, Giang still may"
    with watched(running):
        stage = actions.hand_over_stage(meeting_id=running.pk, by=by(an()))
    assert (stage.handed_to, stage.presenter) == (None, an())
    with pytest.raises(NotFound):
        actions.hand_over_stage(meeting_id=running.pk, user_id=dung().pk, by=by(an()))


def test_the_next_item_takes_the_stage_back(running, watched):
    actions.hand_over_stage(meeting_id=running.pk, user_id=khanh().pk, by=by(an()))
    with watched(running):
        meetings.go_to_item(meeting_id=running.pk, item_id=running.items.order_by("place")[2].pk, by=by(an()))
    running.stage.refresh_from_db()
    assert running.stage.handed_to is None


def test_who_may_point(running):
    assert permissions.may_point(by(an()), running.pk)
    assert not permissions.may_point(by(khanh()), running.pk)
    assert not permissions.may_point(by(dung()), running.pk)
    actions.hand_over_stage(meeting_id=running.pk, user_id=khanh().pk, by=by(an()))
    assert permissions.may_point(by(khanh()), running.pk)


def test_a_mark_is_drawn_over_the_page_and_seen_by_all(running, watched):
    mine = new_id()
    with expect_record("floor.highlight_drawn"), watched(running):
        made = draw(running, highlight_id=mine)
    assert (made.pk, made.page, made.points) == (mine, 1, BOX["points"])
    with expect_record():
        draw(running, highlight_id=mine)
    with watched(running):
        draw(running, kind="line", points=[0, 0, 10, 10, 200, 9999, 10000, 10000])


def test_it_goes_with_the_page_the_paper_and_the_item(running, watched):
    other = Document.objects.get(title="Báo cáo 1.2")
    acts = (
        lambda: actions.turn_page(meeting_id=running.pk, page=2, by=by(an())),
        lambda: actions.show_paper(meeting_id=running.pk, document_id=other.pk, by=by(an())),
        lambda: actions.clear_stage(meeting_id=running.pk, by=by(an())),
    )
    for page, act in zip((1, 2, 1), acts, strict=True):
        draw(running, page=page)
        with watched(running):
            act()
        assert not Highlight.objects.exists()
    actions.show_paper(meeting_id=running.pk, document_id=other.pk, by=by(an()))
    draw(running)
    with watched(running):
        meetings.close(meeting_id=running.pk, by=by(an()))
    assert not Highlight.objects.exists()


def test_it_is_taken_off_by_hand_one_or_all(running, watched):
    first, _second, _third = draw(running), draw(running), draw(running)
    with expect_record("floor.highlights_removed"), watched(running):
        actions.remove_highlights(meeting_id=running.pk, highlight_id=first.pk, by=by(an()))
    assert Highlight.objects.count() == 2
    with watched(running):
        actions.remove_highlights(meeting_id=running.pk, by=by(an()))
    with expect_record():
        actions.remove_highlights(meeting_id=running.pk, by=by(an()))


def test_a_page_that_has_turned_takes_no_mark(running):
    actions.turn_page(meeting_id=running.pk, page=2, by=by(an()))
    with expect_record(), pytest.raises(Conflict) as no:
        draw(running)
    assert no.value.code == "floor.page_has_turned"


@pytest.mark.parametrize(
    "values",
    [
        {"points": [1, 2, 3]},
        {"points": [1, 2, 3, 10_001]},
        {"points": [-1, 2, 3, 4]},
        {"points": [1, 2, 3, 4, 5, 6]},
        {"kind": "line", "points": [1, 2]},
        {"kind": "line", "points": [1] * 602},
        {"kind": "circle"},
    ],
    ids=str,
)
def test_a_broken_drawing_is_refused(running, values):
    with expect_record(), pytest.raises(Invalid):
        draw(running, **values)


def test_a_page_takes_so_many_marks(running):
    for _ in range(40):
        draw(running)
    with pytest.raises(Conflict) as no:
        draw(running)
    assert no.value.code == "floor.too_many_highlights"
    largest = {"kind": "line", "points": [10_000] * 600}
    actions.remove_highlights(meeting_id=running.pk, by=by(an()))
    draw(running, **largest)
    assert len(str(largest)) < 8_000, "a live value stays small"
