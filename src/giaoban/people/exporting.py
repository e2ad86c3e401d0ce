"""Excel out: the directory, and the template of the import. Headings are those that the import reads."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from giaoban.people.importing.columns import PEOPLE, PEOPLE_COLUMNS, UNIT_COLUMNS, UNITS, Column
from giaoban.people.models import Appointment, Position, Unit, UnitKind, User
from giaoban.people.queries.hats import in_force

GUIDE = "Hướng dẫn"


def template_file() -> bytes:
    """Return an empty table with its instructions and the catalogues it may name."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    _sheet(book, UNITS, UNIT_COLUMNS, [])
    _sheet(book, PEOPLE, PEOPLE_COLUMNS, [])
    _guide(book)
    book.close()
    return out.getvalue()


def people_file(people: Iterable[User], *, with_units: bool) -> bytes:
    """Return the people, one row a position, and all units when the whole agency is asked for."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    if with_units:
        _sheet(book, UNITS, UNIT_COLUMNS, [_unit_row(unit) for unit in _units()])
    _sheet(book, PEOPLE, PEOPLE_COLUMNS, list(_people_rows(list(people))))
    book.close()
    return out.getvalue()


def rows_file(rows: list[dict[str, Any]]) -> bytes:
    """Return people who stand nowhere here yet as the table that an import reads."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    _sheet(book, PEOPLE, PEOPLE_COLUMNS, rows)
    book.close()
    return out.getvalue()


def _units() -> Iterable[Unit]:
    """Return the open units, parents first."""
    below: dict[Any, list[Unit]] = {}
    for unit in Unit.objects.filter(closed_on=None).select_related("kind", "parent"):
        below.setdefault(unit.parent_id, []).append(unit)
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting.extend(reversed(below.get(unit.pk, [])))


def _unit_row(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": unit.kind.label,
        "parent": unit.parent.code if unit.parent else "",
        "symbol": unit.symbol,
        "customs_code": unit.customs_code,
        "town": unit.town,
        "address": unit.address,
        "phone": unit.phone,
        "is_site": "x" if unit.is_site else "",
        "place": unit.place,
    }


def _people_rows(people: list[User]) -> Iterable[dict[str, Any]]:
    held: dict[Any, list[Appointment]] = {}
    rows = Appointment.objects.filter(in_force(), user__in=[user.pk for user in people])
    for row in rows.select_related("unit", "position").order_by("-is_main", "starts_on"):
        held.setdefault(row.user_id, []).append(row)
    for user in people:
        for place, row in enumerate(held.get(user.pk, [])):
            yield {
                "username": user.username,
                "full_name": user.full_name,
                "employee_code": user.employee_code,
                "title": user.title,
                "email": user.email,
                "phone": user.phone,
                "unit": row.unit.code,
                "position": row.position.name,
                "starts_on": f"{row.starts_on:%d/%m/%Y}",
                "extra": "x" if place else "",
            }


def _sheet(book: Any, name: str, columns: tuple[Column, ...], rows: list[dict[str, Any]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#DCE6EE", "bottom": 1})
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, text)
        sheet.write_string(0, place, f"{column.heading} *" if column.needed else column.heading, head)
        if column.note:
            sheet.write_comment(0, place, str(column.note))
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            sheet.write_string(number, place, str(row.get(column.key, "")), text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _guide(book: Any) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    lines = [
        (_("Cách dùng"), _("Điền hai trang Đơn vị và Người; bỏ trống trang nào thì không nhập trang đó.")),
        ("", _("Cột có dấu * phải điền. Ô để trống của cột khác thì giữ nguyên dữ liệu đang có.")),
        ("", _("Người và đơn vị không có trong tệp thì giữ nguyên. Nhập lại cùng một tệp không làm thay đổi gì.")),
        ("", _("Mỗi đơn vị chỉ có một người đứng đầu.")),
        ("", _("Người có hai chức vụ: hai dòng, dòng sau ghi x ở cột Kiêm nhiệm.")),
        ("", "")]  # fmt: skip
    lines += [(column.heading, str(column.note)) for column in (*UNIT_COLUMNS, *PEOPLE_COLUMNS) if column.note]
    lines += [("", ""), (_("Loại đơn vị"), ", ".join(UnitKind.objects.values_list("label", flat=True)))]
    lines += [(_("Chức vụ"), ", ".join(Position.objects.values_list("name", flat=True)))]
    for number, (left, right) in enumerate(lines):
        sheet.write_string(number, 0, left)
        sheet.write_string(number, 1, right)
