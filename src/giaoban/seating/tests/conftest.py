"""A running room, watched by chair, secretary, a site's head, a member and an outsider; and a hall."""

import pytest

from giaoban.guests.tests.conftest import running, watched
from giaoban.people.testing import binh, by
from giaoban.seating import actions, shapes
from giaoban.seating.models import Hall

__all__ = ["hall", "running", "watched"]


@pytest.fixture
def hall(db: None) -> Hall:
    """Two rows of four seats, drawn by Bình of the Office."""
    return actions.save_hall(name="Hội trường tầng 2", shape="rows", seats=shapes.rows(2, 4), by=by(binh()))
