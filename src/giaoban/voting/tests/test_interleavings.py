"""Vote, try again, change, pause, close, crash, in any order: the ballots are what a small model says (VOTE-5).

A crash is an abandoned transaction: before the commit nothing has happened, after it everything has, and only
the answer was lost. ``INTERLEAVINGS=10000`` runs that many; the usual number keeps the suite short. A server
that is really killed: tests/live/test_ballots_survive.py.
"""

import os
import random
from dataclasses import dataclass, field

import pytest
from django.db import transaction

from giaoban.hall.testing import guest
from giaoban.kernel.errors import HouseError
from giaoban.people.testing import an, by, chi
from giaoban.voting import actions
from giaoban.voting.actions import Cast
from giaoban.voting.models import Ballot, Poll, SealedBallot, UrnBallot
from giaoban.voting.testing import a_poll
from giaoban.voting.tests.conftest import hoa

RUNS = int(os.environ.get("INTERLEAVINGS", "120"))
SEED = int(os.environ.get("INTERLEAVINGS_SEED", "1"))
CHOICES = ("agree", "disagree", "abstain")
RULES = ({}, {"may_change": False}, {"secrecy": "secret"})
STEPS = ("vote",) * 5 + ("retry",) * 3 + ("twist", "twist", "change", "change", "together", "crash", "lost")
DESK = ("pause", "resume", "close", "close_crash", "void")


class Crash(Exception):
    """The server has gone."""


@dataclass
class Model:
    """What must be so: a few lines instead of a database."""

    secret: bool
    may_change: bool
    state: str = "open"
    counted: bool = False  # a vote that is called off after closing keeps its ballots in the record
    attempts: dict = field(default_factory=dict)  # (voter, key) → (choice, receipt)
    current: dict = field(default_factory=dict)  # voter → (choice, receipt)

    def cast(self, voter, key, choice, code):  # noqa: PLR0911 - the rules, case by case
        """Return a receipt, or why not; and remember."""
        over = self.state in {"closed", "void"}
        known = self.attempts.get((voter, key))
        if self.secret and over:
            if voter not in self.current:
                return "voting.is_over"
            kept = self.counted and any(mine == (choice, code) for mine in self.current.values())
            return code if kept else "voting.is_counted"
        if known:
            return known[1] if known == (choice, code) else "voting.other_content"
        if self.secret and voter in self.current:
            return "voting.has_voted"
        if voter in self.current and self.current[voter][0] == choice:
            return self.current[voter][1]
        if self.state == "paused":
            return "voting.is_paused"
        if over:
            return "voting.is_over"
        if voter in self.current and not self.may_change:
            return "voting.has_voted"
        self.attempts[voter, key] = self.current[voter] = (choice, code)
        return code


