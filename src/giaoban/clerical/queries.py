"""Reading the register."""

from uuid import UUID

from django.db.models import Model, QuerySet

from giaoban.clerical.models import IssuedNumber, Register
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one


def number_of(subject: Model) -> IssuedNumber | None:
    """Return the number that the thing holds now."""
    return IssuedNumber.objects.filter(
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django names this attribute, and documents it
        subject_id=subject.pk,
        voided_at=None,
    ).first()


def visible_numbers(by: Actor) -> QuerySet[IssuedNumber]:
    """The whole register for the Office; nothing for others, who see the number on the paper itself."""
    rows = IssuedNumber.objects.select_related("register", "issued_by")
    return rows if by.has_role("office_secretary") else rows.none()


def lock_register(*, symbol: str, year: int, type_code: str) -> Register | None:
    """Lock the counter until the transaction ends."""
    return lock_one(Register.objects.filter(symbol=symbol, year=year, type_code=type_code))


def lock_number(number_id: UUID, by: Actor) -> IssuedNumber:
    """Lock a number that the person may see."""
    if not visible_numbers(by).filter(pk=number_id).exists():
        raise NotFound
    number = lock_one(IssuedNumber.objects.filter(pk=number_id))
    if number is None:
        raise NotFound
    return number
