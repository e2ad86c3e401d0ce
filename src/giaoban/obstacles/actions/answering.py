"""Answering within competence, asking on, passing upwards, talking (OBS-3)."""

from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict
from giaoban.kernel.rules import require
from giaoban.obstacles import permissions, queries
from giaoban.obstacles.actions.told import day, line, said_already, tell, words
from giaoban.obstacles.models import Obstacle, ObstacleLine

State, Level, Kind = Obstacle.State, Obstacle.Level, ObstacleLine.Kind


@transaction.atomic
def answer(*, obstacle_id: UUID, text: str, by: Actor, legal_basis: str = "", source: str = "") -> Obstacle:
    """The competent division answers, or once it was escalated the leader; the higher agency's word needs its letter.

    When: it waits for an answer. The branch then says whether it is helped.
    Repeat: the same words a second time change nothing.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    if obstacle.state == State.ANSWERED and said_already(obstacle, Kind.ANSWER, text, by):
        return obstacle
    require(permissions.may_answer(by, obstacle))
    said = words(text)
    if obstacle.level == Level.HIGHER:
        words(source, "obstacles.higher_source_needed", "source")
    unit_id = obstacle.division_id if obstacle.level == Level.DIVISION else None
    line(obstacle, Kind.ANSWER, said, by, legal_basis=legal_basis, source=source, unit_id=unit_id)
    obstacle.state, obstacle.answered_at = State.ANSWERED, obstacle.answered_at or clock.now()
    obstacle.due_on = obstacle.due_on or clock.today()
    obstacle.save(update_fields=["state", "answered_at", "due_on"])
    tell("obstacles.answered", obstacle, by)
    return obstacle


@transaction.atomic
def ask_on(*, obstacle_id: UUID, text: str, by: Actor) -> Obstacle:
    """The branch is not helped by the answer and says what is still open; the clock of the answer runs anew.

    Repeat: the same words a second time change nothing.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    if obstacle.waits_for_answer and said_already(obstacle, Kind.ASK_ON, text, by):
        return obstacle
    require(permissions.may_ask_on(by, obstacle))
    line(obstacle, Kind.ASK_ON, words(text), by, unit_id=obstacle.branch_id)
    back_to_answering(obstacle)
    tell("obstacles.asked_on", obstacle, by, due=day(obstacle.due_on))
    return obstacle


def back_to_answering(obstacle: Obstacle) -> None:
    """Let whoever had to answer last answer again, by a new date."""
    obstacle.state = State.ROUTED if obstacle.level == Level.DIVISION else State.ESCALATED
    if obstacle.division_id is None and obstacle.level == Level.DIVISION:
        obstacle.state = State.RAISED
    obstacle.due_on = queries.term_of(obstacle.field_id, together=obstacle.coordinating.exists())
    obstacle.settled_at = None
    obstacle.save(update_fields=["state", "due_on", "settled_at"])


@transaction.atomic
def escalate(*, obstacle_id: UUID, level: str, reason: str, by: Actor) -> Obstacle:
    """Who had to answer passes it to the leader in charge, or the agency asks the higher one.

    When: it waits for an answer below that level. Repeat: it lies there already.
    Raises: Conflict when it would go down.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    if obstacle.state == State.ESCALATED and said_already(obstacle, Kind.ESCALATE, reason, by):
        return obstacle
    require(permissions.may_escalate(by, obstacle))
    if level not in {Level.LEADER, Level.HIGHER} or level == obstacle.level:
        raise Conflict("obstacles.not_to_escalate")
    line(obstacle, Kind.ESCALATE, words(reason, "obstacles.reason_needed", "reason"), by)
    obstacle.state, obstacle.level = State.ESCALATED, level
    obstacle.due_on = queries.term_of(obstacle.field_id, together=True)
    obstacle.first_due_on = obstacle.first_due_on or obstacle.due_on
    obstacle.save(update_fields=["state", "level", "due_on", "first_due_on"])
    tell("obstacles.escalated", obstacle, by, level=level, to=str(Level(level).label))
    return obstacle


@transaction.atomic
def comment(*, obstacle_id: UUID, text: str, by: Actor) -> ObstacleLine:
    """Whoever is concerned writes to it. Repeat: the same words are not said twice in a row."""
    obstacle = queries.lock_obstacle(obstacle_id, by)
    require(permissions.may_comment(by, obstacle))
    if said_already(obstacle, Kind.COMMENT, text, by):
        return obstacle.lines.order_by("-at", "-pk")[0]
    made = line(obstacle, Kind.COMMENT, words(text), by)
    tell("obstacles.commented", obstacle, by)
    return made
