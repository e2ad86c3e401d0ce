"""Time stands still on a Tuesday morning, so that working days count the same in every run."""

from datetime import datetime

import pytest

from giaoban.kernel import clock

NOW = datetime.fromisoformat("2026-03-10T09:00:00+07:00")


@pytest.fixture(autouse=True)
def _tuesday_morning():
    with clock.at(NOW):
        yield
