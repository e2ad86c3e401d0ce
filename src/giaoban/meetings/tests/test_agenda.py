"""Items and their order."""

import pytest
from django.test import Client

from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.ledger.models import Entry
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.models import AgendaItem
from giaoban.meetings.testing import a_draft, a_published, an_item
from giaoban.people.testing import an, binh, by, chi, dung


def titles(meeting) -> list[str]:
    return [item.title for item in meeting.items.all()]


def test_propose_item_puts_it_at_the_end() -> None:
    meeting = a_draft()
    an_item(meeting, "Một")
    with expect_record("meetings.item_proposed"):
        actions.propose_item(meeting_id=meeting.pk, title="Hai", details={"minutes": 25}, by=by(binh()))
    assert [(item.title, item.place, item.minutes) for item in meeting.items.all()] == [("Một", 1, 10), ("Hai", 2, 25)]


def test_the_same_id_is_the_same_item() -> None:
    meeting, one = a_draft(), new_id()
    for _n in range(2):
        actions.propose_item(meeting_id=meeting.pk, item_id=one, title="Một", by=by(binh()))
    assert meeting.items.count() == 1


def test_an_item_needs_a_title() -> None:
    with pytest.raises(Invalid):
        an_item(a_draft(), "  ")


def test_change_item_keeps_what_was_not_sent() -> None:
    item = an_item(a_draft(), note="Giữ")
    with expect_record("meetings.item_changed"):
        changed = actions.change_item(item_id=item.pk, changes={"wanted": "decide"}, by=by(binh()))
    assert (changed.wanted, changed.note) == ("decide", "Giữ")


def test_changing_an_item_to_what_it_is_writes_nothing() -> None:
    item = an_item(a_draft())
    with expect_record():
        actions.change_item(item_id=item.pk, changes={"title": item.title}, by=by(binh()))


def test_the_book_does_not_name_a_secret_item() -> None:
    an_item(a_draft(), "Chuyên án X", is_secret=True)
    entry = Entry.objects.filter(action="meetings.item_proposed").latest("pk")
    assert "Chuyên án" not in str(entry.data)


def test_a_secret_item_says_what_it_is_about_to_those_who_prepare_it_alone() -> None:
    meeting = a_published()
    an_item(meeting, "Chuyên án X", note="Kế hoạch phá án", is_secret=True)
    for user, reads in ((binh(), True), (an(), True), (chi(), False)):
        client = Client()
        client.force_login(user)
        for address in (f"/api/meetings/{meeting.pk}", f"/api/meetings/{meeting.pk}/items", f"/cuoc-hop/{meeting.pk}/"):
            reply = client.get(address)
            said = str(reply.json()) if address.startswith("/api/") else reply.content.decode()
            assert ("Chuyên án X" in said, "Kế hoạch phá án" in said) == (reads, reads), (user, address)
            assert reads or "Nội dung mật" in said


def test_remove_item_closes_the_ranks() -> None:
    meeting = a_draft()
    first, _second = an_item(meeting, "Một"), an_item(meeting, "Hai")
    with expect_record("meetings.item_removed"):
        actions.remove_item(item_id=first.pk, by=by(binh()))
    assert [(item.title, item.place) for item in meeting.items.all()] == [("Hai", 1)]


def test_an_item_that_was_held_stays() -> None:
    item = an_item(a_draft())
    AgendaItem.objects.filter(pk=item.pk).update(state="done")
    with pytest.raises(Conflict):
        actions.remove_item(item_id=item.pk, by=by(binh()))


def test_order_agenda_follows_the_list() -> None:
    meeting = a_draft()
    items = [an_item(meeting, title) for title in ("Một", "Hai", "Ba")]
    wanted = [items[2].pk, items[0].pk, items[1].pk]
    with expect_record("meetings.agenda_ordered"):
        actions.order_agenda(meeting_id=meeting.pk, item_ids=wanted, by=by(binh()))
    assert titles(meeting) == ["Ba", "Một", "Hai"]
    with expect_record():
        actions.order_agenda(meeting_id=meeting.pk, item_ids=wanted, by=by(binh()))


@pytest.mark.parametrize("twice", [False, True])
def test_an_order_that_does_not_name_each_item_once_is_refused(twice: bool) -> None:
    meeting = a_draft()
    one, two = an_item(meeting, "Một"), an_item(meeting, "Hai")
    wanted = [one.pk, two.pk, two.pk] if twice else [one.pk]
    with pytest.raises(Conflict):
        actions.order_agenda(meeting_id=meeting.pk, item_ids=wanted, by=by(binh()))


def test_take_out_of_consent_brings_it_to_the_table() -> None:
    meeting = a_published()
    item = meeting.items.get()
    AgendaItem.objects.filter(pk=item.pk).update(is_consent=True)
    with expect_record("meetings.item_taken_out_of_consent"):
        assert not actions.take_out_of_consent(item_id=item.pk, by=by(binh())).is_consent
    with expect_record():
        actions.take_out_of_consent(item_id=item.pk, by=by(binh()))


def test_a_stranger_finds_no_item() -> None:
    with pytest.raises(NotFound):
        actions.change_item(item_id=an_item(a_draft()).pk, changes={"title": "x"}, by=by(dung()))
