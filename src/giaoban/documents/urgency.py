"""How soon the pages of a paper are wanted: those of the next meeting are made readable first."""

from datetime import timedelta
from typing import Final

from giaoban.documents.doors import DOORS
from giaoban.documents.models import Document
from giaoban.kernel import clock

SOON: Final = ((timedelta(hours=2), 40), (timedelta(days=1), 30), (timedelta(days=3), 20), (timedelta(days=14), 10))
OVER: Final = timedelta(hours=12)  # after its start a meeting's papers are no longer urgent


def priority_of(document: Document) -> int:
    """Return how soon the pages of a document are wanted: the nearer its meeting, the higher."""
    owner = DOORS.get(document.owner_kind)
    wanted = owner.needed_at(document.owner_id) if owner else None
    if wanted is None or wanted < clock.now() - OVER:
        return 0
    return next((priority for within, priority in SOON if wanted - clock.now() <= within), 0)
