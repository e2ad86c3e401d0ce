"""Who may do what to an obstacle: the branch asks and confirms, the Office routes, the competent answer."""

from collections.abc import Callable
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.obstacles import queries
from giaoban.obstacles.models import Obstacle
from giaoban.obstacles.models.obstacle import OPEN
from giaoban.obstacles.queries import Hats
from giaoban.people import queries as people
from giaoban.people.models import Role

State, Level = Obstacle.State, Obstacle.Level
EDITABLE = frozenset({State.DRAFT, State.RAISED, State.RETURNED})
WITHDRAWABLE = frozenset({State.DRAFT, State.RAISED, State.ROUTED, State.ESCALATED, State.ANSWERED, State.RETURNED})


def may_raise_for(by: Actor, branch_id: UUID, hats: Hats | None = None) -> Verdict:
    """Whoever works in a branch raises its obstacles."""
    hats = hats or queries.hats_of(by)
    return YES if hats.works_in(branch_id) else no("obstacles.not_your_branch")


def _of_branch(by: Actor, obstacle: Obstacle, hats: Hats | None) -> bool:
    return (hats or queries.hats_of(by)).works_in(obstacle.branch_id)


def _is_office(by: Actor, obstacle: Obstacle) -> bool:
    return by.has_role(Role.OFFICE_SECRETARY, obstacle.branch_id)


def _leads_division(by: Actor, obstacle: Obstacle, hats: Hats | None) -> bool:
    return obstacle.division_id is not None and obstacle.division_id in (hats or queries.hats_of(by)).led


def _leads_agency(by: Actor, obstacle: Obstacle) -> bool:
    return obstacle.branch_id in by.in_charge or by.has_role(Role.LEADER, obstacle.branch_id)


def may_edit(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """The branch rewrites what nobody works on yet."""
    if not _of_branch(by, obstacle, hats):
        return no("obstacles.only_the_branch")
    return YES if obstacle.state in EDITABLE else no("obstacles.cannot_be_edited")


def may_raise(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """The branch sends a draft, or once more what came back, to the Office."""
    if not _of_branch(by, obstacle, hats):
        return no("obstacles.only_the_branch")
    return YES if obstacle.state in {State.DRAFT, State.RETURNED} else no("obstacles.already_raised")


def may_route(by: Actor, obstacle: Obstacle, _hats: Hats | None = None) -> Verdict:
    """The Office passes it to the competent division, also a second time."""
    if not _is_office(by, obstacle):
        return no("obstacles.only_the_office")
    return YES if obstacle.state in {State.RAISED, State.ROUTED} else no("obstacles.not_to_route")


def may_return(by: Actor, obstacle: Obstacle, _hats: Hats | None = None) -> Verdict:
    """The Office gives it back: within the branch's own competence (R-45-05)."""
    if not _is_office(by, obstacle):
        return no("obstacles.only_the_office")
    return YES if obstacle.state == State.RAISED else no("obstacles.not_to_return")


def may_answer(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """The division's head answers; once escalated the leader; the Office or the division notes the higher word."""
    if obstacle.level == Level.LEADER:
        allowed, why = _leads_agency(by, obstacle), "obstacles.only_the_leader"
    elif obstacle.level == Level.HIGHER:
        allowed = _is_office(by, obstacle) or _leads_division(by, obstacle, hats)
        why = "obstacles.only_the_office"
    else:
        allowed, why = _leads_division(by, obstacle, hats), "obstacles.only_the_division"
    if not allowed:
        return no(why)
    return YES if obstacle.waits_for_answer else no("obstacles.no_answer_expected")


def may_escalate(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """Who has to answer, or the Office, passes on what is beyond competence."""
    if not (_leads_division(by, obstacle, hats) or _is_office(by, obstacle) or _leads_agency(by, obstacle)):
        return no("obstacles.only_the_division")
    if obstacle.level == Level.HIGHER:
        return no("obstacles.already_highest")
    return YES if obstacle.waits_for_answer else no("obstacles.not_to_escalate")


def may_ask_on(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """The branch is not yet helped by the answer."""
    if not _of_branch(by, obstacle, hats):
        return no("obstacles.only_the_branch")
    return YES if obstacle.state == State.ANSWERED else no("obstacles.nothing_to_ask_on")


def may_confirm(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """The branch says that it is resolved."""
    if not _of_branch(by, obstacle, hats):
        return no("obstacles.only_the_branch")
    return YES if obstacle.state in {State.ANSWERED, State.CONCLUDED} else no("obstacles.not_answered")


def may_reopen(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """The branch says that it is not resolved after all."""
    if not _of_branch(by, obstacle, hats):
        return no("obstacles.only_the_branch")
    return YES if obstacle.state in {State.RESOLVED, State.CONCLUDED} else no("obstacles.not_to_reopen")


def may_withdraw(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """The branch takes it back while nothing was concluded."""
    if not _of_branch(by, obstacle, hats):
        return no("obstacles.only_the_branch")
    return YES if obstacle.state in WITHDRAWABLE else no("obstacles.not_to_withdraw")


def may_comment(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """Whoever is concerned may write to it; who only watches may not."""
    hats = hats or queries.hats_of(by)
    units = {obstacle.branch_id, obstacle.division_id, *(row.unit_id for row in obstacle.coordinating.all())}
    concerned = any(hats.works_in(unit) for unit in units if unit)
    if concerned or _is_office(by, obstacle) or _leads_agency(by, obstacle):
        return YES
    return no("obstacles.only_to_look_at")


def may_add_document(by: Actor, obstacle: Obstacle, hats: Hats | None = None) -> Verdict:
    """Whoever may write to it may put files to it while it is not over."""
    if not (verdict := may_comment(by, obstacle, hats)):
        return verdict
    return YES if obstacle.state in {*OPEN, State.DRAFT, State.RETURNED} else no("obstacles.is_closed")


def may_conclude(obstacle: Obstacle) -> Verdict:
    """Tell whether a briefing may still conclude on it; who may, is the meeting's rule."""
    return YES if obstacle.state in OPEN else no("obstacles.not_to_conclude")


def may_keep_terms(by: Actor) -> Verdict:
    """The Office sets how long answers may take."""
    return YES if by.has_role(Role.OFFICE_SECRETARY) else no("obstacles.only_the_office")


Rule = Callable[[Actor, Obstacle, Hats | None], Verdict]
RULES: dict[str, Rule] = {
    "edit": may_edit,
    "raise": may_raise,
    "route": may_route,
    "return": may_return,
    "answer": may_answer,
    "escalate": may_escalate,
    "ask_on": may_ask_on,
    "confirm": may_confirm,
    "reopen": may_reopen,
    "withdraw": may_withdraw,
    "comment": may_comment,
    "add_document": may_add_document,
}


def abilities(by: Actor, obstacle: Obstacle) -> dict[str, Verdict]:
    """Return every verb with its verdict, so that pages never derive a rule themselves."""
    hats = queries.hats_of(by)
    return {verb: rule(by, obstacle, hats) for verb, rule in RULES.items()}


def watches(by: Actor) -> bool:
    """Tell whether the person follows obstacles beyond the own unit: leaders, the Office, inspectors."""
    return bool(by.in_charge) or any(by.has_role(role) for role in people.WATCHING)
