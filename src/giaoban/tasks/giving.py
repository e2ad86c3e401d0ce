"""What the giver is told before a task goes out: the same for the form, the room and the API."""

from datetime import date
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.tasks import deadlines, permissions, queries
from giaoban.tasks.queries import Caution


def warned(by: Actor, *, unit_id: UUID | None, assignee_id: UUID | None, deadline_on: date | None) -> list[Caution]:
    """Return the warnings. Of a person they speak only to who may give work in that unit, and to this very person.

    Anybody's id can be asked for; when somebody is away is told of the own people only.
    """
    if (fault := deadlines.fault_of(deadline_on)) == "tasks.deadline_too_far":
        raise Invalid(fault, fields={"deadline": fault})
    may = unit_id is not None and bool(permissions.may_assign(by, unit_id, assignee_id))
    if assignee_id and not (by.is_person(assignee_id) or queries.is_of(assignee_id, permissions.units_given_work(by))):
        may = False
    return queries.warnings_for(
        by, unit_id=unit_id if may else None, assignee_id=assignee_id if may else None, deadline_on=deadline_on
    )
