"""Who sees a consultation: its officer, the leader who approves, those asked once it is sent, who watches the unit."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from giaoban.approvals import queries as approvals
from giaoban.approvals.models import Approval
from giaoban.consultations.models import Consultation, OpinionSlip
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.people import queries as people
from giaoban.people.models import Appointment, Position, Role, Unit, UnitKind, User

State = Consultation.State
APPROVALS = ("consultations.consultation", "consultations.notice")


def leading(by: Actor, *, heads_only: bool = False) -> QuerySet[Appointment]:
    """Return the posts by which the person, or somebody whose authority the person holds, leads a unit himself."""
    given = Appointment.objects.filter(people.in_force(), user_id__in=people.people_of(by))
    if heads_only:
        return given.filter(position__authority=Position.Authority.HEAD)
    return given.exclude(position__authority=Position.Authority.MEMBER)


def led_units(by: Actor) -> set[UUID]:
    """Return those units."""
    return set(leading(by).values_list("unit_id", flat=True))


def asking_units(by: Actor) -> set[UUID]:
    """Return the units in whose name the person may ask: a team's officer in that of the branch."""
    units = {unit.pk: unit for unit in people.open_units()}
    found: set[UUID] = set()
    for unit_id in by.units:
        unit = units.get(unit_id)
        while unit is not None and unit.kind.level == UnitKind.Level.TEAM and unit.parent_id:
            unit = units.get(unit.parent_id)
        if unit is not None:
            found.add(unit.pk)
    return found


def answerable(by: Actor) -> Q:
    """Return the condition «this person may answer this slip»: asked, substitute, delegate, or leader of the unit."""
    return (
        Q(user_id__in=people.people_of(by)) | Q(substitute_id=by.user_id) | Q(unit_id__in=leading(by).values("unit_id"))
    )


def slips_of(by: Actor, consultation: Consultation) -> list[OpinionSlip]:
    """Return the slips of one consultation that this person may answer, the own one first."""
    rows = consultation.slips.filter(answerable(by)).select_related("user", "unit", "substitute", "opinion__by")
    return sorted(rows, key=lambda slip: (not by.is_person(slip.user_id), slip.place))


def visible_consultations(by: Actor) -> QuerySet[Consultation]:
    """Return the consultations this person may know of; for everybody else they do not exist.

    A draft is the officer's alone, also when it was called off before it went out; the leader before whom it lay
    still knows of that end.
    """
    if by.user_id is None:
        return Consultation.objects.none()
    me = people.people_of(by)
    asked = OpinionSlip.objects.filter(answerable(by), consultation=OuterRef("pk"))
    put_before = Approval.objects.filter(kind=APPROVALS[0], subject_id=OuterRef("pk"))
    never_out = Q(state=State.CANCELLED, sent_at=None)  # a draft that ended as one
    approves = Q(approver_id__in=me) & (~never_out | Q(Exists(put_before)))
    follows = approves | (Q(unit_id__in=people.watched_units(by)) & ~never_out)
    return Consultation.objects.filter(
        Q(officer_id__in=me) | (follows & ~Q(state=State.DRAFT)) | Q(Exists(asked), sent_at__isnull=False)
    )


def seen_among(by: Actor, consultation_ids: Iterable[UUID]) -> set[UUID]:
    """Cut consultation ids to those this person may see."""
    return set(visible_consultations(by).filter(pk__in=list(consultation_ids)).values_list("pk", flat=True))


def consultation_of(consultation_id: UUID) -> Consultation:
    """Return one consultation without asking who wants it: for the house itself (notices, doors)."""
    found = Consultation.objects.filter(pk=consultation_id).select_related("unit", "officer", "approver").first()
    if found is None:
        raise NotFound
    return found


def slip_of(slip_id: UUID) -> OpinionSlip:
    """Return one slip without asking who wants it."""
    found = OpinionSlip.objects.filter(pk=slip_id).select_related("consultation", "user", "unit").first()
    if found is None:
        raise NotFound
    return found


