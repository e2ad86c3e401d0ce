"""What was concluded, and the tasks that follow from it (END-1, R-45-14)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import YES, require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings import guessing, live, queries
from giaoban.meetings.actions.gather import pass_on
from giaoban.meetings.merging import merge
from giaoban.meetings.models import AgendaItem, Conclusion, CoordinatingUnit, Meeting, MinutesLine
from giaoban.meetings.permissions import after as rules
from giaoban.meetings.queries import after, desk
from giaoban.obstacles import actions as obstacles
from giaoban.people import queries as people
from giaoban.people.models import Unit, User
from giaoban.tasks import actions as tasks
from giaoban.tasks import deadlines
from giaoban.tasks.models import Task

ACTIONS: dict[str, Promise | str] = {
    "meetings.concluded": _("{actor} ghi một kết luận của “{subject}”"),
    "meetings.conclusion_changed": _("{actor} sửa một kết luận của “{subject}”"),
    "meetings.conclusion_removed": _("{actor} bỏ một kết luận của “{subject}”"),
    "meetings.conclusion_settled": _("{actor} chốt một kết luận của “{subject}”"),
    "meetings.conclusion_withdrawn": _("{actor} thu hồi một kết luận đã chốt của “{subject}”"),
}
ORIGIN, CONTEXT = "meetings.conclusion", "meetings.meeting"
TITLE = 160  # characters of a conclusion that make a task's title
Draft, Final = Conclusion.State.DRAFT, Conclusion.State.FINAL


@transaction.atomic
def conclude(
    *,
    meeting_id: UUID,
    content: str,
    by: Actor,
    item_id: UUID | None = None,
    lead_unit_id: UUID | None = None,
    coordinating: Sequence[UUID] = (),
    responsible_id: UUID | None = None,
    deadline_on: date | None = None,
    product: str = "",
    no_action: bool = False,
    conclusion_id: UUID | None = None,
    guess: bool = False,
) -> Conclusion:
    """The desk writes a conclusion down, under the running item unless another is named.

    When: the meeting runs or is over, and its notice is not issued. It may be incomplete: it is a draft.
    With ``guess`` the unit and the day that the sentence itself names are filled in where none is given.
    Repeat: the id that the browser made is the conclusion's; a second try with it changes nothing.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(rules.may_conclude(by, meeting))
    if conclusion_id and (there := Conclusion.objects.filter(pk=conclusion_id).first()):
        if there.meeting_id != meeting.pk:
            raise Conflict("kernel.taken")
        return there
    facts = Facts(content, lead_unit_id, tuple(coordinating), responsible_id, deadline_on, product, no_action)
    return write(meeting, _item(meeting, item_id), guessed(facts) if guess else facts, by, conclusion_id=conclusion_id)


