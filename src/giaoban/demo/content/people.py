"""The people of the agency: about 550, with positions, roles by scope, and who is in charge of what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from giaoban.demo.content.names import NameGiver
from giaoban.demo.content.units import BY_CODE, LEADERS, OFFICE, ROOT, Unit, teams_of

DOMAIN = "haiquan.example"


@dataclass(frozen=True, slots=True)
class Person:
    """One person with the one main position."""

    sign_in: str
    full_name: str
    is_woman: bool
    unit: str
    position: str
    rank: str  # civil-service rank
    employee_code: str
    email: str
    phone: str
    since: date


@dataclass(frozen=True, slots=True)
class Appointment:
    """A second position, or one of the past, beside the main one of ``Person``."""

    sign_in: str
    unit: str
    position: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A role over a unit and everything below it."""

    sign_in: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class InCharge:
    """A leader is in charge of a unit, from–to (last day)."""

    leader: str
    unit: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Post:
    sign_in: str
    unit: str
    position: str
    rank: str


_NAMED = {
    "cuctruong": ("Đặng Quốc Khải", False),
    "pho1": ("Lê Thị Minh Nguyệt", True),
    "pho2": ("Phan Hữu Thuận", False),
    "pho3": ("Vũ Đình Tấn", False),
    "chanhvanphong": ("Hoàng Thị Thanh Vân", True),
    "vanphong": ("Nguyễn Thị Bảo Ngọc", True),
    "gsql.truong": ("Trần Mạnh Hiệp", False),
    "txnk.truong": ("Bùi Thị Hồng Thắm", True),
    "noibai.truong": ("Đỗ Quang Vịnh", False),
    "noibai.pho1": ("Ngô Thị Kim Cúc", True),
    "noibai.cb1": ("Phạm Đức Thành", False),
    "quantri": ("Tạ Quang Hưng", False),
    "thanhtra": ("Đào Thị Lệ Thu", True),
}

_HIGH = "Kiểm tra viên cao cấp hải quan"
_CHIEF = "Kiểm tra viên chính hải quan"
_FULL = "Kiểm tra viên hải quan"
_MIDDLE = "Kiểm tra viên trung cấp hải quan"
_STAFF = "Nhân viên hải quan"

# code → (deputies, officers below them)
_DIVISION_SIZES = {
    "GSQL": (3, 20),
    "TXNK": (3, 20),
    "CBL": (3, 16),
    "QLRR": (2, 12),
    "TTr": (2, 10),
    "TCCB": (2, 12),
    "TVQT": (2, 12),
    "CNTT": (2, 13),
}
_BRANCH_SIZES = {
    "NOIBAI": (3, 66),
    "DTGC": (2, 24),
    "VINHPHUC": (2, 18),
    "BACHANOI": (2, 25),
    "BACTHANGLONG": (2, 26),
    "GIATHUY": (2, 17),
    "YENVIEN": (2, 14),
    "HATAY": (2, 19),
    "BUUDIEN": (2, 20),
    "PHUTHO": (2, 13),
    "YENBAI": (1, 8),
    "KTSTQ": (2, 22),
}


def _leaders() -> Iterator[_Post]:
    yield _Post("cuctruong", LEADERS, "Cục trưởng", _HIGH)
    for n in (1, 2, 3):
        yield _Post(f"pho{n}", LEADERS, "Phó Cục trưởng", _HIGH)


def _office() -> Iterator[_Post]:
    yield _Post("chanhvanphong", OFFICE, "Chánh Văn phòng", _CHIEF)
    for n in (1, 2):
        yield _Post(f"phochanhvanphong{n}", OFFICE, "Phó Chánh Văn phòng", _CHIEF)
    for n, team in enumerate(teams_of(OFFICE), start=1):
        yield _Post(f"vanphong.totruong{n}", team.code, "Tổ trưởng", _CHIEF)
    yield _Post("vanphong", f"{OFFICE}-1", "Thư ký tổng hợp", _FULL)
    for n in range(1, 8):
        yield _Post(f"vanphong.cb{n}", f"{OFFICE}-{1 if n < 5 else 3}", "Công chức", _FULL)  # noqa: PLR2004
    for n in range(1, 4):
        yield _Post(f"vanphong.vanthu{n}", f"{OFFICE}-2", "Văn thư", "Văn thư viên")


