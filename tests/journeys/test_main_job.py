"""The main job by the API alone, against a running system."""

import pytest

from tests.journeys.job import hold_a_meeting

pytestmark = pytest.mark.journey


def test_a_briefing_from_first_draft_to_confirmed_task(people):
    hold_a_meeting(people)