def write(
    meeting: Meeting,
    item_id: UUID | None,
    facts: "Facts",
    by: Actor,
    *,
    conclusion_id: UUID | None = None,
    line: MinutesLine | None = None,
) -> Conclusion:
    """Write a draft down, inside the transaction of a verb that has asked permission."""
    conclusion = Conclusion(
        meeting=meeting,
        item_id=item_id,
        place=meeting.conclusions.count() + 1,
        by_id=by.person_id,
        at=clock.now(),
        line=line,
    )
    if conclusion_id:
        conclusion.pk = conclusion_id
    _fill(conclusion, facts)
    conclusion.save(force_insert=True)
    _help(conclusion, facts.coordinating)
    return _done("meetings.concluded", conclusion, by)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a conclusion says (R-45-14): the work, who leads and helps, until when, or that nothing follows."""

    content: str
    lead_unit_id: UUID | None = None
    coordinating: tuple[UUID, ...] = ()
    responsible_id: UUID | None = None
    deadline_on: date | None = None
    product: str = ""
    no_action: bool = False

    @classmethod
    def of(cls, conclusion: Conclusion) -> "Facts":
        """Return what a conclusion says now."""
        return cls(
            conclusion.content,
            conclusion.lead_unit_id,
            tuple(sorted(row.unit_id for row in conclusion.coordinating.all())),
            conclusion.responsible_id,
            conclusion.deadline_on,
            conclusion.product,
            conclusion.no_action,
        )

    def plain(self) -> "Facts":
        """Return the same as it is kept: no spaces around, helpers in one order without the lead."""
        helpers = tuple(sorted(set(self.coordinating) - {self.lead_unit_id}))
        return replace(self, content=self.content.strip(), product=self.product.strip()[:300], coordinating=helpers)


def guessed(facts: Facts) -> Facts:
    """Fill in what the sentence itself names and nobody has given."""
    if facts.no_action:
        return facts
    found = guessing.guess(facts.content, desk.leading_units(), clock.today(), people.work_calendar())
    return replace(
        facts,
        lead_unit_id=facts.lead_unit_id or found.lead_unit_id,
        coordinating=facts.coordinating or found.coordinating,
        deadline_on=facts.deadline_on or found.deadline_on,
    )


@transaction.atomic
def change_conclusion(
    *,
    conclusion_id: UUID,
    content: str,
    by: Actor,
    lead_unit_id: UUID | None = None,
    coordinating: Sequence[UUID] = (),
    responsible_id: UUID | None = None,
    deadline_on: date | None = None,
    product: str = "",
    no_action: bool = False,
    revision: int | None = None,
    base: Facts | None = None,
) -> Conclusion:
    """The desk rewrites a draft. All fields are given; what is left out is empty.

    ``revision`` and ``base`` are what the writer began from: what somebody else changed meanwhile stays.
    Repeat: the same facts change nothing.
    Raises: Conflict with the present facts where both changed the same one.
    """
    conclusion = after.lock_conclusion(conclusion_id, by)
    require(rules.may_change_conclusion(by, conclusion))
    now = Facts.of(conclusion)
    mine = Facts(content, lead_unit_id, tuple(coordinating), responsible_id, deadline_on, product, no_action).plain()
    if revision is not None and revision != conclusion.revision:
        mine = _together(conclusion, now, mine, (base or now).plain())
    if mine == now:
        return conclusion
    _fill(conclusion, mine)
    conclusion.revision += 1
    conclusion.save()
    _help(conclusion, mine.coordinating)
    return _done("meetings.conclusion_changed", conclusion, by)


def _together(conclusion: Conclusion, now: Facts, mine: Facts, base: Facts) -> Facts:
    """Take each fact from who changed it; a text changed by both is merged by paragraph."""
    found: dict[str, Any] = {}
    for field in fields(Facts):
        old, theirs, own = (getattr(facts, field.name) for facts in (base, now, mine))
        found[field.name] = own if theirs in (old, own) else theirs
        if old not in (theirs, own) and theirs != own:
            text = merge(old, theirs, own) if field.name == "content" else None
            if text is None:
                raise Conflict(
                    "meetings.conclusion_changed_meanwhile", text=conclusion.content, revision=conclusion.revision
                )
            found[field.name] = text
    return Facts(**found)


@transaction.atomic
def remove_conclusion(*, conclusion_id: UUID, by: Actor) -> Meeting:
    """The desk takes a draft out."""
    conclusion = after.lock_conclusion(conclusion_id, by)
    require(rules.may_change_conclusion(by, conclusion))
    meeting, changes = conclusion.meeting, live.changes_for_conclusion(conclusion, removed=True)
    data, line_id = {"conclusion": str(conclusion.pk)}, conclusion.line_id
    conclusion.delete()
    changes += [*live.changes_for_script(meeting), *_line(line_id)]
    record("meetings.conclusion_removed", by=by, subject=meeting, data=data, live=changes)
    return meeting


@transaction.atomic
def settle_conclusion(*, conclusion_id: UUID, by: Actor) -> Conclusion:
    """The desk makes a conclusion final; unless it needs no action its task goes out in the same moment (TASK-1).

    When: it names a lead unit and a deadline, or says «no action» (R-45-14). Repeat: it is final already.
    """
    conclusion = after.lock_conclusion(conclusion_id, by)
    require(rules.may_conclude(by, conclusion.meeting))
    if conclusion.state == Final:
        return conclusion
    return settle(conclusion, by)


def settle(conclusion: Conclusion, by: Actor) -> Conclusion:
    """Make a draft final, inside the transaction of a verb that has asked permission."""
    if not conclusion.no_action:
        _complete(conclusion)
        conclusion.task_id = _task(conclusion, by).pk
    conclusion.state = Final
    conclusion.save(update_fields=["state", "task_id"])
    pass_on(conclusion, by, rules.may_conclude(by, conclusion.meeting))
    return _done("meetings.conclusion_settled", conclusion, by)


@transaction.atomic
def withdraw_conclusion(*, conclusion_id: UUID, reason: str, by: Actor) -> Conclusion:
    """The desk takes a final conclusion back to draft; its task, if nobody has begun, is cancelled.

    Repeat: a draft stays a draft.
    """
    conclusion = after.lock_conclusion(conclusion_id, by)
    require(rules.may_conclude(by, conclusion.meeting))
    if conclusion.state == Draft:
        return conclusion
    if conclusion.task_id:
        _cancel_task(conclusion.task_id, reason, by)
    allowed = rules.may_conclude(by, conclusion.meeting)
    obstacles.take_conclusion_back(conclusion_id=conclusion.pk, by=by, allowed=allowed)
    conclusion.state, conclusion.task_id = Draft, None
    conclusion.save(update_fields=["state", "task_id"])
    return _done("meetings.conclusion_withdrawn", conclusion, by)


def _cancel_task(task_id: UUID, reason: str, by: Actor) -> None:
    task = Task.objects.filter(pk=task_id).first()
    if task is None:
        return
    if task.state not in {Task.State.NEW, Task.State.RECEIVED, Task.State.CANCELLED}:
        raise Conflict("meetings.task_has_begun")
    tasks.cancel(task_id=task.pk, reason=reason, by=by, allowed=YES)


def _item(meeting: Meeting, item_id: UUID | None) -> UUID | None:
    if item_id is None:
        return meeting.current_item_id
    if not AgendaItem.objects.filter(pk=item_id, meeting=meeting).exists():
        raise NotFound
    return item_id


def _fill(conclusion: Conclusion, facts: Facts) -> None:
    faults: dict[str, str] = {}
    deadline, lead = facts.deadline_on, facts.lead_unit_id
    if not facts.content.strip():
        faults["content"] = "meetings.conclusion_text_needed"
    if deadline and deadline != conclusion.deadline_on and deadline < clock.today():
        faults["deadline_on"] = "meetings.deadline_in_the_past"
    elif deadline and deadline > deadlines.latest():
        faults["deadline_on"] = "tasks.deadline_too_far"
    if lead and not Unit.objects.filter(pk=lead, closed_on=None).exists():
        faults["lead_unit"] = "meetings.lead_unit_needed"
    if facts.responsible_id and not User.objects.filter(pk=facts.responsible_id, is_active=True).exists():
        raise NotFound
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)
    plain = facts.plain()
    conclusion.content, conclusion.product = plain.content, plain.product
    conclusion.lead_unit_id, conclusion.responsible_id = lead, facts.responsible_id
    conclusion.deadline_on, conclusion.no_action = deadline, facts.no_action


def _help(conclusion: Conclusion, units: Sequence[UUID]) -> None:
    wanted = set(units) - {conclusion.lead_unit_id}
    conclusion.coordinating.exclude(unit_id__in=wanted).delete()
    known = set(Unit.objects.filter(pk__in=wanted, closed_on=None).values_list("pk", flat=True))
    rows = [CoordinatingUnit(conclusion=conclusion, unit_id=unit_id) for unit_id in sorted(known)]
    CoordinatingUnit.objects.bulk_create(rows, ignore_conflicts=True)


def _complete(conclusion: Conclusion) -> None:
    faults: dict[str, str] = {}
    if conclusion.lead_unit_id is None:
        faults["lead_unit"] = "meetings.lead_unit_needed"
    if conclusion.deadline_on is None:
        faults["deadline_on"] = "meetings.deadline_needed"
    elif conclusion.deadline_on < clock.today():
        faults["deadline_on"] = "meetings.deadline_in_the_past"
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)


def _task(conclusion: Conclusion, by: Actor) -> Task:
    meeting, lead = conclusion.meeting, conclusion.lead_unit_id
    if lead is None:
        raise Invalid("meetings.lead_unit_needed")
    content = conclusion.content
    title = content if len(content) <= TITLE else content[:TITLE].rsplit(" ", 1)[0] + " …"
    return tasks.assign(
        title=title,
        content=content,
        lead_unit_id=lead,
        assignee_id=conclusion.responsible_id,
        coordinators=list(conclusion.coordinating.values_list("unit_id", flat=True)),
        deadline_on=conclusion.deadline_on,
        product=conclusion.product,
        origin=(ORIGIN, conclusion.pk, meeting.title),
        context=(CONTEXT, meeting.pk, meeting.title),
        series_id=meeting.series_id,
        assigner_id=meeting.chair_id,
        allowed=rules.may_conclude(by, meeting),
        by=by,
    )


def _done(action: str, conclusion: Conclusion, by: Actor) -> Conclusion:
    fresh = after.visible_conclusions(by).get(pk=conclusion.pk)
    data = {"conclusion": str(fresh.pk)}
    changes = [
        *live.changes_for_conclusion(fresh), *live.changes_for_script(fresh.meeting), *_line(fresh.line_id),
    ]  # fmt: skip
    topics = [(user, "meetings") for user in {fresh.meeting.chair_id, fresh.meeting.secretary_id}]
    record(action, by=by, subject=fresh.meeting, data=data, live=changes, topics=topics)
    return fresh


def _line(line_id: UUID | None) -> list[Change]:
    """Return the change of the line that the conclusion was made from: it shows that it became one."""
    line = MinutesLine.objects.select_related("speaker", "by").filter(pk=line_id).first() if line_id else None
    return live.changes_for_line(line) if line else []
