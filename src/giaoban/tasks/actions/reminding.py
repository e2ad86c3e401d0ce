"""Setting the agency's rules of reminding."""

from typing import Any, Final

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people.models import Unit
from giaoban.tasks import permissions, policy_words, queries
from giaoban.tasks.models import ReminderPolicy
from giaoban.tasks.policy import OnTheDay, Policy

BOUNDS: Final[dict[str, tuple[int, int]]] = {
    "digest_minute": (6 * 60 + 30, 18 * 60),
    "unopened_after": (0, 20),
    "unopened_share": (0, 100),
    "gather": (0, 5),
    "punctual_margin": (10, 100),
    "effort_share": (5, 100),
    "lead_least": (0, 10),
    "lead_most": (1, 20),
    "slow_margin": (100, 400),
    "punctual_from": (50, 100),
    "slow_below": (0, 95),
    "rest": (1, 20),
    "overdue_first": (0, 20),
    "overdue_gap": (1, 20),
    "overdue_growth": (0, 20),
    "wish_silence": (1, 20),
    "head_after": (0, 60),
    "leader_after": (0, 60),
    "decide_after": (0, 30),
    "confirm_after": (0, 30),
    "link_days": (0, 14),
}


@transaction.atomic
def set_reminder_policy(*, policy: Policy, by: Actor, note: str = "") -> ReminderPolicy:
    """An administrator puts other rules of reminding in force; the book says what changed from which value to which.

    Repeat: the rules that hold already are not written again.
    """
    require(permissions.may_set_reminder_policy(by))
    lock(Unit.objects.filter(parent=None))  # one after the other, also when there is no version yet
    newest = queries.policy_versions().first()
    before = queries.policy_in_force()
    if newest and before == policy:
        return newest
    _check(policy)
    kept = ReminderPolicy.objects.create(
        number=newest.number + 1 if newest else 1,
        data=policy.as_data(),
        note=note.strip()[:300],
        set_by_id=by.person_id,
        set_at=clock.now(),
    )
    data = {"changes": policy_words.changes(before, policy) or "–", "values": _changed(before, policy)}
    record("tasks.policy_set", by=by, subject=kept, data=data)
    return kept


def _check(policy: Policy) -> None:
    data: dict[str, Any] = policy.as_data()
    faults = {name for name, (least, most) in BOUNDS.items() if not least <= data[name] <= most}
    if policy.on_the_day not in set(OnTheDay):
        faults.add("on_the_day")
    if policy.lead_least > policy.lead_most:
        faults.add("lead_most")
    if faults:
        raise Invalid("tasks.policy_out_of_bounds", fields=dict.fromkeys(sorted(faults), "tasks.policy_out_of_bounds"))


def _changed(before: Policy, after: Policy) -> dict[str, list[int | str]]:
    old, new = before.as_data(), after.as_data()
    return {name: [old[name], new[name]] for name in new if old[name] != new[name]}