def lock_consultation(consultation_id: UUID, by: Actor) -> Consultation:
    """Lock one consultation that this person may see: answers, the deadline and closing wait for each other."""
    if not visible_consultations(by).filter(pk=consultation_id).exists():
        raise NotFound
    return lock_any(consultation_id)


def lock_any(consultation_id: UUID) -> Consultation:
    """Lock one consultation whose act another rule has allowed."""
    found = lock_one(Consultation.objects.filter(pk=consultation_id).select_related("unit", "officer"))
    if found is None:
        raise NotFound
    return found


def leads_unit(by: Actor, unit_id: UUID) -> bool:
    """Tell whether the person leads that unit or one above it, or is a leader over it."""
    return unit_id in by.heads or unit_id in by.in_charge or by.has_role(Role.LEADER, unit_id)


def possible_approvers(unit_id: UUID) -> QuerySet[User]:
    """Return who may approve papers of a unit: its leaders, those of the units above, the agency's leaders."""
    above = [unit_id, *_above(unit_id)]
    led = Appointment.objects.filter(people.in_force(), unit_id__in=above).exclude(
        position__authority=Position.Authority.MEMBER
    )
    leaders = people.holders_of_role(Role.LEADER, unit_id)
    found = User.objects.filter(Q(pk__in=led.values("user_id")) | Q(pk__in=leaders.values("pk")), is_active=True)
    return found.filter(is_guest=False, site=None).order_by("sort_name", "folded_name")


def _above(unit_id: UUID) -> list[UUID]:
    parents = {unit.pk: unit.parent_id for unit in people.open_units()}
    found: list[UUID] = []
    current = parents.get(unit_id)
    while current is not None and current not in found:
        found.append(current)
        current = parents.get(current)
    return found


def approval_for(by: Actor, consultation: Consultation) -> Approval | None:
    """Return what waits for this person's yes here: the draft, or the result notice."""
    waiting = approvals.waiting_for(by).filter(approval__kind__in=APPROVALS, approval__subject_id=consultation.pk)
    step = waiting.first()
    return step.approval if step else None


def left_by_heads() -> list[UUID]:
    """Return the consultations that still take answers and have a unit's unanswered slip with who heads it no more."""
    heading = Appointment.objects.filter(
        people.in_force(),
        user_id=OuterRef("user_id"),
        unit_id=OuterRef("unit_id"),
        position__authority=Position.Authority.HEAD,
        user__is_active=True,
    )
    slips = OpinionSlip.objects.filter(
        ~Exists(heading),
        unit__isnull=False,
        opinion=None,
        consultation__state=State.OPEN,
        consultation__due_on__gte=clock.today(),
    )
    return list(slips.order_by("consultation_id").values_list("consultation_id", flat=True).distinct())


def find_askable(asked: str) -> list[Unit]:
    """Return the open units that a name or code means, in the tree's order, teams last."""
    found = people.find_units(asked)
    return sorted(found, key=lambda unit: (unit.kind.level == UnitKind.Level.TEAM, unit.place, unit.name))


def askable_people(slips: Iterable[OpinionSlip]) -> set[UUID]:
    """Return who is told about slips: those asked, their substitutes, and who holds their authority now."""
    found: set[UUID] = set()
    for slip in slips:
        asked = {slip.user_id, *({slip.substitute_id} if slip.substitute_id else set())}
        found |= asked
        for user_id in asked:
            found |= set(people.holders_of(user_id))
    return found


def concerned(consultation: Consultation) -> set[UUID]:
    """Return the people on whose pages the consultation stands."""
    near = {consultation.officer_id, *({consultation.approver_id} if consultation.approver_id else set())}
    if consultation.sent_at is None:
        return near
    rows = consultation.slips.values_list("user_id", "substitute_id")
    return near | {user_id for row in rows for user_id in row if user_id}
