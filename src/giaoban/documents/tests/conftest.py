"""Every test has a store of its own; pdfium processes end with the tests, LibreOffice too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from giaoban.documents import office, pdf
from giaoban.documents.doors import DOORS


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path: Path) -> Iterator[Path]:
    """Keep files in the test's own folder, and hang the doors back as they were."""
    settings.STORAGE = f"file:{tmp_path}/files"
    doors = dict(DOORS)
    cache.clear()
    yield tmp_path
    DOORS.clear()
    DOORS.update(doors)


@pytest.fixture(autouse=True, scope="session")
def no_processes_left() -> Iterator[None]:
    """End what was started."""
    yield
    pdf.close()
    office.close()
