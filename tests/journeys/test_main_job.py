"""The main job by the API alone, against a running system: plainly, and with every act sent twice."""

import pytest

from tests.journeys.conftest import Person
from tests.journeys.job import hold_a_meeting

pytestmark = pytest.mark.journey


class Twice(Person):
    """Somebody whose answers are lost on the way, each time: everything is sent again."""

    def post(self, path, json=None, **more):
        """Send twice; both are answered alike, and the second changes nothing."""
        first = super().post(path, json, **more)
        for file in more.get("files", {}).values():
            file[1].seek(0)
        again = super().post(path, json, **more)
        if isinstance(first, dict) and "id" in first:
            assert again["id"] == first["id"], path
        return again


def test_a_briefing_from_first_draft_to_confirmed_task(people):
    hold_a_meeting(people)


def test_every_act_may_be_sent_twice(served, people):
    twice = {name: Twice(served, name) for name in people}
    try:
        done = hold_a_meeting(twice)
    finally:
        for person in twice.values():
            person.http.close()
    whole = people["vanphong"].get(f"/api/meetings/{done['meeting']}")
    assert len(whole["items"]) == 2
    assert len(whole["items"][0]["papers"]) == 2
    assert len(people["vanphong"].get(f"/api/meetings/{done['meeting']}/conclusions")) == 1
