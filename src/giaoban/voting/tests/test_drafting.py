"""Preparing a vote, and holding it again (VOTE-1, VOTE-3)."""

import pytest

from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings.actions import remove_item
from giaoban.people.testing import an, binh, by, chi
from giaoban.voting import actions, queries
from giaoban.voting.models import Poll
from giaoban.voting.testing import a_poll, an_open_poll, published, voted


def test_a_vote_is_prepared_before_the_meeting(called, watched):
    item = called.items.first()
    with watched(called), expect_record("voting.poll_drafted", "voting.poll_changed", "voting.poll_changed"):
        poll = a_poll(called, item_id=item.pk, secrecy="closed", threshold="2/3")
        actions.change_poll(poll_id=poll.pk, rules={"question": "Câu hỏi khác"}, by=by(binh()))
        actions.change_poll(poll_id=poll.pk, rules={}, item_id=None, by=by(binh()))
    poll.refresh_from_db()
    assert (poll.question, poll.threshold, poll.at_least, poll.item) == ("Câu hỏi khác", "2/3", True, None)
    with pytest.raises(NotFound):
        queries.visible_poll(poll.pk, by(chi()))


def test_the_same_id_again_is_the_same_vote(called):
    poll_id = new_id()
    for _ in range(2):
        made = actions.draft_poll(meeting_id=called.pk, rules={"question": "Một lần"}, poll_id=poll_id, by=by(binh()))
        assert made.pk == poll_id
    assert Poll.objects.count() == 1


def test_a_prepared_vote_is_taken_away(called, watched):
    poll = a_poll(called)
    with watched(called), expect_record("voting.poll_removed"):
        actions.remove_poll(poll_id=poll.pk, by=by(binh()))
        actions.remove_poll(poll_id=poll.pk, by=by(binh()))
    assert queries.polls_of(called) == []


@pytest.mark.parametrize(
    "rules",
    [{"question": " "}, {"kind": "nonsense"}, {"kind": "one", "options": ["A"]}, {"kind": "one", "options": ["A", "A"]},
     {"kind": "election", "options": ["A", "B"], "most": 3}, {"kind": "score", "options": ["A"], "top_score": 0},
     {"threshold": "3/2"}, {"weights": {"x": 0}}, {"colour": "red"}, {"base": "half"},
     {"secrecy": "secret", "may_change": True},
     {"secrecy": "secret", "live_tally": True}, {"secrecy": "secret", "weights": {"x": 2}}],
)  # fmt: skip
def test_rules_that_make_no_vote_are_refused(called, rules):
    with pytest.raises(Invalid):
        a_poll(called, **rules)


def test_what_was_shown_is_not_changed_any_more(running):
    poll = an_open_poll(running)
    for verb, more in ((actions.change_poll, {"rules": {}}), (actions.remove_poll, {})):
        with pytest.raises(Conflict):
            verb(poll_id=poll.pk, by=by(binh()), **more)


def test_rounds_never_overwrite_each_other(running, watched):
    first = voted(an_open_poll(running, kind="one", options=["A", "B"]), an="1", chi="2")
    kept = Poll.objects.get(pk=first.pk).result
    with watched(running):
        second = actions.hold_again(poll_id=first.pk, by=by(binh()))
        assert actions.hold_again(poll_id=first.pk, by=by(an())).pk == second.pk
        actions.open_poll(poll_id=second.pk, by=by(an()))
        published(second, an="1", chi="1")
        third = actions.hold_again(poll_id=second.pk, by=by(binh()))
        actions.remove_poll(poll_id=third.pk, by=by(binh()))
        third = actions.hold_again(poll_id=second.pk, by=by(binh()))
    assert (second.round, third.round, third.first, third.options) == (2, 3, first, first.options)
    assert Poll.objects.get(pk=first.pk).result == kept
    with pytest.raises(Conflict):
        actions.hold_again(poll_id=third.pk, by=by(binh()))


def test_the_votes_of_an_item_that_leaves_stay_with_the_meeting(called, watched):
    item = called.items.last()
    poll = a_poll(called, item_id=item.pk)
    with watched(called):
        remove_item(item_id=item.pk, by=by(binh()))
    poll.refresh_from_db()
    assert poll.item is None
