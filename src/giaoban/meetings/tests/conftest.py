"""Every test of meetings stands on one Monday morning."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from giaoban.kernel import clock
from giaoban.meetings.testing import MONDAY


@pytest.fixture(autouse=True)
def monday(db: None, settings, tmp_path: Path) -> Iterator[None]:
    settings.STORAGE = f"file:{tmp_path}"
    with clock.at(MONDAY):
        yield
