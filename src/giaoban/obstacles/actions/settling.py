"""How an obstacle ends: what a briefing concludes, and the branch's own word that it is settled (OBS-5)."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import Verdict, require
from giaoban.obstacles import permissions, queries
from giaoban.obstacles.actions.answering import back_to_answering
from giaoban.obstacles.actions.told import day, line, said_already, tell, words
from giaoban.obstacles.models import Obstacle, ObstacleLine, Precedent

State, Kind = Obstacle.State, ObstacleLine.Kind


class Place(NamedTuple):
    """The briefing on whose agenda an obstacle stands: ids of another app, and the words to show."""

    meeting_id: UUID
    item_id: UUID
    label: str
    on: date


@transaction.atomic
def place(*, obstacle_id: UUID, at: Place | None, by: Actor) -> Obstacle:
    """An agenda takes an obstacle up, or lets go of it. For the app that keeps agendas, whose rule allowed it.

    Repeat: where it is already changes nothing.
    """
    obstacle = queries.lock_any(obstacle_id)
    now = at or (None, None, "", None)
    if (obstacle.meeting_id, obstacle.item_id, obstacle.meeting_label, obstacle.meeting_on) == tuple(now):
        return obstacle
    obstacle.meeting_id, obstacle.item_id, obstacle.meeting_label, obstacle.meeting_on = now
    obstacle.meeting_label = obstacle.meeting_label[:300]
    obstacle.save(update_fields=["meeting_id", "item_id", "meeting_label", "meeting_on"])
    if at:
        tell("obstacles.placed", obstacle, by, meeting=at.label, day=day(at.on))
    else:
        tell("obstacles.left_agenda", obstacle, by)
    return obstacle


@transaction.atomic
def conclude(
    *,
    obstacle_id: UUID,
    text: str,
    conclusion_id: UUID,
    meeting: str,
    by: Actor,
    allowed: Verdict,
    task_id: UUID | None = None,
) -> Obstacle:
    """The leader concludes on it in the room: an answer, a task, or both. ``allowed`` is the meeting's own rule.

    Several conclusions on one obstacle add up; the last one counts. Repeat: the same conclusion changes nothing.
    """
    require(allowed)
    obstacle = queries.lock_any(obstacle_id)
    if obstacle.state == State.CONCLUDED and obstacle.conclusion_id == conclusion_id:
        return obstacle
    require(permissions.may_conclude(obstacle))
    line(obstacle, Kind.CONCLUDE, words(text), by, source=meeting)
    obstacle.state, obstacle.conclusion_id = State.CONCLUDED, conclusion_id
    obstacle.task_id = task_id or obstacle.task_id
    obstacle.answered_at = obstacle.answered_at or clock.now()
    obstacle.save(update_fields=["state", "conclusion_id", "task_id", "answered_at"])
    tell("obstacles.concluded", obstacle, by, meeting=meeting)
    return obstacle


@transaction.atomic
def take_conclusion_back(*, conclusion_id: UUID, by: Actor, allowed: Verdict) -> Obstacle | None:
    """The desk of a meeting withdraws a conclusion; the obstacle waits for an answer again. Repeat: nothing to do."""
    require(allowed)
    found = Obstacle.objects.filter(conclusion_id=conclusion_id, state=State.CONCLUDED).first()
    if found is None:
        return None
    obstacle = queries.lock_any(found.pk)
    obstacle.conclusion_id = obstacle.task_id = None
    obstacle.save(update_fields=["conclusion_id", "task_id"])
    back_to_answering(obstacle)
    tell("obstacles.conclusion_lost", obstacle, by)
    return obstacle


@transaction.atomic
def confirm(*, obstacle_id: UUID, by: Actor, text: str = "") -> Obstacle:
    """The branch confirms that it is resolved; the answer enters the library unless the branch keeps its case.

    Repeat: confirming twice changes nothing.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    if obstacle.state == State.RESOLVED and permissions.may_reopen(by, obstacle):
        return obstacle
    require(permissions.may_confirm(by, obstacle))
    obstacle.state, obstacle.settled_at = State.RESOLVED, clock.now()
    obstacle.save(update_fields=["state", "settled_at"])
    if text.strip():
        line(obstacle, Kind.CONFIRM, text, by, unit_id=obstacle.branch_id)
    _into_library(obstacle)
    tell("obstacles.resolved", obstacle, by, days=obstacle.days_open)
    return obstacle


def _into_library(obstacle: Obstacle) -> None:
    said = obstacle.lines.filter(kind__in=[Kind.ANSWER, Kind.CONCLUDE]).order_by("at", "pk")
    answers = [row.text for row in said]
    if not obstacle.is_shared or not answers:
        return
    basis = [row.legal_basis for row in said if row.legal_basis] or [obstacle.legal_basis]
    Precedent.objects.update_or_create(
        obstacle=obstacle,
        defaults={
            "field_id": obstacle.field_id,
            "division_id": obstacle.division_id,
            "title": obstacle.title,
            "question": obstacle.facts,
            "answer": "\n\n".join(answers),
            "legal_basis": "\n".join(dict.fromkeys(basis)),
            "level": obstacle.level,
            "settled_on": clock.today(),
        },
    )


@transaction.atomic
def reopen(*, obstacle_id: UUID, reason: str, by: Actor) -> Obstacle:
    """The branch says that it is not resolved after all; whoever answered last answers again.

    When: resolved, or concluded and the branch does not agree. Repeat: the same reason a second time changes nothing.
    """
    obstacle = queries.lock_obstacle(obstacle_id, by)
    if obstacle.waits_for_answer and said_already(obstacle, Kind.REOPEN, reason, by):
        return obstacle
    require(permissions.may_reopen(by, obstacle))
    line(obstacle, Kind.REOPEN, words(reason, "obstacles.reason_needed", "reason"), by, unit_id=obstacle.branch_id)
    gone = [str(pk) for pk in Precedent.objects.filter(obstacle=obstacle).values_list("pk", flat=True)]
    Precedent.objects.filter(obstacle=obstacle).delete()
    obstacle.times_reopened += 1
    obstacle.conclusion_id = obstacle.meeting_id = obstacle.item_id = obstacle.meeting_on = None
    obstacle.meeting_label = ""
    obstacle.save()
    back_to_answering(obstacle)
    tell("obstacles.reopened", obstacle, by, precedents=gone)
    return obstacle
