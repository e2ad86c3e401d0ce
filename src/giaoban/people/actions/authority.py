"""Authority beyond one's position: roles, the leader in charge, delegation (ORG-3, ORG-4, ORG-7)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import permissions, queries
from giaoban.people.actions import checks
from giaoban.people.models import Delegation, LeaderInCharge, Position, Role, RoleGrant, User


@transaction.atomic
def grant_role(
    *, user_id: UUID, role: str, unit_id: UUID, starts_on: date | None = None, ends_on: date | None = None, by: Actor
) -> RoleGrant:
    """A system administrator gives a person a role over a unit and everything below it.

    Repeat: the same role over the same unit twice is refused.
    """
    user, unit = checks.lock_user(user_id), queries.lock_unit(unit_id)
    require(permissions.may_administer_system(by))
    if role not in Role.values:
        raise Invalid("people.unknown_role", fields={"role": "people.unknown_role"})
    if not user.is_active:
        raise Conflict("people.is_inactive", person=user.full_name)
    if not unit.is_open:
        raise Conflict("people.unit_closed", unit=unit.name)
    day = starts_on or clock.today()
    if ends_on is not None and ends_on < day:
        raise Invalid("people.ends_before_start", fields={"ends_on": "people.ends_before_start"})
    if RoleGrant.objects.filter(user=user, role=role, unit=unit, ends_on=None).exists():
        raise Conflict("people.role_held", person=user.full_name)
    grant = RoleGrant.objects.create(user=user, role=role, unit=unit, starts_on=day, ends_on=ends_on)
    record(
        "people.role_granted",
        by=by,
        subject=grant,
        data={"role": role, "from": day.isoformat()},
        topics=[(user.pk, "rights")],
    )
    return grant


@transaction.atomic
def revoke_role(*, grant_id: UUID, by: Actor) -> RoleGrant:
    """A system administrator takes a role back, today.

    When: another system administrator remains. Repeat: a role that is over stays over.
    """
    require(permissions.may_administer_system(by))
    # Every grant of the role is locked: two administrators must not take each other's role at once.
    asked = RoleGrant.objects.filter(pk=grant_id).values_list("role", flat=True).first()
    rows = {row.pk: row for row in lock(RoleGrant.objects.filter(role=asked or "").select_related("user", "unit"))}
    grant, yesterday = rows.get(grant_id), clock.today() - timedelta(days=1)
    if grant is None:
        raise NotFound
    if grant.ends_on is not None and grant.ends_on <= yesterday:
        return grant
    if grant.role == Role.SYSTEM_ADMIN and not queries.administrators().exclude(pk=grant.user_id).exists():
        raise Conflict("people.last_administrator")
    grant.ends_on = yesterday  # the last day is inclusive: the role must be gone now, not tonight
    grant.save(update_fields=["ends_on"])
    record("people.role_revoked", by=by, subject=grant, data={"role": grant.role}, topics=[(grant.user_id, "rights")])
    return grant


@transaction.atomic
def put_leader_in_charge(*, unit_id: UUID, leader_id: UUID, starts_on: date | None = None, by: Actor) -> LeaderInCharge:
    """The Office or an administrator names the leader in charge of a unit; the one before ends the day before.

    Repeat: naming the same leader again changes nothing.
    """
    unit, leader = queries.lock_unit(unit_id), checks.lock_user(leader_id)
    require(permissions.may_put_in_charge(by, unit.pk))
    if not unit.is_open:
        raise Conflict("people.unit_closed", unit=unit.name)
    if not _leads(leader):
        raise Invalid("people.not_a_leader", person=leader.full_name, fields={"leader": "people.not_a_leader"})
    day = starts_on or clock.today()
    running = LeaderInCharge.objects.filter(unit=unit, ends_on=None).first()
    if running and running.leader_id == leader.pk:
        return running
    if running:
        _give_way(running, day)
    charge = LeaderInCharge.objects.create(unit=unit, leader=leader, starts_on=day)
    record(
        "people.put_in_charge", by=by, subject=charge, data={"from": day.isoformat()}, topics=[(leader.pk, "rights")]
    )
    return charge


def _leads(user: User) -> bool:
    root = queries.root_unit()
    today = queries.in_force()
    at_the_top = user.appointments.filter(today, unit=root).exclude(position__authority=Position.Authority.MEMBER)
    return user.is_active and (user.role_grants.filter(today, role=Role.LEADER).exists() or at_the_top.exists())


def _give_way(running: LeaderInCharge, day: date) -> None:
    if running.starts_on >= day:
        raise Invalid(
            "people.before_last_change",
            day=f"{running.starts_on:%d/%m/%Y}",
            fields={"starts_on": "people.before_last_change"},
        )
    running.ends_on = day - timedelta(days=1)
    running.save(update_fields=["ends_on"])


@transaction.atomic
def take_off_charge(*, charge_id: UUID, on: date | None = None, by: Actor) -> LeaderInCharge:
    """The Office or an administrator writes down the last day on which a leader was in charge of a unit.

    Repeat: what is over stays over.
    """
    found = lock(LeaderInCharge.objects.filter(pk=charge_id).select_related("unit", "leader"))
    if not found:
        raise NotFound
    charge, day = found[0], on or clock.today()
    require(permissions.may_put_in_charge(by, charge.unit_id))
    if charge.ends_on is not None:
        return charge
    if day < charge.starts_on:
        raise Invalid("people.ends_before_start", fields={"on": "people.ends_before_start"})
    charge.ends_on = day
    charge.save(update_fields=["ends_on"])
    record(
        "people.taken_off_charge",
        by=by,
        subject=charge,
        data={"on": day.isoformat()},
        topics=[(charge.leader_id, "rights")],
    )
    return charge


@transaction.atomic
def delegate(
    *, giver_id: UUID, holder_id: UUID, starts_at: datetime, ends_at: datetime, reason: str, by: Actor
) -> Delegation:
    """A person gives the own authority to another for a period: approvals and chairing go there, and say so.

    When: nobody else holds that person's authority in the period.
    Repeat: the same delegation twice is refused as overlapping.
    """
    if giver_id == holder_id:
        raise Invalid("people.delegation_to_self", fields={"holder": "people.delegation_to_self"})
    require(permissions.may_delegate(by, giver_id, holder_id))
    people = {user.pk: user for user in lock(User.objects.filter(pk__in=[giver_id, holder_id]))}
    if len(people) < 2:  # noqa: PLR2004 - the giver and the holder
        raise NotFound
    for user in people.values():
        if not user.is_active:
            raise Conflict("people.is_inactive", person=user.full_name)
    _check_span(giver_id, starts_at, ends_at, reason)
    delegation = Delegation.objects.create(
        giver=people[giver_id], holder=people[holder_id], starts_at=starts_at, ends_at=ends_at, reason=reason[:300]
    )
    record(
        "people.delegated",
        by=by,
        subject=delegation,
        data={"from": starts_at.isoformat(), "to": ends_at.isoformat()},
        topics=[(giver_id, "today"), (holder_id, "today"), (holder_id, "rights")],
    )
    return delegation


def _check_span(giver_id: UUID, starts_at: datetime, ends_at: datetime, reason: str) -> None:
    checks.needed(reason=reason)
    if ends_at <= starts_at:
        raise Invalid("people.ends_before_start", fields={"ends_at": "people.ends_before_start"})
    if ends_at <= clock.now():
        raise Invalid("people.delegation_in_the_past", fields={"ends_at": "people.delegation_in_the_past"})
    given = Delegation.objects.filter(giver_id=giver_id, ended_at=None)
    other = given.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).select_related("holder").first()
    if other:
        span = {"from": f"{clock.local(other.starts_at):%d/%m/%Y}", "to": f"{clock.local(other.ends_at):%d/%m/%Y}"}
        raise Conflict("people.delegation_overlap", holder=other.holder.full_name, **span)


@transaction.atomic
def end_delegation(*, delegation_id: UUID, by: Actor) -> Delegation:
    """The giver takes the authority back before its time, or the holder hands it back.

    Repeat: what is over stays over.
    """
    found = lock(Delegation.objects.filter(pk=delegation_id).select_related("giver", "holder"))
    if not found:
        raise NotFound
    delegation = found[0]
    require(permissions.may_end_delegation(by, delegation))
    if delegation.is_over:
        return delegation
    delegation.ended_at = clock.now()
    delegation.save(update_fields=["ended_at"])
    people = (delegation.giver_id, delegation.holder_id)
    record(
        "people.delegation_ended",
        by=by,
        subject=delegation,
        topics=[(p, t) for p in people for t in ("today", "rights")],
    )
    return delegation
