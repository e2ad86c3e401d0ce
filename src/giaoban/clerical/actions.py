"""Numbers from the register."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from giaoban.clerical import permissions, queries
from giaoban.clerical.models import IssuedNumber, Register
from giaoban.clerical.papers.codes import LETTER, TYPE_NAMES, number_label
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.rules import require
from giaoban.ledger.record import record

ACTIONS = {
    "clerical.number_issued": _("{actor} cấp số {subject}"),
    "clerical.number_voided": _("{actor} hủy số {subject}"),
    "clerical.register_carried_over": _("{actor} chuyển số từ sổ giấy vào sổ {subject}"),
}


@transaction.atomic
def issue_number(*, type_code: str, symbol: str, on: date, subject: Model, by: Actor) -> IssuedNumber:
    """A paper gets the next number of its register, in the transaction that issues the paper.

    When: the paper's own rule has let the person issue it. A rollback takes the number back: no gaps.
    Repeat: the same paper keeps the number it has.
    """
    register = _counter(type_code=type_code, symbol=symbol, year=on.year)
    held = queries.number_of(subject)
    if held:
        return held
    register.last_number += 1
    register.save(update_fields=["last_number"])
    number = IssuedNumber.objects.create(
        register=register,
        number=register.last_number,
        label=number_label(register.last_number, type_code, register.symbol),
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django names this attribute, and documents it
        subject_id=subject.pk,
        subject_label=str(subject)[:300],
        issued_on=on,
        issued_by_id=by.person_id,
    )
    record("clerical.number_issued", by=by, subject=number, data={"of": number.subject_kind, "id": str(subject.pk)})
    return number


@transaction.atomic
def void_number(*, number_id: UUID, reason: str, by: Actor) -> IssuedNumber:
    """The Office voids a number; it stays in the register with its reason, and is never given again.

    Repeat: a voided number stays as it is.
    """
    number = queries.lock_number(number_id, by)
    require(permissions.may_keep_register(by))
    if number.voided_at:
        return number
    if not reason.strip():
        raise Invalid("clerical.reason_needed", fields={"reason": "clerical.reason_needed"})
    number.voided_at, number.voided_by_id, number.void_reason = clock.now(), by.person_id, reason.strip()[:300]
    number.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record("clerical.number_voided", by=by, subject=number)
    return number


@transaction.atomic
def carry_over(*, type_code: str, symbol: str, year: int, last_number: int, by: Actor) -> Register:
    """The Office says where its paper book stood, so that the next number follows it.

    When: the register has not given a number yet.
    Repeat: the same number changes nothing.
    """
    require(permissions.may_keep_register(by))
    register = _counter(type_code=type_code, symbol=symbol, year=year)
    if register.carried_over == last_number:
        return register
    if register.numbers.exists():
        raise Conflict("clerical.register_in_use", register=str(register))
    register.carried_over = register.last_number = last_number
    register.save(update_fields=["carried_over", "last_number"])
    record("clerical.register_carried_over", by=by, subject=register, data={"last_number": last_number})
    return register


def _counter(*, type_code: str, symbol: str, year: int) -> Register:
    """Lock the counter; whoever comes first in a year makes it."""
    if type_code != LETTER and type_code not in TYPE_NAMES:
        raise Invalid("clerical.unknown_type", type_code=type_code)
    if not symbol.strip():
        raise Invalid("clerical.no_symbol")
    if not Register.objects.filter(symbol=symbol.strip(), year=year, type_code=type_code).exists():
        opened = Register(symbol=symbol.strip(), year=year, type_code=type_code)
        Register.objects.bulk_create([opened], ignore_conflicts=True)  # another opens it at the same instant
    register = queries.lock_register(symbol=symbol.strip(), year=year, type_code=type_code)
    if register is None:
        raise LookupError(f"the register {type_code}-{symbol}/{year} vanished while it was being opened")
    return register
