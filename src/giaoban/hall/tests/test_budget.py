"""The sum of time against plan, by the cases that hold the browser's sum too (frontend/tests/hall.test.ts)."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.queries import room

CASES = json.loads((Path(__file__).parent / "budgets.json").read_text("utf8"))
START = datetime(2026, 3, 16, 1, tzinfo=UTC)


def at(seconds):
    return None if seconds is None else START + timedelta(seconds=seconds)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_time_against_plan(case):
    meeting = Meeting(starts_at=START, ends_at=at(5400), started_at=at(case["started"]))
    items = [
        AgendaItem(
            minutes=row["minutes"], used_seconds=row["used"], state=row["state"], started_at=at(row.get("since"))
        )
        for row in case["items"]
    ]
    sums = room.budget(meeting, items, at(case["now"]))
    assert [sums.item_left, sums.meeting_left, sums.behind] == case["expect"]
