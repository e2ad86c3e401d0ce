"""Import and export as Excel: upload_import, apply_import, drop_import; every fault in words with its row."""

# ruff: noqa: E501 - each fault is one line, its words unbroken

import io

import pytest
from xlsxwriter import Workbook

from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.models import Entry
from giaoban.people import actions, exporting, queries
from giaoban.people.importing.plan import plan
from giaoban.people.models import ImportDraft, Unit, User
from giaoban.people.queries import PeopleFilter
from giaoban.people.testing import a_kind, a_position, an, by, chi, dung, em, the_agency

pytestmark = pytest.mark.django_db

UNITS = ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Mã cấp trên", "Điểm cầu"]
PEOPLE = ["Tên đăng nhập", "Họ và tên", "Thư điện tử", "Điện thoại", "Mã đơn vị", "Chức vụ", "Từ ngày", "Kiêm nhiệm"]


@pytest.fixture(autouse=True)
def _catalogues():
    em()
    a_kind("branch", "Chi cục")
    a_kind("team", "Đội")
    a_position("Công chức")
    a_position("Chi cục trưởng", "head")


def table(units=(), people=()) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    for name, heads, rows in (("Đơn vị", UNITS, units), ("Người", PEOPLE, people)):
        sheet = book.add_worksheet(name)
        for number, row in enumerate([heads, *rows]):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
    book.close()
    return out.getvalue()


def person(username="hoa.do", name="Đỗ Thị Hoa", mail="", phone="", unit="BHN", position="Công chức", day="", extra=""):
    return [username, name, mail, phone, unit, position, day, extra]


BHN = ["BHN", "Chi cục Bắc Hà Nội", "Chi cục", "HQHN", "x"]


def faults(content: bytes) -> list[str]:
    wanted = plan(content)
    return wanted.faults + [f"{line.sheet} {line.number}: {fault}" for line in wanted.lines for fault in line.faults]


def imported(content: bytes):
    draft = actions.upload_import(filename="ds.xlsx", content=content, by=by(em()))
    return actions.apply_import(draft_id=draft.pk, by=by(em()))


def test_units_and_people_are_made_in_one_go():
    team = ["DOI1", "Đội Thủ tục", "đội", "bhn", ""]
    content = table([team, BHN], [person(phone=912345678), person("bao.le", "Lê Bảo", unit="DOI1", day="01/02/2024")])
    assert faults(content) == []
    assert imported(content).counts == {"create": 4}
    hoa = User.objects.get(username="hoa.do")
    assert (hoa.phone, hoa.has_usable_password(), hoa.must_change_password) == ("0912345678", False, True)
    assert Unit.objects.get(code="DOI1").parent.code == "BHN"
    assert Unit.objects.get(code="BHN").is_site
    assert Entry.objects.filter(action="people.imported").count() == 1


def test_the_same_table_again_changes_nothing():
    content = table([BHN], [person()])
    imported(content)
    before = Entry.objects.count()
    again = imported(content)
    assert again.counts == {"same": 2}
    assert Entry.objects.count() == before + 2  # uploaded, imported


def test_changes_are_shown_before_and_made_after():
    imported(table([BHN], [person()]))
    renamed = ["BHN", "Đội Bắc Hà Nội", "Đội", "HQHN", "x"]
    content = table([renamed], [person(name="Đỗ Thị Hòa", mail="hoa@hq.example", unit="HQHN")])
    shown = {(line.key, one.label): (one.old, one.new) for line in plan(content).lines for one in line.differences}
    assert shown["BHN", "Tên đơn vị"] == ("Chi cục Bắc Hà Nội", "Đội Bắc Hà Nội")
    assert shown["hoa.do", "Thư điện tử"] == ("", "hoa@hq.example")
    assert shown["hoa.do", "Chức vụ"][1] == "Công chức – Cục Hải quan thành phố Hà Nội"
    imported(content)
    assert Unit.objects.get(code="BHN").name == "Đội Bắc Hà Nội"
    hoa = User.objects.get(username="hoa.do")
    assert [a.unit.code for a in hoa.appointments.filter(ends_on=None)] == ["HQHN"]


