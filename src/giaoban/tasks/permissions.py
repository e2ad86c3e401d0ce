"""Who may do what to a task. Givers: the assigner or a delegate, and leaders over the unit; doers: the assignee."""

from uuid import UUID

from giaoban.kernel.actor import NOWHERE, Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.people import queries as people
from giaoban.people.models import Role
from giaoban.tasks.models import Duty, Task

State = Task.State
WORKABLE = frozenset({State.NEW, State.RECEIVED, State.IN_PROGRESS, State.RETURNED})


def leads(by: Actor, unit_id: UUID) -> bool:
    """Tell whether the person heads the unit, or a unit above it, or is the leader over it."""
    return unit_id in by.heads or unit_id in by.in_charge or by.has_role(Role.LEADER, unit_id)


def may_assign(by: Actor, lead_unit_id: UUID, assignee_id: UUID | None) -> Verdict:
    """Leaders, heads and the Office assign to units under them; anybody may note a task for themselves."""
    if leads(by, lead_unit_id) or by.has_role(Role.OFFICE_SECRETARY, lead_unit_id):
        return YES
    if lead_unit_id in by.units and by.is_person(assignee_id):
        return YES
    return no("tasks.not_your_unit_to_assign")


def units_given_work(by: Actor) -> set[UUID]:
    """Return the units to whose people the person gives work: those that the person leads, and the Office's scope."""
    led = by.heads | by.in_charge
    return set(led | by.scopes.get(Role.LEADER, NOWHERE) | by.scopes.get(Role.OFFICE_SECRETARY, NOWHERE))


def _is_doer(by: Actor, task: Task) -> bool:
    if task.assignee_id is None:
        return task.lead_unit_id in by.heads
    return by.answers_for(task.assignee_id)


def _is_giver(by: Actor, task: Task) -> bool:
    if by.answers_for(task.assigner_id):
        return True
    return by.has_role(Role.LEADER, task.lead_unit_id) and not by.is_person(task.assignee_id)


def _workable(task: Task) -> Verdict:
    if task.state == State.REPORTED:
        return no("tasks.already_handed_in")
    return YES if task.state in WORKABLE else no("tasks.not_open")


def may_accept(by: Actor, task: Task) -> Verdict:
    """The assignee takes a new task."""
    if not _is_doer(by, task):
        return no("tasks.only_the_assignee")
    return YES if task.state in {State.NEW, State.RECEIVED} else _workable(task)


def may_report_progress(by: Actor, task: Task) -> Verdict:
    """The assignee says how far it is."""
    return _workable(task) if _is_doer(by, task) else no("tasks.only_the_assignee")


def may_hand_in(by: Actor, task: Task) -> Verdict:
    """The assignee reports the work as done."""
    return _workable(task) if _is_doer(by, task) else no("tasks.only_the_assignee")


def may_add_evidence(by: Actor, task: Task) -> Verdict:
    """The assignee, and who helps, put files to an open task."""
    if not _is_doer(by, task) and not _helps(by, task):
        return no("tasks.only_the_assignee")
    return YES if task.is_open else no("tasks.not_open")


def _helps(by: Actor, task: Task) -> bool:
    return any(by.is_person(c.user_id) or c.unit_id in by.heads for c in task.coordinators.all())


def may_judge(by: Actor, task: Task) -> Verdict:
    """The assigner confirms what was handed in, or sends it back."""
    if not _is_giver(by, task):
        return no("tasks.only_the_assigner")
    return YES if task.state == State.REPORTED else no("tasks.not_handed_in")


def may_ask_extension(by: Actor, task: Task) -> Verdict:
    """The assignee wishes for a later deadline."""
    if not _is_doer(by, task):
        return no("tasks.only_the_assignee")
    if task.deadline_on is None:
        return no("tasks.no_deadline")
    return _workable(task)


def may_decide_extension(by: Actor, task: Task) -> Verdict:
    """The assigner grants or refuses it."""
    if not _is_giver(by, task):
        return no("tasks.only_the_assigner")
    return YES if task.is_open else no("tasks.not_open")


