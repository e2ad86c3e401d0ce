"""One member, one ballot, whatever is sent how often (VOTE-5)."""

import pytest

from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.voting import actions
from giaoban.voting.models import Ballot, SealedBallot
from giaoban.voting.testing import CODE, a_cast, an_open_poll, casts, voted, voter_of
from giaoban.voting.tests.conftest import hoa, khach, lan, vang


@pytest.mark.parametrize("secrecy", ["open", "closed", "secret"])
def test_the_same_attempt_gets_the_same_answer(running, watched, secrecy):
    poll = an_open_poll(running, secrecy=secrecy)
    for code in ("", CODE):
        voter = chi() if code else guest()
        with watched(running), expect_record("voting.ballot_cast"):
            first = casts(poll, voter, "agree", key="lần 1", commitment=code)
            assert casts(poll, voter, "agree", key="lần 1", commitment=code) == first
        with pytest.raises(Conflict) as no:
            casts(poll, voter, "disagree", key="lần 1", commitment=code)
        assert no.value.code == "voting.other_content"
    assert (SealedBallot if secrecy == "secret" else Ballot).objects.count() == 2


@pytest.mark.parametrize("secrecy", ["open", "secret"])
def test_the_answer_is_the_same_after_closing(running, secrecy):
    poll = an_open_poll(running, secrecy=secrecy)
    receipt = casts(poll, chi(), "agree", key="k", commitment=CODE)
    actions.close_poll(poll_id=poll.pk, by=by(an()))
    assert casts(poll, chi(), "agree", key="k", commitment=CODE) == receipt
    with pytest.raises(Conflict):
        casts(poll, chi(), "disagree", key="k", commitment=CODE)
    with pytest.raises(Conflict) as no:
        casts(poll, guest(), "agree")
    assert no.value.code == "voting.is_over"


def test_a_ballot_may_be_changed_until_closing(running, watched):
    poll = an_open_poll(running)
    casts(poll, chi(), "agree", key="1")
    with watched(running), expect_record("voting.ballot_changed"):
        casts(poll, chi(), "disagree", key="2")
        casts(poll, chi(), "agree", key="1")  # an old attempt that arrives late changes nothing back
        casts(poll, chi(), "disagree", key="3")  # the same choice again is the same ballot
    closed = actions.close_poll(poll_id=poll.pk, by=by(an()))
    assert closed.result["votes"] == {"agree": 0, "disagree": 1, "other": 0}


@pytest.mark.parametrize("rules", [{"may_change": False}, {"secrecy": "secret"}])
def test_a_ballot_that_may_not_be_changed_stays(running, rules):
    poll = an_open_poll(running, **rules)
    casts(poll, chi(), "agree")
    with pytest.raises(Conflict) as no:
        casts(poll, chi(), "disagree")
    assert no.value.code == "voting.has_voted"


def test_a_substitute_votes_for_the_member(running, watched):
    poll = an_open_poll(running)
    with watched(running):
        casts(poll, hoa(), "agree")
    assert poll.voters.get(has_voted=True).member == lan()
    with pytest.raises(Refused):
        casts(poll, lan(), "agree")


def test_who_also_stands_in_for_another_has_two_ballots(running):
    row = running.attendees.get(user=lan())
    row.substitute = chi()
    row.save()
    poll = an_open_poll(running)
    casts(poll, chi(), "agree")
    casts(poll, chi(), "disagree", voter_id=voter_of(poll, lan()))
    assert sorted(poll.voters.filter(has_voted=True).values_list("member__username", flat=True)) == ["chi", "lan"]
    with pytest.raises(Refused):
        casts(poll, chi(), "agree", voter_id=voter_of(poll, guest()))


def test_guests_the_secretary_the_absent_and_outsiders_do_not_vote(running):
    poll = an_open_poll(running)
    for user, code in ((khach(), "not_on_the_roll"), (binh(), "not_on_the_roll"), (vang(), "was_absent")):
        with pytest.raises(Refused) as no:
            casts(poll, user)
        assert no.value.code == f"voting.{code}"
    with pytest.raises(NotFound):
        casts(poll, dung())


def test_the_absent_vote_where_the_chair_allows(running):
    poll = an_open_poll(running, absent_may_vote=True)
    casts(poll, vang(), "disagree")
    assert poll.voters.get(member=vang()).has_voted


def test_one_bad_ballot_spoils_no_other(running):
    poll = an_open_poll(running)
    together = [
        a_cast(poll, by(chi()), "agree"), a_cast(poll, by(guest()), "nonsense"), a_cast(poll, by(an()), "abstain"),
    ]  # fmt: skip
    outcomes = actions.cast_ballots(casts=together)
    assert [bool(outcome.receipt) for outcome in outcomes] == [True, False, True]
    assert outcomes[1].error.code == "voting.bad_choice"


def test_one_voter_twice_in_one_batch(running):
    for rules in ({}, {"secrecy": "secret"}):
        poll = an_open_poll(running, **rules)
        one = a_cast(poll, by(chi()), "agree", key="k")
        other = a_cast(poll, by(chi()), "disagree", key="k")
        outcomes = actions.cast_ballots(casts=[one, one, other])
        assert outcomes[0].receipt == outcomes[1].receipt != ""
        assert outcomes[2].error.code == "voting.other_content"
        assert voted(poll).result["cast"] == 1


def test_paused_late_and_unready_ballots_are_refused(running):
    poll = an_open_poll(running, seconds=60)
    actions.pause_poll(poll_id=poll.pk, by=by(an()))
    with pytest.raises(Conflict) as no:
        casts(poll, chi())
    assert no.value.code == "voting.is_paused"
    actions.resume_poll(poll_id=poll.pk, by=by(an()))
    with clock.later(seconds=61), pytest.raises(Conflict) as no:
        casts(poll, chi())
    assert no.value.code == "voting.time_is_up"
    with pytest.raises(Invalid):
        casts(poll, chi(), key="")
    with pytest.raises(Invalid):
        casts(poll, chi(), commitment="short")


@pytest.mark.parametrize(
    ("rules", "good", "bad"),
    [
        ({}, ["agree", "disagree", "abstain"], ["maybe", None, 1, ["agree"], "other"]),
        ({"other_opinion": False}, ["agree"], ["other"]),
        ({"kind": "one", "options": ["A", "B"]}, ["1", "B", "abstain"], ["3", "agree", ["1"]]),
        (
            {"kind": "several", "options": ["A", "B", "C"], "most": 2},
            [["1"], ["3", "1"], [], "abstain"],
            [["1", "1"], ["1", "2", "3"], ["9"]],
        ),
        ({"kind": "election", "options": ["A", "B"], "most": 1}, [["2"], "1"], [["1", "2"]]),
        (
            {"kind": "score", "options": ["A", "B"]},
            [{"1": 10, "2": 0}, {}],
            [{"1": 5}, {"1": 11, "2": 0}, {"1": True, "2": 1}],
        ),
    ],
)
def test_what_may_stand_on_a_ballot(running, rules, good, bad):
    poll = an_open_poll(running, **rules)
    for choice in bad:
        with pytest.raises(Invalid):
            casts(poll, chi(), choice)
    for choice in good:
        casts(poll, chi(), choice)


def test_another_opinion_has_words(running):
    poll = an_open_poll(running)
    with pytest.raises(Invalid):
        casts(poll, chi(), "other")
    with pytest.raises(Invalid):
        casts(poll, chi(), "agree", text="Nhưng…")
    casts(poll, chi(), "other", text="Đề nghị thí điểm trước")
    with pytest.raises(Invalid):
        casts(poll, guest(), "other", text="x" * 1001)
