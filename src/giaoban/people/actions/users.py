"""Accounts and appointments: invited, changed, locked, appointed (ORG-2)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import names, passwords, permissions, queries, session_ends
from giaoban.people.actions import checks
from giaoban.people.models import ApiToken, Appointment, SignInGuard, User

FIELDS = ("title", "employee_code", "phone")


@transaction.atomic
def invite_user(
    *,
    username: str,
    full_name: str,
    unit_id: UUID,
    position_id: UUID,
    email: str = "",
    starts_on: date | None = None,
    password: str = "",
    details: dict[str, Any] | None = None,
    by: Actor,
) -> User:
    """An administrator makes an account for a person of a unit; the given password lasts until first sign-in.

    Without a password the person cannot sign in until one is given by ``reset_password``.
    Repeat: a sign-in name is used once; the second time is refused.
    """
    require(permissions.may_keep_unit(by, unit_id))
    checks.needed(full_name=full_name)
    user = User(username=checks.clean_username(username), email=checks.clean_email(email), must_change_password=True)
    checks.free_username(user.username)
    checks.rename(user, full_name)
    for name in FIELDS:
        setattr(user, name, str((details or {}).get(name, "")).strip())
    _give_password(user, password)
    user.save()
    record("people.invited", by=by, subject=user)
    assign_position(user_id=user.pk, unit_id=unit_id, position_id=position_id, starts_on=starts_on, by=by)
    return user


@transaction.atomic
def change_user(
    *,
    user_id: UUID,
    full_name: str | None = None,
    email: str | None = None,
    details: dict[str, Any] | None = None,
    by: Actor,
) -> User:
    """An administrator corrects a person's name and contacts; a person corrects the own telephone and e-mail.

    Repeat: what is already so is not recorded again.
    """
    user = checks.lock_user(user_id)
    if not _only_own_contacts(by, user, full_name, details):
        require(permissions.may_keep_person(by, queries.scope_of(user.pk)))
    wanted = {name: str(value).strip() for name, value in (details or {}).items() if name in FIELDS}
    if email is not None:
        wanted["email"] = checks.clean_email(email)
    if full_name is not None:
        checks.needed(full_name=full_name)
        wanted["full_name"] = names.tidy(full_name)
    changed = {name: value for name, value in wanted.items() if getattr(user, name) != value}
    if not changed:
        return user
    old = {name: getattr(user, name) for name in changed}
    for name, value in changed.items():
        setattr(user, name, value)
    if "full_name" in changed:
        checks.rename(user, changed["full_name"])
    user.save()
    record("people.changed", by=by, subject=user, data={"old": old, "new": changed})
    return user


def _only_own_contacts(by: Actor, user: User, full_name: str | None, details: dict[str, Any] | None) -> bool:
    return by.is_person(user.pk) and full_name is None and set(details or {}) <= {"phone"}


@transaction.atomic
def deactivate_user(*, user_id: UUID, by: Actor) -> User:
    """An administrator locks an account: signed out everywhere, keys cut; every record keeps the name.

    Repeat: a locked account stays locked.
    """
    user = checks.lock_user(user_id)
    require(permissions.may_keep_person(by, queries.scope_of(user.pk)))
    if by.is_person(user.pk):
        raise Conflict("people.not_yourself")
    if not user.is_active:
        return user
    if list(queries.administrators().values_list("pk", flat=True)[:2]) == [user.pk]:
        raise Conflict("people.last_administrator")
    user.is_active = False
    user.save(update_fields=["is_active"])
    cut_off(user)
    record("people.deactivated", by=by, subject=user, topics=[(user.pk, "rights")])
    return user


@transaction.atomic
def reactivate_user(*, user_id: UUID, by: Actor) -> User:
    """An administrator opens a locked account again.

    Repeat: an open account stays open.
    """
    user = checks.lock_user(user_id)
    require(permissions.may_keep_person(by, queries.scope_of(user.pk)))
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("people.reactivated", by=by, subject=user)
    return user


@transaction.atomic
def reset_password(*, user_id: UUID, password: str, by: Actor) -> User:
    """An administrator gives a person a new password that lasts until the next sign-in.

    Signed out everywhere, keys cut, lock-out lifted. Repeat: a new password each time.
    """
    user = checks.lock_user(user_id)
    require(permissions.may_keep_person(by, queries.scope_of(user.pk)))
    if not user.is_active:
        raise Conflict("people.is_inactive", person=user.full_name)
    _give_password(user, password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    SignInGuard.objects.filter(digest=SignInGuard.digest_of(user.username)).delete()
    cut_off(user)
    record("people.password_reset", by=by, subject=user, topics=[(user.pk, "rights")])
    return user


def _give_password(user: User, password: str) -> None:
    if not password:
        user.set_unusable_password()
        return
    passwords.check(password, user)
    user.set_password(password)


def cut_off(user: User, keep: str | None = None) -> int:
    """End every session of the person, except the one kept, and every key; return how many sessions ended."""
    sessions = UserSession.objects.filter(user=user)
    if keep:
        sessions = sessions.exclude(session_key=keep)
    else:
        ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=clock.now())
    keys = list(sessions.values_list("session_key", flat=True))
    session_ends.tell(user.pk, kept=keep or "")
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
    return len(keys)


@transaction.atomic
def assign_position(
    *,
    user_id: UUID,
    unit_id: UUID,
    position_id: UUID,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_main: bool = True,
    by: Actor,
) -> Appointment:
    """An administrator writes down that a person holds a position in a unit from a day on.

    A new main position ends the main one before it. Repeat: the same position twice is refused.
    """
    user, unit = checks.lock_user(user_id), queries.lock_unit(unit_id)
    require(permissions.may_keep_unit(by, unit.pk))
    if not user.is_active:
        raise Conflict("people.is_inactive", person=user.full_name)
    if not unit.is_open:
        raise Conflict("people.unit_closed", unit=unit.name)
    position, day = checks.position_of(position_id), starts_on or clock.today()
    if ends_on is not None and ends_on < day:
        raise Invalid("people.ends_before_start", fields={"ends_on": "people.ends_before_start"})
    if Appointment.objects.filter(user=user, unit=unit, position=position, ends_on=None).exists():
        raise Conflict("people.position_held", person=user.full_name)
    checks.one_head(unit, position, day, ends_on, but=user.pk)
    if is_main:
        _end_main(user, day, by)
    appointment = Appointment.objects.create(
        user=user, unit=unit, position=position, starts_on=day, ends_on=ends_on, is_main=is_main
    )
    record("people.appointed", by=by, subject=appointment, data={"from": day.isoformat()}, topics=[(user.pk, "rights")])
    return appointment


def _end_main(user: User, day: date, by: Actor) -> None:
    running = Appointment.objects.filter(user=user, is_main=True, ends_on=None).select_related("unit").first()
    if running is not None:
        leave_position(appointment=running, day=day, by=by)


@transaction.atomic
def leave_position(*, appointment: Appointment, day: date, by: Actor) -> None:
    """End a position the day before another begins; one entered for that very day was a slip and gives way."""
    require(permissions.may_keep_unit(by, appointment.unit_id))
    last = day - timedelta(days=1)
    record(
        "people.appointment_ended",
        by=by,
        subject=appointment,
        data={"on": last.isoformat()},
        topics=[(appointment.user_id, "rights")],
    )
    if last < appointment.starts_on:
        appointment.delete()
        return
    appointment.ends_on = last
    appointment.save(update_fields=["ends_on"])


@transaction.atomic
def end_appointment(*, appointment_id: UUID, on: date | None = None, by: Actor) -> Appointment:
    """An administrator writes down the last day on which a person held a position.

    Repeat: ending it on the same day changes nothing.
    """
    found = lock(Appointment.objects.filter(pk=appointment_id).select_related("user", "unit", "position"))
    if not found:
        raise NotFound
    appointment, day = found[0], on or clock.today()
    require(permissions.may_keep_unit(by, appointment.unit_id))
    if appointment.ends_on == day:
        return appointment
    if day < appointment.starts_on:
        raise Invalid("people.ends_before_start", fields={"on": "people.ends_before_start"})
    if appointment.ends_on is not None and appointment.ends_on < clock.today():
        raise Conflict("people.already_ended")
    appointment.ends_on = day
    appointment.save(update_fields=["ends_on"])
    record(
        "people.appointment_ended",
        by=by,
        subject=appointment,
        data={"on": day.isoformat()},
        topics=[(appointment.user_id, "rights")],
    )
    return appointment