def may_suspend(by: Actor, task: Task) -> Verdict:
    """The assigner lets an open task rest."""
    if not _is_giver(by, task):
        return no("tasks.only_the_assigner")
    return YES if task.is_open else no("tasks.not_open")


def may_resume(by: Actor, task: Task) -> Verdict:
    """The assigner wakes a resting task."""
    if not _is_giver(by, task):
        return no("tasks.only_the_assigner")
    return YES if task.state == State.SUSPENDED else no("tasks.not_suspended")


def may_cancel(by: Actor, task: Task) -> Verdict:
    """The assigner takes a task back for good; a confirmed one stays in the figures."""
    if not _is_giver(by, task):
        return no("tasks.only_the_assigner")
    return YES if task.is_open or task.state == State.SUSPENDED else no("tasks.not_open")


def may_hand_over(by: Actor, task: Task) -> Verdict:
    """The head of the lead unit gives it to another of the unit."""
    if task.lead_unit_id not in by.heads:
        return no("tasks.only_the_head")
    return _workable(task)


def may_split(by: Actor, task: Task) -> Verdict:
    """The head of the lead unit hands parts of it down."""
    if task.lead_unit_id not in by.heads:
        return no("tasks.only_the_head")
    return _workable(task)


def may_keep_checklist(by: Actor, task: Task) -> Verdict:
    """Doer and giver keep the list of steps of an open task."""
    if not _is_doer(by, task) and not _is_giver(by, task):
        return no("tasks.only_the_assignee")
    return YES if task.is_open else no("tasks.not_open")


def may_comment(by: Actor, task: Task) -> Verdict:
    """Whoever sees a task may write to it, the inspector excepted, who only looks."""
    concerned = _is_doer(by, task) or _is_giver(by, task) or _helps(by, task) or leads(by, task.lead_unit_id)
    return YES if concerned or by.has_role(Role.OFFICE_SECRETARY, task.lead_unit_id) else no("tasks.only_to_look_at")


RULES = {
    "accept": may_accept,
    "report_progress": may_report_progress,
    "hand_in": may_hand_in,
    "add_evidence": may_add_evidence,
    "return_work": may_judge,
    "confirm": may_judge,
    "ask_extension": may_ask_extension,
    "grant_extension": may_decide_extension,
    "refuse_extension": may_decide_extension,
    "suspend": may_suspend,
    "resume": may_resume,
    "cancel": may_cancel,
    "hand_over": may_hand_over,
    "split": may_split,
    "keep_checklist": may_keep_checklist,
    "comment": may_comment,
}


def abilities(by: Actor, task: Task) -> dict[str, Verdict]:
    """Return every verb with its verdict, so that pages never derive a rule themselves."""
    return {verb: rule(by, task) for verb, rule in RULES.items()}


def may_end_duty(by: Actor, duty: Duty) -> Verdict:
    """Who set a duty up, or leads its unit, ends it."""
    if by.answers_for(duty.assigner_id) or leads(by, duty.lead_unit_id):
        return YES
    return no("tasks.only_who_set_it_up")


def may_still_give(duty: Duty) -> Verdict:
    """The clock gives a duty's tasks in the name of who set it up: as long as that person could give them."""
    if duty.lead_unit.closed_on is not None:
        return no("tasks.unit_closed")
    if not duty.assigner.is_active:
        return no("tasks.assigner_gone")
    may = may_assign(people.actor_of(duty.assigner), duty.lead_unit_id, duty.assignee_id)
    return YES if may else no("tasks.assigner_may_not")


def may_set_reminder_policy(by: Actor) -> Verdict:
    """Administrators of the system set the rules of reminding, for the whole agency."""
    return YES if people.is_system_admin(by) else no("tasks.only_administrators")


def may_assign_at_all(by: Actor) -> bool:
    """Tell whether there is a unit to which this person gives tasks; everybody may note one for themselves."""
    return bool(by.heads or by.in_charge or by.has_role(Role.LEADER) or by.has_role(Role.OFFICE_SECRETARY) or by.units)


def is_leader(by: Actor) -> bool:
    """Tell whether the person follows tasks beyond their own units: leaders, the Office, inspectors."""
    return any(by.has_role(role) for role in (Role.LEADER, Role.OFFICE_SECRETARY, Role.INSPECTOR))