class Run:
    """One interleaving."""

    def __init__(self, poll, rules, people, chance):
        self.poll, self.chance, self.people = poll, chance, people
        self.chair = people["an"]
        self.model = Model(secret="secrecy" in rules, may_change=rules == {})
        self.sent = []

    def ballot(self, *, key=None, voter=None, choice=None):
        voter = voter or self.chance.choice(sorted(self.people))
        key = key or f"{self.chance.random()}"
        code = f"{self.chance.getrandbits(256):064x}"
        return voter, key, choice or self.chance.choice(CHOICES), code

    def wire(self, ballot):
        voter, key, choice, code = ballot
        return Cast(self.people[voter], self.poll, key, choice, "", code)

    def expect(self, ballots):
        """Send ballots together; each answer must be the model's."""
        outcomes = actions.cast_ballots(casts=[self.wire(ballot) for ballot in ballots])
        for ballot, outcome in zip(ballots, outcomes, strict=True):
            said = outcome.receipt or outcome.error.code
            assert said == self.model.cast(*ballot), (ballot, said, self.model)
            self.sent.append(ballot)

    def step(self):
        name = self.chance.choice(STEPS if self.chance.random() < 0.82 else DESK)
        getattr(self, name)()

    def vote(self):
        self.expect([self.ballot()])

    def retry(self):
        if self.sent:
            self.expect([self.chance.choice(self.sent)])

    def twist(self):
        """The same attempt with another content."""
        if self.sent:
            voter, key, choice, code = self.chance.choice(self.sent)
            other = self.chance.choice([one for one in CHOICES if one != choice])
            self.expect([(voter, key, other, code)])

    def change(self):
        if self.model.current:
            self.expect([self.ballot(voter=self.chance.choice(sorted(self.model.current)))])

    def together(self):
        self.expect([self.ballot() for _ in range(self.chance.randint(2, 5))])

    def crash(self):
        """The server dies before the commit: nothing has happened."""
        ballot = self.ballot()
        with pytest.raises(Crash), transaction.atomic():  # noqa: PT012 - the crash comes after the act
            actions.cast_ballots(casts=[self.wire(ballot)])
            raise Crash
        self.sent.append(ballot)  # the browser sends it again some time

    def lost(self):
        """The server dies after the commit: the answer is lost, the ballot is not."""
        self.expect([self.ballot()])

    def pause(self):
        self.desk(actions.pause_poll, {"open", "paused"}, "paused")

    def resume(self):
        self.desk(actions.resume_poll, {"open", "paused"}, "open")

    def close(self):
        self.desk(actions.close_poll, {"open", "paused", "closed"}, "closed")

    def void(self):
        if self.chance.random() < 0.2:
            self.desk(actions.void_poll, {"open", "paused", "closed", "void"}, "void", reason="Nhầm")

    def close_crash(self):
        if self.model.state not in {"open", "paused"}:
            return
        with pytest.raises(Crash), transaction.atomic():  # noqa: PT012 - the crash comes after the act
            actions.close_poll(poll_id=self.poll, by=self.chair)
            raise Crash

    def desk(self, verb, allowed, state, **more):
        if self.model.state in allowed:
            verb(poll_id=self.poll, by=self.chair, **more)
            self.model.state = state
            self.model.counted = self.model.counted or state == "closed"
        else:
            with pytest.raises(HouseError):
                verb(poll_id=self.poll, by=self.chair, **more)

    def check(self):
        """Close, and look: the ballots are those of the model, one for each voter who was answered."""
        if self.model.state in {"open", "paused"}:
            actions.close_poll(poll_id=self.poll, by=self.chair)
        poll = Poll.objects.get(pk=self.poll)
        names = {self.people[name].user_id: name for name in self.people}
        voted = {names[row.user_id] for row in poll.voters.filter(has_voted=True)}
        assert voted == set(self.model.current)
        assert not SealedBallot.objects.filter(poll=poll).exists()
        if poll.state == "void":
            return
        choices = [choice for choice, _ in self.model.current.values()]
        assert poll.result["votes"] == {key: choices.count(key) for key in ("agree", "disagree", "other")}
        assert (poll.result["blank"], poll.result["cast"]) == (choices.count("abstain"), len(choices))
        if self.model.secret:
            found = sorted(UrnBallot.objects.filter(poll=poll).values_list("choice", "commitment"))
            assert found == sorted(self.model.current.values())
        else:
            newest = {}
            for ballot in Ballot.objects.filter(voter__poll=poll).select_related("voter").order_by("revision"):
                newest[names[ballot.voter.user_id]] = (ballot.choice, ballot.receipt)
            assert newest == self.model.current


@pytest.mark.parametrize("rules", RULES, ids=("may change", "final", "secret"))
def test_ballots_are_what_the_model_says_in_any_order(running, rules):
    people = {user.username: by(user) for user in (an(), chi(), guest(), hoa())}
    poll = actions.open_poll(poll_id=a_poll(running, **rules).pk, by=people["an"]).pk
    for number in range(-(-RUNS // len(RULES))):
        chance = random.Random(f"{SEED}/{number}")
        try:
            with transaction.atomic():  # the next one finds the vote just opened
                run = Run(poll, rules, people, chance)
                for _ in range(chance.randint(4, 12)):
                    run.step()
                run.check()
                transaction.set_rollback(True)
        except AssertionError as fault:
            fault.add_note(f"interleaving {number} of seed {SEED}")
            raise
