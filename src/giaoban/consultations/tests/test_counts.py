"""Whatever the order of answers, changes, deadlines and closing: nobody counts twice, nobody after the end (SLIP-2)."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from giaoban.consultations import actions, queries
from giaoban.consultations.models import Consultation
from giaoban.consultations.testing import a_consultation, lan, said
from giaoban.kernel import clock
from giaoban.kernel.errors import HouseError
from giaoban.people.testing import a_person, by

CHOICES = ("agree", "disagree", "other")
step = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 3), st.sampled_from(CHOICES)),
    st.tuples(st.just("days"), st.integers(1, 5), st.just("")),
    st.tuples(st.just("extend"), st.integers(1, 9), st.just("")),
    st.tuples(st.just("close"), st.just(0), st.just("")),
)


class Counting(TestCase):
    """The database against a dictionary that follows the rules of one sentence each."""

    def setUp(self) -> None:
        self.asked = [a_person(f"hoi{n}", f"Người Hỏi {n}") for n in range(4)]
        self.start = clock.now()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=st.lists(step, max_size=14), silence=st.sampled_from(["no_opinion", "agree"]))
    def test_counts_are_those_of_the_newest_answers_before_the_end(self, steps, silence):
        made = a_consultation(units=[], people=[user.pk for user in self.asked], silence=silence)
        expected: dict[int, str] = {}
        now, due, is_open = clock.now(), made.due_on, True
        for what, number, choice in steps:
            now += timedelta(days=number if what == "days" else 0, minutes=1)
            with clock.at(now):
                in_time = clock.today() <= due
                if what == "answer":
                    done = self.tried(lambda n=number, c=choice: self.answer(made, n, c))
                    assert done is (is_open and in_time)
                    expected |= {number: choice} if done else {}
                elif what == "extend":
                    day = due + timedelta(days=number)
                    if self.tried(
                        lambda d=day: actions.extend(consultation_id=made.pk, due_on=d, reason="Chờ", by=by(lan()))
                    ):
                        due = Consultation.objects.get(pk=made.pk).due_on
                elif what == "close":
                    done = self.tried(lambda: actions.close(consultation_id=made.pk, by=by(lan())))
                    assert done or (is_open and in_time and len(expected) < len(self.asked))
                    is_open = is_open and not done
        self.compare(made, expected, silence)

    def answer(self, made: Consultation, number: int, choice: str) -> None:
        slip = made.slips.get(user=self.asked[number])
        actions.answer(slip_id=slip.pk, said=said(made, choice, "Góp ý"), by=by(self.asked[number]))

    def tried(self, act) -> bool:
        try:
            act()
        except HouseError:
            return False
        return True

    def compare(self, made: Consultation, expected: dict[int, str], silence: str) -> None:
        tally = queries.tallies_of(Consultation.objects.get(pk=made.pk))[0]
        counts = {"agree": tally.agree, "disagree": tally.disagree, "other": tally.other}
        assert counts == {choice: list(expected.values()).count(choice) for choice in CHOICES}
        assert tally.asked == len(self.asked)
        assert tally.silent == len(self.asked) - len(expected)
        assert tally.agree_in_all == tally.agree + (tally.silent if silence == "agree" else 0)
