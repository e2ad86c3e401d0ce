"""How a serving process looks for garbage: seldom, not among what it loaded at its start, and between answers.

A page leaves some thousand objects that point at each other. Left alone, Python looks for them in the middle of every
tenth page, for as long as a tenth of that page takes; looked for after each few answers, nobody waits for it.
"""

import gc
from typing import Final

MANY: Final = 50_000  # allocations after which Python looks by itself: a long page makes fewer
SOME: Final = 4_000  # allocations worth a look once an answer is out
OLDER: Final = (50, 100)  # looks at the youngest before one at the next, and of those before one at all


def settle() -> None:
    """Set everything loaded so far aside for good: 10,000 listeners are then not paid for by full collections."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY, *OLDER)


def tidy() -> None:
    """Look for garbage now, when an answer has just been sent: milliseconds at most, nothing when there is little."""
    youngest, young, old = gc.get_count()
    if youngest >= SOME:
        older = young >= OLDER[0]
        gc.collect(2 if older and old >= OLDER[1] else int(older))
