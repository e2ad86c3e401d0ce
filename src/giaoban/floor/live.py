"""What the room sees of the floor.

``stage`` everyone in the room: the paper and page that is presented and by whom; no paper: the item itself.
"""

from typing import Any

from giaoban.floor import queries
from giaoban.floor.models import Stage
from giaoban.ledger.streams import Puts
from giaoban.meetings.models import Meeting


def stage_json(stage: Stage) -> dict[str, Any]:
    """Return what is on the big screen."""
    presenter = stage.presenter
    return {
        "paper": str(stage.document_id) if stage.document_id else None,
        "page": stage.page if stage.document_id else 1,
        "presenter": {"id": str(presenter.pk), "name": presenter.full_name} if presenter else None,
    }


def snapshot(meeting: Meeting, _audiences: frozenset[str]) -> Puts:
    """Return everything of the floor that these audiences may see."""
    return {"stage": stage_json(queries.stage_of(meeting))}
