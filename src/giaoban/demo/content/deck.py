"""Drawing without repetition: the reason why fifty-two weeks do not read as copies."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Deck(Generic[T]):
    """Deals cards in a fixed shuffled order; when none is left, the deck is shuffled anew."""

    def __init__(self, cards: Sequence[T], seed: int) -> None:
        """Shuffle the cards by a fixed seed."""
        self._cards = list(cards)
        self._random = Random(seed)  # noqa: S311 - chooses wording, guards nothing
        self._left: list[T] = []

    def draw(self, fits: Callable[[T], bool] | None = None) -> T:
        """Return the next card that fits; a dealt one comes back only after a new shuffle."""
        for _ in range(2):
            for place in range(len(self._left) - 1, -1, -1):
                if fits is None or fits(self._left[place]):
                    return self._left.pop(place)
            self._shuffle_in()
        raise ValueError("no card of the deck fits")

    def _shuffle_in(self) -> None:
        fresh = [card for card in self._cards if card not in self._left] or list(self._cards)
        self._random.shuffle(fresh)
        self._left = fresh + self._left
