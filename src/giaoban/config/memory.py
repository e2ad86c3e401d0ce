"""How a serving process looks for garbage: seldom, and not among what it loaded at its start."""

import gc
from typing import Final

MANY: Final = 50_000  # allocations between two looks at young objects: a long page makes fewer


def settle() -> None:
    """Set everything loaded so far aside for good: 10,000 listeners are then not paid for by full collections."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY, 50, 100)
