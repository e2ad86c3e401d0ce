"""Checks that several verbs share: dates, names, the one head of a unit."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock
from giaoban.people import names
from giaoban.people.models import Appointment, Position, Unit, User


def needed(**given: str) -> None:
    """Raise Invalid naming every empty field."""
    if empty := {name: "people.needed" for name, text in given.items() if not text.strip()}:
        raise Invalid("people.needed", fields=empty)


def not_future(day: date) -> None:
    """Raise Invalid for a day that has not come: today's tables show today."""
    if day > clock.today():
        raise Invalid("people.not_in_the_future", fields={"on": "people.not_in_the_future"})


def clean_username(username: str) -> str:
    """Return the sign-in name as it is stored, or raise Invalid."""
    name = username.strip().lower()
    if not names.USERNAME.fullmatch(name):
        raise Invalid("people.username_shape", fields={"username": "people.username_shape"})
    return name


def clean_email(email: str) -> str:
    """Return the address, or raise Invalid."""
    address = email.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Invalid("people.bad_email", email=address, fields={"email": "people.bad_email"}) from error
    return address


def free_username(username: str) -> None:
    """Raise Invalid when somebody has that sign-in name, whatever the case."""
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid("people.username_taken", username=username, fields={"username": "people.username_taken"})


def free_name(rows: "QuerySet[Any]", field: str, name: str, *, but: UUID | None = None) -> None:
    """Raise Conflict when another row has the name, whatever its case: SQLite compares only ASCII without case."""
    for pk, taken in rows.values_list("pk", field):
        if pk != but and taken.casefold() == name.casefold():
            raise Conflict("people.name_taken", name=name)


def rename(user: User, full_name: str) -> None:
    """Give the person a name, with what lists sort and search by."""
    for field, value in names.name_fields(full_name).items():
        setattr(user, field, value)


def one_head(unit: Unit, position: Position, starts_on: date, ends_on: date | None, *, but: UUID | None = None) -> None:
    """Raise Conflict when the unit would have two heads at the same time."""
    if position.authority != Position.Authority.HEAD:
        return
    meets = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    if ends_on is not None:
        meets &= Q(starts_on__lte=ends_on)
    held = Appointment.objects.filter(meets, unit=unit, position__authority=Position.Authority.HEAD)
    others = held.exclude(user_id=but) if but else held
    other = others.select_related("user").first()
    if other:
        raise Conflict("people.unit_has_a_head", unit=unit.name, head=other.user.full_name)


def lock_user(user_id: UUID) -> User:
    """Lock and return one person; NotFound when there is none."""
    found = lock(User.objects.filter(pk=user_id))
    if not found:
        raise NotFound
    return found[0]


def position_of(position_id: UUID) -> Position:
    """Return a position of the catalogue; NotFound when there is none."""
    found = Position.objects.filter(pk=position_id).first()
    if found is None:
        raise NotFound
    return found
