"""The first act of an installation: the agency, the usual catalogues, the first administrator."""

from typing import Final

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM
from giaoban.kernel.errors import Conflict
from giaoban.ledger.record import record
from giaoban.people import passwords
from giaoban.people.actions import checks
from giaoban.people.models import Position, Role, RoleGrant, Unit, UnitKind, UnitPeriod, User

# The usual names of a customs department; an agency changes them on the page of catalogues.
KINDS: Final = (
    ("Cục", "agency"), ("Lãnh đạo Cục", "leadership"), ("Văn phòng", "office"), ("Phòng", "division"),
    ("Chi cục", "branch"), ("Đội", "team"),
)  # fmt: skip
POSITIONS: Final = (
    ("Cục trưởng", "head", 10), ("Phó Cục trưởng", "deputy", 20), ("Chánh Văn phòng", "head", 30),
    ("Trưởng phòng", "head", 31), ("Chi cục trưởng", "head", 32), ("Phó Chánh Văn phòng", "deputy", 40),
    ("Phó Trưởng phòng", "deputy", 41), ("Phó Chi cục trưởng", "deputy", 42), ("Đội trưởng", "head", 50),
    ("Phó Đội trưởng", "deputy", 60), ("Công chức", "member", 90), ("Nhân viên", "member", 95),
)  # fmt: skip


@transaction.atomic
def found_agency(
    *, name: str, short_name: str, symbol: str, admin_username: str, admin_name: str, password: str
) -> User:
    """Whoever installs the system founds the agency, its usual catalogues and its first administrator.

    When: there is no unit yet. Repeat: a second time is refused.
    """
    if Unit.objects.exists():
        raise Conflict("people.agency_exists")
    checks.needed(name=name, symbol=symbol, admin_name=admin_name)
    _fill_catalogues()
    unit = _root(name, short_name, symbol)
    user = User(username=checks.clean_username(admin_username), must_change_password=True)
    checks.rename(user, admin_name)
    passwords.check(password, user)
    user.set_password(password)
    user.save()
    RoleGrant.objects.create(user=user, role=Role.SYSTEM_ADMIN, unit=unit, starts_on=unit.opened_on)
    record("people.unit_created", by=SYSTEM, subject=unit)
    record("people.invited", by=SYSTEM, subject=user)
    return user


def _fill_catalogues() -> None:
    for place, (label, level) in enumerate(KINDS):
        UnitKind.objects.get_or_create(label=label, defaults={"level": level, "place": place})
    for name, authority, rank in POSITIONS:
        Position.objects.get_or_create(name=name, defaults={"authority": authority, "rank": rank})


def _root(name: str, short_name: str, symbol: str) -> Unit:
    today, kind = clock.today(), UnitKind.objects.get(label=KINDS[0][0])
    unit = Unit.objects.create(
        code=symbol, name=name, short_name=(short_name or name)[:80], symbol=symbol, kind=kind, opened_on=today
    )
    UnitPeriod.objects.create(unit=unit, name=name, short_name=unit.short_name, kind=kind, parent=None, starts_on=today)
    return unit
