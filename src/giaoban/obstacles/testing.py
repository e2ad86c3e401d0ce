"""Obstacles for tests: Chi's branch raises, Bình's Office routes, Giang's division answers, An is in charge."""

from typing import Any

from giaoban.obstacles import actions
from giaoban.obstacles.models import Obstacle
from giaoban.people.models import CatalogueEntry, LeaderInCharge, Unit, User
from giaoban.people.testing import LONG_AGO, a_person, a_unit, an, binh, by, chi, the_agency

DIVISION = "GSQL"


def noi_bai() -> Unit:
    """The branch that Chi heads; An is the leader in charge of it."""
    chi()
    branch = a_unit("NOIBAI")
    LeaderInCharge.objects.get_or_create(unit=branch, leader=an(), defaults={"starts_on": LONG_AGO})
    return branch


def gsql() -> Unit:
    """The division that answers on procedures."""
    return a_unit(DIVISION, name="Phòng GSQL", parent=the_agency(), level="division")


def txnk() -> Unit:
    """The division that answers on taxes."""
    return a_unit("TXNK", name="Phòng TXNK", parent=the_agency(), level="division")


def khanh() -> User:
    """Khánh heads the division that answers on procedures."""
    return a_person("khanh", "Ngô Quốc Khánh", unit=gsql(), position="Trưởng phòng", authority="head")


def phuc() -> User:
    """Phúc is an officer of a team of Chi's branch."""
    team = a_unit("NOIBAI-1", name="Đội Thủ tục", parent=noi_bai(), level="team")
    return a_person("phuc", "Đỗ Hồng Phúc", unit=team)


def a_field(code: str = "xuat-xu", name: str = "Xuất xứ hàng hóa, C/O", unit: Unit | None = None) -> CatalogueEntry:
    """A field whose competent division is GSQL unless another is named."""
    facts = {"name": name, "unit": unit or gsql()}
    return CatalogueEntry.objects.get_or_create(catalogue="obstacle_field", code=code, defaults=facts)[0]


def facts_of(title: str = "Kiểm tra C/O mẫu D điện tử", **more: Any) -> dict[str, Any]:
    """What a branch writes."""
    plain = {
        "title": title,
        "facts": "Hệ thống một cửa không hiển thị đủ dữ liệu C/O của 12 tờ khai điều hòa nhập từ Thái Lan.",
        "proposal": "Chấp nhận bản in từ cổng thông tin của nước xuất khẩu.",
        "field_id": a_field().pk,
    }
    return plain | more


def an_obstacle(state: str = "raised", title: str = "Kiểm tra C/O mẫu D điện tử", **more: Any) -> Obstacle:
    """An obstacle of Chi's branch, led through the verbs up to the state."""
    noi_bai()
    khanh()
    facts = facts_of(title, **more)
    made = actions.draft(branch_id=noi_bai().pk, facts=facts, by=by(phuc()))
    return led_to(made, state)


def led_to(made: Obstacle, state: str) -> Obstacle:
    """Lead a draft to that state as its people would."""
    branch, office, division, pk = by(chi()), by(binh()), by(khanh()), made.pk
    if state != "draft":
        actions.raise_obstacle(obstacle_id=pk, by=by(phuc()))
    if state == "returned":
        actions.give_back(obstacle_id=pk, reason="Thuộc thẩm quyền Chi cục", by=office)
    if state == "withdrawn":
        actions.withdraw(obstacle_id=pk, reason="Đã tự giải quyết", by=branch)
    if state in {"routed", "escalated", "answered", "resolved", "higher"}:
        actions.route(obstacle_id=pk, by=office)
    if state in {"escalated", "higher"}:
        level = "higher" if state == "higher" else "leader"
        actions.escalate(obstacle_id=pk, level=level, reason="Chưa có quy định", by=division)
    if state in {"answered", "resolved"}:
        actions.answer(obstacle_id=pk, text="Thực hiện theo dữ liệu một cửa quốc gia.", by=division)
    if state == "resolved":
        actions.confirm(obstacle_id=pk, by=branch)
    made.refresh_from_db()
    return made