def _division(unit: Unit, deputies: int, officers: int) -> Iterator[_Post]:
    yield _Post(f"{unit.sign_in}.truong", unit.code, "Trưởng phòng", _CHIEF)
    for n in range(1, deputies + 1):
        yield _Post(f"{unit.sign_in}.pho{n}", unit.code, "Phó Trưởng phòng", _CHIEF)
    for n in range(1, officers + 1):
        yield _Post(f"{unit.sign_in}.cb{n}", unit.code, "Công chức", _officer_rank(n))
    if unit.code == "TVQT":
        for n in range(1, 4):
            yield _Post(f"tvqt.ketoan{n}", unit.code, "Kế toán viên", "Kế toán viên")
        for n in range(1, 9):
            yield _Post(f"laixe{n}", unit.code, "Lái xe", "Nhân viên")
        for n in range(1, 4):
            yield _Post(f"phucvu{n}", unit.code, "Nhân viên phục vụ", "Nhân viên")
    if unit.code == "CNTT":
        yield _Post("quantri", unit.code, "Quản trị hệ thống", "Kỹ sư")
    if unit.code == "TTr":
        yield _Post("thanhtra", unit.code, "Công chức", "Thanh tra viên")


def _branch(unit: Unit, deputies: int, officers: int) -> Iterator[_Post]:
    start, teams = unit.sign_in, teams_of(unit.code)
    yield _Post(f"{start}.truong", unit.code, "Chi cục trưởng", _CHIEF)
    for n in range(1, deputies + 1):
        yield _Post(f"{start}.pho{n}", unit.code, "Phó Chi cục trưởng", _CHIEF)
    for n, team in enumerate(teams, start=1):
        yield _Post(f"{start}.doitruong{n}", team.code, "Đội trưởng", _CHIEF)
        if n > 1 and officers > 10:  # noqa: PLR2004 - small branches have no deputy team heads
            yield _Post(f"{start}.doipho{n}", team.code, "Phó Đội trưởng", _FULL)
    for n in range(1, officers + 1):
        # the first two officers sit in the general team, the others go round the teams that handle goods
        team = teams[0] if n <= 2 else teams[1 + n % (len(teams) - 1)]  # noqa: PLR2004
        yield _Post(f"{start}.cb{n}", team.code, "Công chức", _officer_rank(n))
    yield _Post(f"{start}.vanthu", teams[0].code, "Văn thư", "Văn thư viên")


def _officer_rank(n: int) -> str:
    return (_FULL, _FULL, _CHIEF, _FULL, _MIDDLE, _FULL, _FULL, _STAFF)[n % 8]


def _posts() -> Iterator[_Post]:
    yield from _leaders()
    yield from _office()
    for code, (deputies, officers) in _DIVISION_SIZES.items():
        yield from _division(BY_CODE[code], deputies, officers)
    for code, (deputies, officers) in _BRANCH_SIZES.items():
        yield from _branch(BY_CODE[code], deputies, officers)


def _people() -> list[Person]:
    names = NameGiver(seed=2026, taken={name for name, _ in _NAMED.values()})
    years = Random(1986)  # noqa: S311 - years of service in a demo
    people = []
    for number, post in enumerate(_posts(), start=1):
        name, is_woman = _NAMED.get(post.sign_in) or names.next_name()
        people.append(
            Person(
                sign_in=post.sign_in,
                full_name=name,
                is_woman=is_woman,
                unit=post.unit,
                position=post.position,
                rank=post.rank,
                employee_code=f"HN{number:04}",
                email=f"{post.sign_in}@{DOMAIN}",
                phone=f"0900 000 {number:03}",
                since=date(years.randint(2012, 2024), years.randint(1, 12), 1),
            )
        )
    return people


PEOPLE: list[Person] = _people()
BY_SIGN_IN: dict[str, Person] = {person.sign_in: person for person in PEOPLE}

