"""Whatever is done in whatever order: one speaks, one is called, no second is lost, everybody waits once."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoban.floor import actions, queries
from giaoban.floor.models import Turn
from giaoban.floor.tests.conftest import hoa, khanh
from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.kernel.errors import HouseError
from giaoban.meetings import actions as meetings
from giaoban.meetings.models import Meeting
from giaoban.people.testing import an, binh, by, chi

PEOPLE = (chi, guest, hoa, khanh)
KINDS = ("speech", "question")
OF_TURN = ("call_turn", "give_floor", "pause_turn", "resume_turn", "end_turn", "pass_over", "take_back_floor",
           "withdraw_request", "answer_question")  # fmt: skip
step = st.one_of(
    st.tuples(st.just("ask"), st.sampled_from(range(4)), st.sampled_from(KINDS)),
    st.tuples(st.sampled_from(OF_TURN), st.integers(0, 9), st.none()),
    st.tuples(st.just("extend"), st.integers(0, 9), st.integers(1, 3)),
    st.tuples(st.just("move"), st.integers(0, 9), st.integers(0, 5)),
    st.tuples(st.just("next"), st.sampled_from(KINDS), st.booleans()),
    st.tuples(st.just("rule"), st.sampled_from(("time", "units", "least")), st.none()),
    st.tuples(st.just("item"), st.integers(0, 2), st.none()),
    st.tuples(st.just("close"), st.none(), st.none()),
    st.tuples(st.just("reopen"), st.none(), st.none()),
)


class Play:
    """Does one random thing after another, a random while apart, and counts the clock beside the house."""

    def __init__(self, meeting):
        self.meeting, self.counted = meeting, {}
        self.made: list = []
        self.cast = {"an": by(an()), "binh": by(binh())} | {n: by(person()) for n, person in enumerate(PEOPLE)}

    def run(self, steps):
        now = self.meeting.current_item.started_at
        for (verb, what, more), seconds in steps:
            self._pass(now, now + timedelta(milliseconds=seconds))
            now += timedelta(milliseconds=seconds)
            before = self._speaking()
            try:
                with clock.at(now), transaction.atomic():
                    self._do(verb, what, more)
            except HouseError:
                assert self._speaking() == before, "what is refused moves nothing"
            self._forget_what_was_taken_back()
            self._check(now)

    def _pass(self, then, now):
        speaking = self._speaking()
        if speaking:
            self.counted[speaking] = self.counted.get(speaking, timedelta()) + (now - then)

    def _speaking(self):
        return next(
            iter(Turn.objects.filter(meeting=self.meeting, state="speaking").values_list("pk", flat=True)), None
        )

    def _turn(self, number):
        return self.made[number % len(self.made)] if self.made else None

    def _do(self, verb, what, more):
        meeting_id = self.meeting.pk
        if verb == "ask":
            asked = an().pk if more == "question" else None
            made = actions.ask_to_speak(
                meeting_id=meeting_id, kind=more, topic="Ý kiến", asked_id=asked, by=self.cast[what]
            )
            self.made.append(made.pk)
        elif verb == "next":
            speaking = self._speaking() if more else None
            actions.give_next(meeting_id=meeting_id, kind=what, instead_of=speaking, by=self.cast["binh"])
        elif verb == "rule":
            actions.set_speaking_rules(meeting_id=meeting_id, rule=what, by=self.cast["an"])
        elif verb == "item":
            item = self.meeting.items.order_by("place")[what]
            meetings.go_to_item(meeting_id=meeting_id, item_id=item.pk, by=self.cast["an"])
        elif verb in {"close", "reopen"}:
            getattr(meetings, verb)(meeting_id=meeting_id, by=self.cast["an"])
        elif turn_id := self._turn(what):
            self._do_to_turn(verb, turn_id, more)

    def _do_to_turn(self, verb, turn_id, more):
        chair = self.cast["an"]
        if verb == "extend":
            actions.extend_turn(turn_id=turn_id, minutes=more, by=chair)
        elif verb == "move":
            actions.move_turn(turn_id=turn_id, place=more, by=chair)
        elif verb == "withdraw_request":
            actions.withdraw_request(turn_id=turn_id, reason="Trùng", by=chair)
        else:
            done = getattr(actions, verb)(turn_id=turn_id, by=chair)
            self.made.append(done.pk) if done.kind == "answer" else None

    def _forget_what_was_taken_back(self):
        waiting = Turn.objects.filter(meeting=self.meeting, state="requested", pk__in=list(self.counted))
        for turn_id in waiting.values_list("pk", flat=True):
            del self.counted[turn_id]

    def _check(self, now):
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        turns = queries.turns_of(meeting)
        states = [turn.state for turn in turns]
        assert states.count("speaking") <= 1
        assert states.count("called") <= 1
        if meeting.state == "closed":
            assert not {"requested", "called", "speaking", "paused"} & set(states)
        for turn in turns:
            assert queries.used_at(turn, now) == self.counted.get(turn.pk, timedelta()), turn.state
        order = queries.order_of(meeting, queries.floor_of(meeting), turns)
        for kind in KINDS:
            wait = {turn.pk for turn in turns if turn.state == "requested" and turn.kind == kind}
            assert (len(order[kind]), set(order[kind])) == (len(wait), wait), "a permutation"
        again = queries.order_of(meeting, queries.floor_of(meeting), reversed(turns))
        assert order == again, "and a stable one"
        open_requests = [
            (turn.item_id, turn.kind, turn.speaker_id)
            for turn in turns
            if turn.kind != "answer" and turn.state in {"requested", "called", "speaking", "paused"}
        ]
        assert len(open_requests) == len(set(open_requests))


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(st.tuples(step, st.integers(0, 90_000)), min_size=8, max_size=30))
def test_never_two_and_never_a_second_lost(running, steps):
    with transaction.atomic():
        Play(running).run(steps)
        transaction.set_rollback(True)
