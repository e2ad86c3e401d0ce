"""An obstacle from the counter to the branch's own word that it is settled: real browsers, and the API."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from giaoban.kernel import clock
from tests.journeys.conftest import Person, shot
from tests.journeys.job import _soon as soon

pytestmark = pytest.mark.journey
UUID = r"[0-9a-f-]{36}"
TITLE = "Kiểm tra C/O mẫu D điện tử đối với máy lọc nước nhập khẩu từ Thái Lan"
FACTS = "Hệ thống một cửa quốc gia không hiển thị đủ dữ liệu của 9 tờ khai máy lọc nước có C/O mẫu D điện tử."
DUTY = "Ban hành hướng dẫn chấp nhận bản in C/O mẫu D khi hệ thống gián đoạn."


def test_an_obstacle_from_the_counter_to_the_branchs_own_word(served, sign_in, people):
    officer, office = sign_in("noibai.cb1", 360), sign_in("vanphong")
    division, head = sign_in("gsql.truong"), sign_in("noibai.truong", 820)
    page = raise_it(served, officer)
    route_it(served, office, page)
    answer_it(division, page, "Phòng sẽ tổng hợp danh sách để tra soát với nước thành viên.")
    ask_on(head, page, "Trong khi chờ tra soát, áp dụng thuế suất nào?")
    hold_the_briefing(people, page.split("/")[-2])
    confirm_it(head, page)
    find_it_in_the_library(served, sign_in("yenbai.truong", 360))


def raise_it(served: str, officer: Page) -> str:
    """The officer writes it down on a telephone, sees what was answered before, and raises it."""
    officer.goto(f"{served}/vuong-mac/")
    officer.get_by_role("link", name="Nêu vướng mắc").first.click()
    officer.get_by_label("Lĩnh vực").select_option(label="Xuất xứ hàng hóa, C/O")
    officer.get_by_label("Vướng mắc gì").press_sequentially(TITLE)
    officer.get_by_label("Tình hình, sự việc").fill(FACTS)
    expect(officer.locator("#alike")).to_contain_text("C/O mẫu D điện tử")
    shot(officer, "obstacle-write-360")
    officer.get_by_label("Đề xuất, kiến nghị").fill("Chấp nhận bản in từ cổng thông tin của nước xuất khẩu.")
    officer.get_by_role("button", name="Nêu vướng mắc").click()
    officer.wait_for_url(re.compile(rf"/vuong-mac/{UUID}/$"))
    expect(officer.locator("main")).to_contain_text("Chờ phân loại")
    return officer.url


def route_it(served: str, office: Page, page: str) -> None:
    """The Office finds it on its desk with the competent division filled in."""
    office.goto(f"{served}/vuong-mac/phan-loai/")
    card = office.locator(".triage").filter(has_text=TITLE)
    expect(card.locator("select[name=division] option:checked")).to_have_text("Phòng GSQL")
    shot(office, "obstacle-triage-1440")
    card.get_by_role("button", name="Chuyển trả lời").click()
    expect(office.locator("main")).not_to_contain_text(TITLE)
    office.goto(page)
    expect(office.locator("main")).to_contain_text("Đang chờ Phòng GSQL trả lời")


def answer_it(division: Page, page: str, text: str) -> None:
    division.goto(page)
    division.get_by_role("button", name="Trả lời", exact=True).click()
    sheet = division.get_by_role("dialog")
    sheet.get_by_label("Nội dung trả lời").fill(text)
    shot(division, "obstacle-answer-1440")
    sheet.get_by_role("button", name="Gửi trả lời").click()
    expect(division.locator("main")).to_contain_text("Đã có trả lời, đang chờ đơn vị xác nhận")


def ask_on(head: Page, page: str, text: str) -> None:
    """The branch is not helped yet."""
    head.goto(page)
    head.get_by_role("button", name="Hỏi thêm").first.click()
    head.get_by_role("dialog").get_by_role("textbox").fill(text)
    head.get_by_role("dialog").get_by_role("button", name="Hỏi thêm").click()
    expect(head.locator("main")).to_contain_text("Chờ trả lời")


def hold_the_briefing(people: dict[str, Person], obstacle: str) -> None:
    """It gathers into the next draft by itself; the leader concludes on it; a task goes out."""
    office, leader = people["vanphong"], people["cuctruong"]
    at = f"/api/obstacles/{obstacle}"
    meeting = soon(lambda: office.get(at)["meeting"], why="it gathers into the next briefing")
    item = office.get(at)["item"]
    titles = {row["id"]: row["title"] for row in office.get(f"/api/meetings/{meeting}")["items"]}
    assert titles[item].endswith(TITLE)
    office.post(f"/api/meetings/{meeting}/submit", {})
    leader.post(f"/api/meetings/{meeting}/approve", {})
    office.post(f"/api/meetings/{meeting}/publish")
    office.post(f"/api/meetings/{meeting}/start")
    office.post(f"/api/meetings/{meeting}/item", {"item": item})
    units = {unit["code"]: unit["id"] for unit in office.get("/api/units")}
    due = (clock.today() + timedelta(days=10)).isoformat()
    facts = {"content": DUTY, "item": item, "lead_unit": units["GSQL"], "deadline_on": due}
    said = office.post(f"/api/meetings/{meeting}/conclusions", facts)
    task = office.post(f"/api/conclusions/{said['id']}/settle")["task"]
    found = office.get(at)
    assert (found["state"], found["task"]) == ("concluded", task)
    assert people["gsql.truong"].get(f"/api/tasks/{task}")["title"].startswith("Ban hành hướng dẫn")
    office.post(f"/api/meetings/{meeting}/close")


def confirm_it(head: Page, page: str) -> None:
    """The page of the branch has changed by itself: one button is left."""
    expect(head.locator("main")).to_contain_text(DUTY)
    shot(head, "obstacle-concluded-820")
    head.get_by_role("button", name="Đã tháo gỡ").click()
    expect(head.locator("main")).to_contain_text("Vướng mắc đã được tháo gỡ")
    assert head.url == page


def find_it_in_the_library(served: str, other: Page) -> None:
    """Another branch finds the answer without diacritics, and not whose question it was."""
    for _ in range(40):
        other.goto(f"{served}/vuong-mac/kho-tra-loi/?q=may loc nuoc")
        if other.get_by_role("link", name=TITLE).count():
            break
        other.wait_for_timeout(500)
    other.get_by_role("link", name=TITLE).first.click()
    expect(other.locator("main")).to_contain_text(DUTY)
    expect(other.locator("main")).not_to_contain_text("Nội Bài")
    shot(other, "obstacle-library-360")
