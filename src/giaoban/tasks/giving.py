"""What the giver is told before a task goes out: the same for the form, the room and the API."""

from datetime import date
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.tasks import permissions, queries
from giaoban.tasks.queries import Caution


def warned(by: Actor, *, unit_id: UUID | None, assignee_id: UUID | None, deadline_on: date | None) -> list[Caution]:
    """Return the warnings; of people they speak only to who may give them work in that unit."""
    may = unit_id is not None and bool(permissions.may_assign(by, unit_id, assignee_id))
    return queries.warnings_for(
        by, unit_id=unit_id if may else None, assignee_id=assignee_id if may else None, deadline_on=deadline_on
    )
