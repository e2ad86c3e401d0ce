"""Who must know at once that a page's text has come: wiring fills this, ``documents`` knows no search.

Called in the transaction that keeps the text: what is found and what can be found never disagree.
"""

from collections.abc import Callable
from uuid import UUID

PageRead = Callable[[UUID, int], object]  # document, page

PAGE_READ: list[PageRead] = []
