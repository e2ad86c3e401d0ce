"""The cast of every test: An chairs, Bình is secretary, Chi is a delegate, Dũng is outside, Em administers."""

from datetime import date

from giaoban.kernel.actor import Actor
from giaoban.people import names, queries
from giaoban.people.models import Appointment, Position, RoleGrant, Unit, UnitKind, UnitPeriod, User

LONG_AGO = date(2020, 1, 1)
PASSWORD = "giaoban-demo"


def a_kind(level: str = "branch", label: str = "") -> UnitKind:
    """A unit kind of that level."""
    kind, _ = UnitKind.objects.get_or_create(label=label or f"Loại {level}", defaults={"level": level})
    return kind


def a_unit(
    code: str = "HQHN",
    *,
    name: str = "",
    parent: Unit | None = None,
    level: str = "branch",
    is_site: bool = False,
) -> Unit:
    """A unit with that code; the same one when asked again."""
    found = Unit.objects.filter(code=code).first()
    if found:
        return found
    unit = Unit.objects.create(
        code=code,
        name=name or f"Đơn vị {code}",
        short_name=name or code,
        kind=a_kind(level),
        parent=parent,
        opened_on=LONG_AGO,
        symbol=code,
        town="Hà Nội",
        is_site=is_site,
    )
    UnitPeriod.objects.create(
        unit=unit,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        parent=parent,
        starts_on=LONG_AGO,
    )
    return unit


def the_agency() -> Unit:
    """The root of the tree."""
    return a_unit("HQHN", name="Cục Hải quan thành phố Hà Nội", level="agency")


def a_person(
    username: str,
    full_name: str,
    *,
    unit: Unit | None = None,
    position: str = "Công chức",
    authority: str = "member",
    role: str = "",
) -> User:
    """A person with one appointment; the same one when asked again."""
    found = User.objects.filter(username=username).first()
    if found:
        return found
    unit = unit or the_agency()
    user = User(
        username=username,
        **names.name_fields(full_name),
        email=f"{username}@haiquan.example",
    )
    user.set_unusable_password()
    user.save()
    place, _ = Position.objects.get_or_create(
        name=position,
        defaults={"authority": authority, "rank": {"head": 10, "deputy": 20}.get(authority, 90)},
    )
    Appointment.objects.create(user=user, unit=unit, position=place, starts_on=LONG_AGO)
    if role:
        RoleGrant.objects.create(user=user, role=role, unit=the_agency(), starts_on=LONG_AGO)
    return user


def an() -> User:
    """An, leader, chairs."""
    return a_person("an", "Nguyễn Văn An", position="Cục trưởng", authority="head", role="leader")


def binh() -> User:
    """Bình, of the Office, is secretary."""
    office = a_unit("VP", name="Văn phòng", parent=the_agency(), level="office")
    return a_person("binh", "Trần Thị Bình", unit=office, role="office_secretary")


def chi() -> User:
    """Chi heads the branch Nội Bài and is a delegate."""
    branch = a_unit("NOIBAI", name="Chi cục Nội Bài", parent=the_agency(), is_site=True)
    return a_person("chi", "Lê Thị Chi", unit=branch, position="Chi cục trưởng", authority="head")


def dung() -> User:
    """Dũng, of another branch, is outside."""
    branch = a_unit("YENBAI", name="Chi cục Yên Bái", parent=the_agency(), is_site=True)
    return a_person("dung", "Phạm Văn Dũng", unit=branch)


def em() -> User:
    """Em administers the system."""
    return a_person("em", "Hoàng Thị Em", role="system_admin")


def by(user: User) -> Actor:
    """The person as an actor with today's hats."""
    return queries.actor_of(user, request_id="test")


def a_position(name: str, authority: str = "member") -> Position:
    """A position of the catalogue; the same one when asked again."""
    ranks = {"head": 10, "deputy": 20}
    position, _ = Position.objects.get_or_create(
        name=name, defaults={"authority": authority, "rank": ranks.get(authority, 90)}
    )
    return position


def unit_admin(unit: Unit, username: str = "giang") -> User:
    """A person who administers one unit and nothing else."""
    user = a_person(username, "Vũ Thị Giang", unit=unit)
    RoleGrant.objects.get_or_create(user=user, role="unit_admin", unit=unit, defaults={"starts_on": LONG_AGO})
    return user


def can_sign_in(user: User, password: str = PASSWORD) -> User:
    """The person, with a password that works."""
    user.set_password(password)
    user.save(update_fields=["password"])
    return user
