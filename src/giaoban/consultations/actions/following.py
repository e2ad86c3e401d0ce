"""By the clock: a unit's slip that is not answered goes to whoever heads the unit now, who is told once (SLIP-1)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from giaoban.consultations import queries
from giaoban.consultations.actions.told import tell
from giaoban.consultations.models import Consultation, OpinionSlip
from giaoban.kernel.actor import SYSTEM
from giaoban.people import queries as people
from giaoban.people.models import User


def follow_heads() -> int:
    """Let unanswered slips of units follow the heads; return how many moved. Repeat: what has moved stays."""
    return sum(_follow(consultation_id) for consultation_id in queries.left_by_heads())


@transaction.atomic
def _follow(consultation_id: UUID) -> int:
    consultation = queries.lock_any(consultation_id)
    if not consultation.takes_answers:
        return 0
    heads: dict[OpinionSlip, User] = {}
    for slip in consultation.slips.filter(unit__isnull=False, opinion=None).select_related("unit", "user"):
        head = people.head_of(slip.unit_id) if slip.unit_id else None
        if head and head.pk != slip.user_id:
            heads[slip] = head
    moved = list(_moved(consultation, heads))
    for slip, before in moved:
        facts = {"asked_unit": str(slip.unit), "asked_person": slip.user.full_name, "told": str(slip.user_id)}
        tell("consultations.slip_moved", consultation, SYSTEM, people={before}, **facts)
    return len(moved)


def _moved(consultation: Consultation, heads: dict[OpinionSlip, User]) -> Iterable[tuple[OpinionSlip, UUID]]:
    """Hand the slips over one after another, so that nobody ever holds two; yield each with who held it before.

    Where heads changed places among themselves, one slip rests with somebody else for a moment of the transaction.
    """
    holders = dict(consultation.slips.values_list("user_id", "pk"))
    waiting = _free_to_go(heads, holders)
    before = {slip.pk: slip.user_id for slip in waiting}
    while waiting:
        free = next((slip for slip, head in waiting.items() if head.pk not in holders), None)
        if free is not None:
            _hand(free, waiting.pop(free), holders)
            yield free, before[free.pk]
            continue
        somebody = User.objects.exclude(pk__in=holders).order_by("pk").first()
        if somebody is None:
            raise LookupError("nobody is left with whom a slip could rest")
        _hand(next(iter(waiting)), somebody, holders)


def _free_to_go(heads: dict[OpinionSlip, User], holders: dict[UUID, UUID]) -> dict[OpinionSlip, User]:
    """Leave out the slips of heads who are asked already, by name or for another unit: they keep that one slip."""
    wanted: dict[UUID, OpinionSlip] = {}
    for slip, head in heads.items():
        wanted.setdefault(head.pk, slip)
    going = {slip.pk for slip in wanted.values()}
    while blocked := {s.pk for head, s in wanted.items() if s.pk in going and holders.get(head) not in {None, *going}}:
        going -= blocked
    return {slip: heads[slip] for slip in wanted.values() if slip.pk in going}


def _hand(slip: OpinionSlip, to: User, holders: dict[UUID, UUID]) -> None:
    """Give a slip to another person; who was to answer in the other's place does so no more."""
    holders.pop(slip.user_id, None)
    holders[to.pk] = slip.pk
    slip.user, slip.substitute, slip.reminded_at = to, None, None
    slip.save(update_fields=["user", "substitute", "reminded_at"])