@pytest.mark.parametrize(
    ("units", "people", "words"),
    [
        ([["A1", "Đội một", "Đội", "A2", ""], ["A2", "Đội hai", "Đội", "A1", ""]], [], "Đơn vị 2: Cây đơn vị bị vòng: A1 → A2 → A1."),
        ([BHN, [*BHN]], [], "Đơn vị 3: Mã đơn vị “BHN” trùng với dòng 2."),
        ([["X", "Mới", "Cục lạ", "HQHN", ""]], [], "Đơn vị 2: Không có loại đơn vị “Cục lạ” trong danh mục."),
        ([["X", "Mới", "Đội", "KHONGCO", ""]], [], "Đơn vị 2: Không có đơn vị cấp trên mã “KHONGCO”."),
        ([["X", "Mới", "Đội", "", ""]], [], "Đơn vị 2: Thiếu mã cấp trên: cơ quan chỉ có một đơn vị gốc."),
        ([["X", "", "Đội", "HQHN", ""]], [], "Đơn vị 2: Thiếu tên đơn vị."),
        ([], [person(unit="KHONGCO")], "Người 2: Không có đơn vị mã “KHONGCO”."),
        ([BHN], [person(position="Vua")], "Người 2: Không có chức vụ “Vua” trong danh mục."),
        ([BHN], [person(name="")], "Người 2: Thiếu họ và tên."),
        ([BHN], [person(mail="hoa@")], "Người 2: Thư điện tử “hoa@” chưa đúng."),
        ([BHN], [person("Hoa Đỗ")], "Người 2: Tên đăng nhập “hoa đỗ” chỉ được gồm chữ không dấu, số, dấu chấm."),
        ([BHN], [person(day="31/02/2024")], "Người 2: Từ ngày “31/02/2024” chưa đúng dạng dd/mm/yyyy."),
        ([BHN], [person(), person(name="Người Khác")], "Người 3: Tên đăng nhập “hoa.do” trùng với dòng 2 (Đỗ Thị Hoa)."),
        ([BHN], [person(), person()], "Người 3: Tên đăng nhập “hoa.do” trùng với dòng 2 (Đỗ Thị Hoa)."),
        (
            [BHN],
            [person(position="Chi cục trưởng"), person("bao.le", "Lê Bảo", position="Chi cục trưởng")],
            "Người 3: Đơn vị “Chi cục Bắc Hà Nội” đã có người đứng đầu là Đỗ Thị Hoa (dòng 2).",
        ),
        (
            [],
            [person(unit="NOIBAI", position="Chi cục trưởng")],
            "Người 2: Đơn vị “Chi cục Nội Bài” đã có người đứng đầu là Lê Thị Chi (trong hệ thống).",
        ),
    ],
)  # fmt: skip
def test_every_fault_is_said_in_words_with_its_row_and_nothing_is_imported(units, people, words):
    chi()
    content = table(units, people)
    assert words in faults(content)
    before = (Unit.objects.count(), User.objects.count())
    with pytest.raises(Invalid, match=r"people\.import_faults"):
        imported(content)
    assert (Unit.objects.count(), User.objects.count()) == before
    assert ImportDraft.objects.filter(applied_at=None).count() == 1


def test_two_heads_may_change_places_in_one_file():
    chi()
    imported(table([BHN], [person(position="Chi cục trưởng")]))
    swap = table(
        [], [person(unit="NOIBAI", position="Chi cục trưởng"), person("chi", "Lê Thị Chi", position="Chi cục trưởng")]
    )
    assert faults(swap) == []
    imported(swap)
    assert [user.username for user in queries.heads_of(Unit.objects.get(code="BHN").pk)] == ["chi"]
    assert [user.username for user in queries.heads_of(Unit.objects.get(code="NOIBAI").pk)] == ["hoa.do"]


def test_an_extra_position_is_a_second_row():
    imported(table([BHN], [person(), person(unit="HQHN", extra="x")]))
    hoa = User.objects.get(username="hoa.do")
    assert {(a.unit.code, a.is_main) for a in hoa.appointments.all()} == {("BHN", True), ("HQHN", False)}


@pytest.mark.parametrize("content", [b"", b"abc", b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_table_is_refused_in_words(content):
    with pytest.raises(Invalid, match=r"people\.file_unreadable"):
        actions.upload_import(filename="x.xlsx", content=content, by=by(em()))
    assert not ImportDraft.objects.exists()


def test_a_table_without_our_sheets_or_columns_says_so():
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.add_worksheet("Sheet1")
    book.close()
    assert faults(out.getvalue()) == ["Tệp không có trang “Đơn vị” hoặc “Người”: hãy dùng tệp mẫu."]
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Người")
    for place, head in enumerate(["Tên đăng nhập", "Họ và tên"]):
        sheet.write(0, place, head)
    book.close()
    assert faults(out.getvalue()) == ["Trang “Người”: thiếu cột Mã đơn vị, Chức vụ."]


def test_too_large_a_file_is_refused():
    with pytest.raises(Invalid, match=r"people\.file_too_large"):
        actions.upload_import(filename="x.xlsx", content=b"0" * (5 * 1024 * 1024 + 1), by=by(em()))


def test_a_table_is_applied_once_and_may_be_dropped():
    draft = actions.upload_import(filename="ds.xlsx", content=table([BHN]), by=by(em()))
    actions.apply_import(draft_id=draft.pk, by=by(em()))
    with pytest.raises(Conflict, match=r"people\.import_done"):
        actions.apply_import(draft_id=draft.pk, by=by(em()))
    other = actions.upload_import(filename="ds.xlsx", content=table([BHN]), by=by(em()))
    actions.drop_import(draft_id=other.pk, by=by(em()))
    actions.drop_import(draft_id=other.pk, by=by(em()))
    assert ImportDraft.objects.count() == 1


def test_only_system_administrators_import():
    with pytest.raises(Refused):
        actions.upload_import(filename="x.xlsx", content=table(), by=by(chi()))


def test_what_is_exported_is_imported_without_a_change():
    an(), chi(), dung()
    the_agency()
    content = exporting.people_file(queries.directory(PeopleFilter()), with_units=True)
    wanted = plan(content)
    assert faults(content) == []
    assert set(wanted.counts) == {"same"}


def test_the_template_is_read_by_the_import():
    assert faults(exporting.template_file()) == []


def test_a_cell_that_looks_like_a_formula_stays_text():
    user = chi()
    User.objects.filter(pk=user.pk).update(title="=1+1")
    assert b"<f>" not in exporting.people_file(queries.directory(PeopleFilter()), with_units=False)
