"""People vote and vote again while the desk closes: what was answered with yes is counted, and nothing else."""

import random
import threading

import pytest
from django.db import connection, connections

from giaoban.floor.tests.test_storm import in_thread, run_threads
from giaoban.kernel.errors import Conflict
from giaoban.kernel.ids import new_id
from giaoban.kernel.retry import again
from giaoban.meetings.models import Attendee
from giaoban.people.models import User
from giaoban.people.testing import an, by, the_agency
from giaoban.voting import actions, keys
from giaoban.voting.actions import Cast
from giaoban.voting.models import Ballot, Poll, UrnBallot
from giaoban.voting.testing import a_poll

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, ROUNDS = 24, 6


@pytest.fixture
def crowd(running, tmp_path, monkeypatch):
    """Two dozen members more; threads need a database on disk, as in a real installation."""
    people = [User(id=new_id(), username=f"tai{n}", full_name=f"Người dự {n}", password="!") for n in range(PEOPLE)]
    User.objects.bulk_create(people)
    Attendee.objects.bulk_create(
        [Attendee(meeting=running, user=user, unit=the_agency(), place=100 + n) for n, user in enumerate(people)]
    )
    polls = [a_poll(running, secrecy=("open", "secret")[n % 2]) for n in range(ROUNDS)]
    facts = [poll.pk for poll in polls], by(an()), [by(user) for user in people]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM INTO '{tmp_path / 'storm.db'}'")
        monkeypatch.setitem(connections.settings["default"], "NAME", str(tmp_path / "storm.db"))
    return facts


def test_closing_waits_for_ballots_that_are_being_written_and_loses_none(crowd):  # noqa: C901 - the whole storm in one place
    poll_ids, chair, actors = crowd
    for number, poll_id in enumerate(poll_ids):
        in_thread(lambda: actions.open_poll(poll_id=poll_id, by=chair))  # noqa: B023 - run at once
        acknowledged: dict[str, str] = {}
        faults: list[object] = []
        ready = threading.Barrier(5)

        def votes(part, poll_id=poll_id, acknowledged=acknowledged, faults=faults, ready=ready, number=number):
            def run():
                chance = random.Random(f"{number}{part}")
                ready.wait()
                try:
                    for actor in actors[part::4]:
                        choice = chance.choice(("agree", "disagree", "abstain"))
                        cast = Cast(actor, poll_id, f"{actor.user_id}", choice, "", f"{actor.user_id.int:064x}"[-64:])
                        for _ in range(chance.choice((1, 1, 2))):
                            receipt = again(lambda cast=cast: actions.cast_ballot(cast=cast))
                            acknowledged[str(actor.user_id)] = choice
                            assert receipt == cast.commitment
                except Conflict as no:
                    if no.code not in {"voting.is_over", "voting.is_counted"}:
                        faults.append(no)
                except Exception as fault:
                    faults.append(fault)
                finally:
                    connections["default"].close()

            return run

        def closes(poll_id=poll_id, faults=faults, ready=ready, number=number):
            ready.wait()
            try:
                threading.Event().wait(0.02 * number)
                again(lambda: actions.close_poll(poll_id=poll_id, by=chair))
            except Exception as fault:
                faults.append(fault)
            finally:
                connections["default"].close()

        run_threads(*(votes(part) for part in range(4)), closes)
        assert faults == []
        counted, result = in_thread(lambda: _counted(poll_id))  # noqa: B023 - run at once
        if number % 2:
            assert counted == {
                f"{int(user.replace('-', ''), 16):064x}"[-64:]: acknowledged[user] for user in acknowledged
            }
        else:
            assert counted == acknowledged
        assert result["cast"] == len(acknowledged)
        assert keys.of(poll_id) is None


def _counted(poll_id):
    poll = Poll.objects.get(pk=poll_id)
    if poll.is_secret:
        return {row.commitment: row.choice for row in UrnBallot.objects.filter(poll=poll)}, poll.result
    rows = Ballot.objects.filter(voter__poll=poll).select_related("voter")
    return {str(row.voter.user_id): row.choice for row in rows}, poll.result
