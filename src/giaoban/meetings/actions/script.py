"""The one button (LIVE-10): does the step of the script that it named, and nothing else."""

from uuid import UUID

from django.db import transaction

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict
from giaoban.kernel.rules import require
from giaoban.meetings import script
from giaoban.meetings.actions.attendance import close_round, open_round
from giaoban.meetings.actions.conclusions import settle_conclusion
from giaoban.meetings.actions.consent import adopt_consent
from giaoban.meetings.actions.running import close, go_to_item, start
from giaoban.meetings.models import Meeting
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.meetings.queries import script as due
from giaoban.meetings.script import Step

LEAVES = frozenset({"start", "round", "consent", "item", "close"})  # steps that pass nothing over inside an item


@transaction.atomic
def next_item(*, meeting_id: UUID, by: Actor, step: str = "", expect: str = "", item_id: UUID | None = None) -> Meeting:
    """The desk takes a step of the script: the next one, or a later one, which passes over those before it.

    ``step`` is the key of the step that the button showed; ``expect`` and ``item_id`` name it by what it does.
    Two people press at once, or one presses again because the line was slow: the second names a step that is
    not due any more, and nothing moves. Writing a conclusion is no step for a button (``conclude_first``).
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.at_the_desk(by, meeting))
    steps = due.steps(meeting)
    chosen = _chosen(steps, meeting, step, expect, item_id)
    if chosen is None:
        if not steps and not (step or expect):
            raise Conflict("meetings.not_running")
        return meeting
    if chosen.do not in LEAVES:
        _pass_over(steps[: steps.index(chosen)])
    _take(meeting, chosen, by)
    return Meeting.objects.get(pk=meeting_id)


def _chosen(steps: list[Step], meeting: Meeting, key: str, expect: str, item_id: UUID | None) -> Step | None:
    here = meeting.current_item_id
    if key:
        return next((one for one in steps if one.key(here) == key), None)
    if expect:
        return next((one for one in steps if one.do == expect and _is_about(one, item_id)), None)
    return steps[0] if steps else None


def _is_about(step: Step, item_id: UUID | None) -> bool:
    return item_id is None or (step.item is not None and step.item.pk == item_id)


def _pass_over(steps: list[Step]) -> None:
    """Remember what the desk went past in the running item, so that the button does not offer it again."""
    for step in steps:
        if step.item is not None and step.do not in LEAVES and step.name not in step.item.passed:
            step.item.passed = [*step.item.passed, step.name]
            step.item.save(update_fields=["passed"])


def _take(meeting: Meeting, step: Step, by: Actor) -> None:
    part = next((part for part in script.PARTS if step.do in part.does), None)
    if part is not None:
        part.take(meeting, step, by)
    elif step.do == "start":
        start(meeting_id=meeting.pk, by=by)
    elif step.do == "round":
        close_round(meeting_id=meeting.pk, by=by)
        open_round(meeting_id=meeting.pk, by=by)
    elif step.do == "consent":
        adopt_consent(meeting_id=meeting.pk, expect=int(step.fields["count"]), by=by)
    elif step.do == "item" and step.item is not None:
        go_to_item(meeting_id=meeting.pk, item_id=step.item.pk, by=by)
    elif step.do == "settle" and step.subject is not None:
        settle_conclusion(conclusion_id=step.subject, by=by)
    elif step.do == "close":
        close(meeting_id=meeting.pk, by=by)
    else:
        raise Conflict("meetings.conclude_first")
