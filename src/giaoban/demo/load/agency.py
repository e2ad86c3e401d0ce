"""Units, people, positions, roles, catalogues: what an agency consists of before it meets."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from giaoban.demo.content import catalogues, holidays, people, units
from giaoban.demo.load.known import Known
from giaoban.demo.load.timeline import moment
from giaoban.meetings.models import MeetingKind
from giaoban.people.models import (
    Appointment,
    AttendeeGroup,
    CatalogueEntry,
    DayRule,
    GroupMember,
    LeaderInCharge,
    Position,
    RoleGrant,
    Unit,
    UnitKind,
    UnitPeriod,
    User,
)
from giaoban.people.names import name_fields

PASSWORD = "giaoban-demo"  # noqa: S105 - of a demo, told to everybody who starts it
CROWD = "tai"
CROWD_UNITS = ("GSQL", "TXNK", "NOIBAI", "BACHANOI")


def load_agency(today: date) -> Known:
    """Write the agency and return its rows by name."""
    known = Known()
    _units(known)
    positions = Position.objects.bulk_create(
        Position(name=row.name, authority=row.authority, rank=row.rank) for row in catalogues.POSITIONS
    )
    _people(known, {row.name: row for row in positions}, today)
    _authority(known, today)
    _catalogues(known)
    _groups(known)
    return known


def _units(known: Known) -> None:
    kinds = {
        kind.label: kind
        for kind in UnitKind.objects.bulk_create(
            UnitKind(label=row.label, level=row.level, place=row.place) for row in units.KINDS
        )
    }
    for row in units.UNITS:  # parents stand before their children
        known.units[row.code] = Unit(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            kind=kinds[row.kind],
            parent=known.units[row.parent] if row.parent else None,
            place=row.place,
            symbol=row.symbol,
            superior=row.superior,
            customs_code=row.customs_code,
            address=row.address,
            town=row.town,
            phone=row.phone,
            technician=row.technician,
            is_site=row.is_site,
            opened_on=row.opened_on,
        )
    made = list(known.units.values())
    Unit.objects.bulk_create(made)
    UnitPeriod.objects.bulk_create(
        UnitPeriod(
            unit=unit,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            parent=unit.parent,
            starts_on=unit.opened_on,
        )
        for unit in made
    )


def _people(known: Known, positions: dict[str, Position], today: date) -> None:
    password = make_password(PASSWORD)  # one hash for all: an Argon2 hash takes a fifth of a second
    for row in people.PEOPLE:
        known.users[row.sign_in] = User(
            username=row.sign_in,
            **name_fields(row.full_name),
            title=row.rank,
            employee_code=row.employee_code,
            email=row.email,
            phone=row.phone,
            password=password,
            joined_at=moment(row.since, 8),
        )
    User.objects.bulk_create(known.users.values())
    rows = [
        Appointment(
            user=known.users[row.sign_in],
            unit=known.units[row.unit],
            position=positions[row.position],
            starts_on=row.since,
        )
        for row in people.PEOPLE
    ]
    rows += [
        Appointment(
            user=known.users[row.sign_in],
            unit=known.units[row.unit],
            position=positions[row.position],
            is_main=False,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in people.second_appointments(today)
    ]
    Appointment.objects.bulk_create(rows)


def _authority(known: Known, today: date) -> None:
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=known.users[row.sign_in],
            role=row.role,
            unit=known.units[row.unit],
            starts_on=date(today.year - 2, 1, 1),
        )
        for row in people.ROLE_GRANTS
    )
    LeaderInCharge.objects.bulk_create(
        LeaderInCharge(
            leader=known.users[row.leader], unit=known.units[row.unit], starts_on=row.starts_on, ends_on=row.ends_on
        )
        for row in people.in_charge(today)
    )


def _catalogues(known: Known) -> None:
    entries = CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            catalogue=row.catalogue, code=row.code, name=row.name, unit=known.units.get(row.unit), place=place
        )
        for place, row in enumerate(catalogues.ENTRIES, 1)
    )
    known.paper_types = {row.code: row for row in entries if row.catalogue == "document_type"}
    DayRule.objects.bulk_create(
        DayRule(day=row.day, kind=row.kind, name=row.name, basis=row.basis) for row in holidays.DAY_RULES
    )
    kinds = MeetingKind.objects.bulk_create(
        MeetingKind(
            code=row.code,
            name=row.name,
            max_minutes=row.max_minutes,
            invitation_lead_days=row.invitation_lead_days,
            paper_lead_days=row.paper_lead_days,
            is_periodic=row.is_periodic,
            has_sites=row.has_sites,
            place=place,
        )
        for place, row in enumerate(catalogues.MEETING_KINDS, 1)
    )
    known.kinds = {row.code: row for row in kinds}


def _groups(known: Known) -> None:
    members: list[GroupMember] = []
    for row in catalogues.GROUPS:
        group = AttendeeGroup(
            name=row.name,
            unit=known.units[row.owner],
            chair=known.users[row.chair],
            secretary=known.users[row.secretary],
        )
        known.groups[row.name] = group
        members += [
            GroupMember(group=group, user=known.users[name], place=place) for place, name in enumerate(row.people, 1)
        ]
        members += [
            GroupMember(group=group, unit=known.units[code], place=place)
            for place, code in enumerate(row.units, len(row.people) + 1)
        ]
    AttendeeGroup.objects.bulk_create(known.groups.values())
    GroupMember.objects.bulk_create(members)


def grow_crowd(size: int, now: datetime) -> int:
    """Add members ``tai0001`` … until there are so many, for load tests; return how many are new."""
    there = set(User.objects.filter(username__startswith=CROWD).values_list("username", flat=True))
    names = [f"{CROWD}{number:04d}" for number in range(1, size + 1)]
    missing = [name for name in names if name not in there]
    password = make_password(PASSWORD)
    users = [
        User(
            username=name,
            **name_fields(f"Tải {name[len(CROWD) :]}"),
            email=f"{name}@{people.DOMAIN}",
            password=password,
            joined_at=now,
        )
        for name in missing
    ]
    position = Position.objects.get(name="Công chức")
    homes = list(Unit.objects.filter(code__in=CROWD_UNITS).order_by("code"))
    User.objects.bulk_create(users, batch_size=500)
    Appointment.objects.bulk_create(
        (
            Appointment(user=user, unit=homes[nth % len(homes)], position=position, starts_on=date(2024, 1, 1))
            for nth, user in enumerate(users)
        ),
        batch_size=500,
    )
    return len(users)
