"""What the sheet of units would do."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from giaoban.kernel.folding import fold
from giaoban.people import names
from giaoban.people.importing.columns import UNIT_COLUMNS
from giaoban.people.importing.lines import Line
from giaoban.people.importing.table import Row
from giaoban.people.models import Unit, UnitKind

LABELS = {column.key: column.heading for column in UNIT_COLUMNS}
LIMITS = {"code": 40, "name": 200, "short_name": 80, "symbol": 40, "customs_code": 20, "town": 80, "address": 300}
PLAIN = ("symbol", "customs_code", "town", "address", "phone")


@dataclass(slots=True)
class UnitWish:
    """A unit as the file wants it. Empty cells leave what is there."""

    line: Line
    code: str
    name: str
    kind: UnitKind | None
    parent_code: str
    short_name: str = ""
    unit: Unit | None = None
    details: dict[str, Any] = field(default_factory=dict)
    renames: bool = False
    moves: bool = False


def plan_units(rows: list[Row], headings: frozenset[str]) -> tuple[list[UnitWish], list[Line]]:
    """Compare every row with the units that are there; parents come before children in the answer."""
    if not headings:
        return [], []
    known = {unit.code.casefold(): unit for unit in Unit.objects.select_related("kind", "parent")}
    kinds = {fold(kind.label): kind for kind in UnitKind.objects.all()}
    wishes: dict[str, UnitWish] = {}
    lines = []
    for row in rows:
        wish = _wish(row, known, kinds)
        lines.append(wish.line)
        if not wish.code:
            continue
        if wish.code.casefold() in wishes:
            first = wishes[wish.code.casefold()].line.number
            wish.line.faults.append(
                _("Mã đơn vị “{code}” trùng với dòng {number}.").format(code=wish.code, number=first)
            )
            continue
        wishes[wish.code.casefold()] = wish
    for wish in wishes.values():
        _check_parent(wish, wishes, known)
    _check_rings(wishes, known)
    for wish in wishes.values():
        if wish.unit is not None:
            _compare(wish, headings)
    return _parents_first(wishes), lines


def _wish(row: Row, known: dict[str, Unit], kinds: dict[str, UnitKind]) -> UnitWish:
    code, name = row.get("code"), names.tidy(row.get("name"))
    line = Line(row.sheet, row.number, name or code, code)
    unit = known.get(code.casefold())
    line.is_new = unit is None
    for key in ("code", "name", "kind"):
        if not row.get(key):
            line.faults.append(_("Thiếu {column}.").format(column=LABELS[key].lower()))
    for key, limit in LIMITS.items():
        if len(row.get(key)) > limit:
            line.faults.append(_("{column} dài quá {limit} ký tự.").format(column=LABELS[key], limit=limit))
    kind = kinds.get(fold(row.get("kind")))
    if kind is None and row.get("kind"):
        line.faults.append(_("Không có loại đơn vị “{kind}” trong danh mục.").format(kind=row.get("kind")))
    if unit is not None and not unit.is_open:
        line.faults.append(_("Đơn vị “{code}” đã kết thúc hoạt động.").format(code=code))
    wish = UnitWish(line, code, name, kind, row.get("parent"), names.tidy(row.get("short_name")), unit)
    wish.details = {key: row.get(key) for key in PLAIN if row.get(key)}
    if row.get("is_site"):
        wish.details["is_site"] = fold(row.get("is_site")) not in {"khong", "0", "-"}
    if row.get("place"):
        if row.get("place").isdigit():
            wish.details["place"] = int(row.get("place"))
        else:
            line.faults.append(_("Thứ tự phải là số."))
    return wish


def _check_parent(wish: UnitWish, wishes: dict[str, UnitWish], known: dict[str, Unit]) -> None:
    if not wish.parent_code:
        root = next((unit for unit in known.values() if unit.parent_id is None and unit.is_open), None)
        others = [w for w in wishes.values() if w is not wish and w.unit is None and not w.parent_code]
        if wish.unit is None and (root or (others and others[0].line.number < wish.line.number)):
            wish.line.faults.append(_("Thiếu mã cấp trên: cơ quan chỉ có một đơn vị gốc."))
        return
    above = known.get(wish.parent_code.casefold())
    if wish.parent_code.casefold() not in wishes and (above is None or not above.is_open):
        wish.line.faults.append(_("Không có đơn vị cấp trên mã “{code}”.").format(code=wish.parent_code))


def _check_rings(wishes: dict[str, UnitWish], known: dict[str, Unit]) -> None:
    """Name every line that hangs below itself, with the way round."""
    above = {code: (unit.parent.code.casefold() if unit.parent else "") for code, unit in known.items()}
    above |= {code: wish.parent_code.casefold() for code, wish in wishes.items() if wish.parent_code}
    for code, wish in wishes.items():
        way, current = [wish.code], above.get(code, "")
        while current and current != code and len(way) <= len(above):
            way.append(wishes[current].code if current in wishes else known[current].code if current in known else "?")
            current = above.get(current, "")
        if current == code:
            wish.line.faults.append(_("Cây đơn vị bị vòng: {way}.").format(way=" → ".join([*way, wish.code])))


def _compare(wish: UnitWish, headings: frozenset[str]) -> None:
    unit, line = wish.unit, wish.line
    if unit is None or line.faults or wish.kind is None:
        return
    wish.short_name = wish.short_name or (unit.short_name if unit.name == wish.name else wish.name[:80])
    renamed = [
        line.compare(LABELS["name"], unit.name, wish.name),
        line.compare(LABELS["short_name"], unit.short_name, wish.short_name),
        line.compare(LABELS["kind"], unit.kind.label, wish.kind.label),
    ]
    wish.renames = any(renamed)
    if wish.parent_code:
        old = unit.parent.code if unit.parent else ""
        wish.moves = old.casefold() != wish.parent_code.casefold() and line.compare(
            LABELS["parent"], old, wish.parent_code
        )
    if "is_site" in headings:
        wish.details.setdefault("is_site", False)
    wish.details = {key: new for key, new in wish.details.items() if line.compare(LABELS[key], getattr(unit, key), new)}


def _parents_first(wishes: dict[str, UnitWish]) -> list[UnitWish]:
    """Order the wishes so that a unit comes after the one it hangs below; rings keep their place."""
    done: dict[str, UnitWish] = {}

    def put(code: str, seen: frozenset[str]) -> None:
        wish = wishes.get(code)
        if wish is None or code in done or code in seen:
            return
        put(wish.parent_code.casefold(), seen | {code})
        done[code] = wish

    for code in wishes:
        put(code, frozenset())
    return list(done.values())


def parent_id_of(wish: UnitWish) -> UUID | None:
    """Return the unit that the wish hangs below, once it is there."""
    if not wish.parent_code:
        return None
    return Unit.objects.values_list("pk", flat=True).get(code__iexact=wish.parent_code)