ROLE_GRANTS: list[RoleGrant] = [
    RoleGrant("quantri", "system_admin", ROOT),
    RoleGrant("vanphong", "office_secretary", ROOT),
    RoleGrant("chanhvanphong", "office_secretary", ROOT),
    RoleGrant("thanhtra", "inspector", ROOT),
    *(RoleGrant(leader, "leader", ROOT) for leader in ("cuctruong", "pho1", "pho2", "pho3")),
    *(RoleGrant(f"{BY_CODE[code].sign_in}.doitruong1", "unit_admin", code) for code in _BRANCH_SIZES),
    *(RoleGrant(f"{BY_CODE[code].sign_in}.pho1", "unit_admin", code) for code in _DIVISION_SIZES),
]

_CHARGE = {
    "cuctruong": ("VP", "TCCB"),
    "pho1": ("GSQL", "QLRR", "CNTT", "NOIBAI", "BUUDIEN", "BACHANOI"),
    "pho2": ("TXNK", "TVQT", "KTSTQ", "DTGC", "GIATHUY", "VINHPHUC"),
    "pho3": ("CBL", "TTr", "YENVIEN", "BACTHANGLONG", "HATAY", "PHUTHO", "YENBAI"),
}
_MOVED = {"PHUTHO": "pho1", "YENBAI": "pho2", "GIATHUY": "pho3"}  # who had them before this year


def in_charge(today: date) -> list[InCharge]:
    """Return who is in charge of what; three branches changed hands at the turn of the year."""
    turn, begin = date(today.year, 1, 1), date(today.year - 2, 7, 1)
    rows = [
        InCharge(leader, unit, turn if unit in _MOVED else begin) for leader, units in _CHARGE.items() for unit in units
    ]
    rows += [InCharge(leader, unit, begin, date(today.year - 1, 12, 31)) for unit, leader in _MOVED.items()]
    return rows


def leader_of(unit: str) -> str:
    """Return the sign-in name of the leader who is in charge of a unit today."""
    return next(leader for leader, units in _CHARGE.items() if unit in units)


def second_appointments(today: date) -> list[Appointment]:
    """Return second and past positions: two people serve in two teams, three came from elsewhere."""
    turn = date(today.year, 1, 1)
    return [
        Appointment("vanphong.cb2", f"{OFFICE}-3", "Công chức", turn),
        Appointment("noibai.doitruong2", "NOIBAI-5", "Đội trưởng", turn),
        Appointment(
            "gsql.pho1",
            "BACHANOI",
            "Phó Chi cục trưởng",
            date(today.year - 3, 3, 1),
            date(today.year - 2, 6, 30),
        ),
        Appointment(
            "txnk.truong",
            "GIATHUY",
            "Chi cục trưởng",
            date(today.year - 4, 5, 1),
            date(today.year - 2, 6, 30),
        ),
        Appointment("pho3", "YENVIEN", "Chi cục trưởng", date(today.year - 6, 1, 1), date(today.year - 3, 12, 31)),
    ]


def full_name(sign_in: str) -> str:
    """Return a person's name."""
    return BY_SIGN_IN[sign_in].full_name


def comrade(sign_in: str) -> str:
    """Return how an office names a person in minutes: «đồng chí … – Trưởng phòng …»."""
    person = BY_SIGN_IN[sign_in]
    return f"đồng chí {person.full_name} – {title(sign_in)}"


def title(sign_in: str) -> str:
    """Return position and unit as one reads them: «Trưởng phòng Thuế xuất nhập khẩu», «Phó Cục trưởng»."""
    person = BY_SIGN_IN[sign_in]
    unit = BY_CODE[person.unit]
    if unit.level == "leadership":
        return person.position
    if person.position.endswith(("rưởng phòng", "Văn phòng")):
        return f"{person.position} {unit.name.removeprefix('Phòng ').removeprefix('Văn phòng ')}"
    if person.position.endswith("hi cục trưởng"):
        return f"{person.position} {unit.name}"
    if unit.level != "team" or unit.parent is None:
        return f"{person.position} {unit.name}"
    parent = BY_CODE[unit.parent].name
    if "trưởng" in person.position or person.position == "Công chức":
        return f"{person.position} {unit.name}, {parent}"
    return f"{person.position}, {parent}"
