"""Garbage is looked for between answers: what pages leave goes, and nothing is done when there is little."""

import gc
import weakref

import pytest

from giaoban.config import memory


class Knot:
    """Something that only a look for garbage removes."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(autouse=True)
def _usual():
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(0)  # Python does not look by itself
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_little_is_left_alone_and_much_is_removed():
    knot = weakref.ref(Knot())
    memory.tidy()
    assert knot() is not None
    litter = [[] for _ in range(memory.SOME)]
    memory.tidy()
    assert knot() is None
    assert len(litter) == memory.SOME


def look():
    """Leave so much that a look is worth it: Python takes some lists from a store and does not count them."""
    litter = [[] for _ in range(2 * memory.SOME)]
    memory.tidy()
    assert litter


def test_what_survived_some_looks_is_looked_at_again():
    kept = Knot()
    knot = weakref.ref(kept)
    look()
    del kept  # it is among the older ones now
    look()
    assert knot() is not None
    for _ in range(memory.OLDER[0]):
        look()
    assert knot() is None
