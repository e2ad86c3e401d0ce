"""What the sheet of people would do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from giaoban.kernel.folding import fold
from giaoban.people import names
from giaoban.people.importing.columns import PEOPLE_COLUMNS
from giaoban.people.importing.lines import Line
from giaoban.people.importing.table import Row
from giaoban.people.importing.units import UnitWish
from giaoban.people.models import Appointment, Position, Unit, User
from giaoban.people.queries.hats import in_force

LABELS = {column.key: column.heading for column in PEOPLE_COLUMNS}
PLAIN = ("employee_code", "title", "email", "phone")
LIMITS = {"full_name": 120, "employee_code": 40, "title": 80, "email": 254, "phone": 40}
MOBILE_DIGITS = 9  # Excel drops the leading zero of a telephone number


@dataclass(slots=True)
class PersonWish:
    """A row about a person as the file wants it. Empty cells leave what is there."""

    line: Line
    username: str
    full_name: str
    unit_code: str
    position: Position | None
    starts_on: date | None
    is_extra: bool
    user: User | None = None
    fields: dict[str, str] = field(default_factory=dict)
    leaves: Appointment | None = None  # the main position that the row replaces
    appoints: bool = True


@dataclass(slots=True)
class _There:
    """What is in the system now, by the words of the file."""

    users: dict[str, User]
    positions: dict[str, Position]
    units: dict[str, str]  # code → name, units of the file included
    held: dict[str, list[Appointment]]  # by sign-in name


def plan_people(
    rows: list[Row], headings: frozenset[str], unit_wishes: list[UnitWish]
) -> tuple[list[PersonWish], list[Line]]:
    """Compare every row with the people who are there."""
    if not headings:
        return [], []
    there = _there(unit_wishes)
    wishes = [_wish(row, there) for row in rows]
    _check_twins(wishes)
    for wish in wishes:
        _compare(wish, there)
    _check_heads(wishes, there)
    return wishes, [wish.line for wish in wishes]


def _there(unit_wishes: list[UnitWish]) -> _There:
    held: dict[str, list[Appointment]] = {}
    for appointment in Appointment.objects.filter(in_force()).select_related("user", "unit", "position"):
        held.setdefault(appointment.user.username.casefold(), []).append(appointment)
    units = {code.casefold(): name for code, name in Unit.objects.filter(closed_on=None).values_list("code", "name")}
    units |= {wish.code.casefold(): wish.name for wish in unit_wishes}
    return _There(
        users={user.username.casefold(): user for user in User.objects.all()},
        positions={fold(position.name): position for position in Position.objects.all()},
        units=units,
        held=held,
    )


def _wish(row: Row, there: _There) -> PersonWish:
    username, full_name = row.get("username").lower(), names.tidy(row.get("full_name"))
    line = Line(row.sheet, row.number, full_name or username, username)
    user, position = there.users.get(username), there.positions.get(fold(row.get("position")))
    starts_on = _date(row.get("starts_on"))
    line.is_new = user is None
    line.faults = [*_shape_faults(row, username), *_reference_faults(row, there, user)]
    wish = PersonWish(line, username, full_name, row.get("unit"), position, starts_on, bool(row.get("extra")), user)
    wish.fields = {key: row.get(key) for key in PLAIN if row.get(key)}
    phone = wish.fields.get("phone", "")
    if phone.isdigit() and len(phone) == MOBILE_DIGITS:
        wish.fields["phone"] = f"0{phone}"
    return wish


def _shape_faults(row: Row, username: str) -> Iterator[str]:
    """Say what is wrong with the row by itself."""
    for key in ("username", "full_name", "unit", "position"):
        if not row.get(key):
            yield _("Thiếu {column}.").format(column=LABELS[key].lower())
    for key, limit in LIMITS.items():
        if len(row.get(key)) > limit:
            yield _("{column} dài quá {limit} ký tự.").format(column=LABELS[key], limit=limit)
    if username and not names.USERNAME.fullmatch(username):
        yield _("Tên đăng nhập “{name}” chỉ được gồm chữ không dấu, số, dấu chấm.").format(name=username)
    if row.get("email") and not _is_email(row.get("email")):
        yield _("Thư điện tử “{email}” chưa đúng.").format(email=row.get("email"))
    if row.get("starts_on") and _date(row.get("starts_on")) is None:
        yield _("Từ ngày “{text}” chưa đúng dạng dd/mm/yyyy.").format(text=row.get("starts_on"))


def _reference_faults(row: Row, there: _There, user: User | None) -> Iterator[str]:
    """Say what the row names that is not there."""
    if row.get("unit") and row.get("unit").casefold() not in there.units:
        yield _("Không có đơn vị mã “{code}”.").format(code=row.get("unit"))
    if row.get("position") and fold(row.get("position")) not in there.positions:
        yield _("Không có chức vụ “{name}” trong danh mục.").format(name=row.get("position"))
    if user is not None and not user.is_active:
        yield _("Tài khoản “{name}” đang bị khóa.").format(name=user.username)


def _check_twins(wishes: list[PersonWish]) -> None:
    """A sign-in name stands on one main row; further rows are extra positions of the same person."""
    main: dict[str, PersonWish] = {}
    for wish in wishes:
        first = main.get(wish.username)
        if first is None:
            if wish.is_extra and wish.user is None:
                wish.line.faults.append(_("Dòng kiêm nhiệm phải đứng sau dòng chức vụ chính của cùng người."))
            elif not wish.is_extra and wish.username:
                main[wish.username] = wish
            continue
        if fold(first.full_name) != fold(wish.full_name) or not wish.is_extra:
            wish.line.faults.append(
                _("Tên đăng nhập “{name}” trùng với dòng {number} ({person}).").format(
                    name=wish.username, number=first.line.number, person=first.full_name
                )
            )
        elif wish.user is None:
            wish.line.is_new = True


def _compare(wish: PersonWish, there: _There) -> None:
    user, line = wish.user, wish.line
    if line.faults or wish.position is None:
        return
    held = there.held.get(wish.username, [])
    wanted = (wish.unit_code.casefold(), wish.position.pk)
    wish.appoints = wanted not in {(a.unit.code.casefold(), a.position_id) for a in held}
    if user is None:
        return
    wish.fields = {key: new for key, new in wish.fields.items() if line.compare(LABELS[key], getattr(user, key), new)}
    line.compare(LABELS["full_name"], user.full_name, wish.full_name)
    if not wish.appoints:
        return
    leaves = next((a for a in held if a.is_main), None) if not wish.is_extra else None
    wish.leaves = leaves
    line.compare(
        LABELS["position"],
        f"{leaves.position.name} – {leaves.unit.short_name}" if leaves else "",
        f"{wish.position.name} – {there.units[wish.unit_code.casefold()]}",
    )


def _check_heads(wishes: list[PersonWish], there: _There) -> None:
    """A unit has one head: in the file, and together with those who stay."""
    leaving = {wish.leaves.pk for wish in wishes if wish.leaves}
    heads = {
        appointment.unit.code.casefold(): (appointment.user.username.casefold(), appointment.user.full_name, 0)
        for held in there.held.values()
        for appointment in held
        if appointment.position.authority == Position.Authority.HEAD and appointment.pk not in leaving
    }
    for wish in wishes:
        if wish.line.faults or wish.position is None or wish.position.authority != Position.Authority.HEAD:
            continue
        code = wish.unit_code.casefold()
        other = heads.get(code)
        if other and other[0] != wish.username:
            where = _("dòng {number}").format(number=other[2]) if other[2] else _("trong hệ thống")
            wish.line.faults.append(
                _("Đơn vị “{unit}” đã có người đứng đầu là {head} ({where}).").format(
                    unit=there.units[code], head=other[1], where=where
                )
            )
            continue
        heads[code] = (wish.username, wish.full_name, wish.line.number)


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _date(text: str) -> date | None:
    for shape in ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
