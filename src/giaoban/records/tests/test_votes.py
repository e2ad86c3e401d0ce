"""Votes in the record: named ballots with names, secret ones by the fingerprint on the receipt, never paired."""

import pytest

from giaoban.hall.testing import a_room
from giaoban.meetings import actions
from giaoban.people.testing import an, by
from giaoban.records import queries
from giaoban.voting.testing import an_open_poll, casts, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def running():
    return actions.start(meeting_id=a_room().pk, by=by(an()))


def rows(meeting, kind):
    return [data for found, data in queries.rows_of(meeting, []) if found == kind]


def test_a_vote_that_is_not_published_says_only_that_it_was(running):
    poll = an_open_poll(running)
    (said,) = rows(running, "poll")
    assert (said["question"], said["result"]) == (poll.question, {})
    assert rows(running, "ballot") == []


def test_a_published_vote_has_its_ballots_with_names_and_can_be_counted_again(running):
    published(an_open_poll(running), an="agree", chi="disagree")
    (said,) = rows(running, "poll")
    ballots = rows(running, "ballot")
    assert {(row["voter"], row["choice"]) for row in ballots} == {
        ("Nguyễn Văn An", "agree"),
        ("Lê Thị Chi", "disagree"),
    }
    agreed = sum(row["weight"] for row in ballots if row["choice"] == "agree")
    assert said["result"]["votes"]["agree"] == agreed == 1


def test_a_secret_vote_has_fingerprints_and_no_names(running):
    poll = an_open_poll(running, secrecy="secret")
    casts(poll, an(), "agree", commitment="a" * 64)
    published(poll, chi="disagree")
    ballots = rows(running, "ballot")
    assert len(ballots) == 2
    assert all(set(row) == {"poll", "commitment", "choice", "text", "weight"} for row in ballots)
    assert "a" * 64 in {row["commitment"] for row in ballots}


def test_who_voted_in_secret_is_not_told_beside_the_ballots(running):
    """Neither ids nor names of voters stand in any row of the vote; the acts name who voted, never what."""
    poll = an_open_poll(running, secrecy="secret")
    casts(poll, an(), "agree", commitment="a" * 64)
    published(poll)
    told = str([data for kind, data in queries.rows_of(running, []) if kind in {"poll", "ballot"}])
    assert an().full_name not in told
    assert str(an().pk) not in told
