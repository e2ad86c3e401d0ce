"""Three browsers in one room: people speak in turn, a question is answered, everybody is on the same page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import shot

pytestmark = pytest.mark.journey
SOON = 8_000  # milliseconds


def _running(people) -> str:
    """The meeting of the demo agency that runs now."""
    rows = people["vanphong"].get("/api/meetings", of="me", when="upcoming")["items"]
    return next(row["id"] for row in rows if row["state"] == "running")


def _tab(page: Page, name: str) -> None:
    page.locator(f'[data-tab="{name}"]:visible').click()


def _pane(page: Page, name: str) -> object:
    return page.locator(f'.hall-pane[data-name="{name}"]')


def _sheet(page: Page) -> object:
    return page.locator("gb-sheet")


@pytest.fixture
def hall(served, people, sign_in):
    """The running room with its chair, a branch on a telephone and a division on a tablet."""
    meeting = _running(people)
    sizes = {"cuctruong": 1440, "noibai.truong": 360, "gsql.truong": 820}
    pages = {name: sign_in(name, width) for name, width in sizes.items()}
    broken: list[str] = []
    for page in pages.values():
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(f"{served}/phong-hop/{meeting}/")
        page.wait_for_selector("gb-stage")
    yield meeting, pages
    assert broken == []


def _turns(people, meeting, **wanted):
    rows = people["vanphong"].get(f"/api/meetings/{meeting}/turns")
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def test_they_speak_in_turn_and_one_hands_in_the_rest(served, people, hall):
    meeting, pages = hall
    chair, branch, division = pages["cuctruong"], pages["noibai.truong"], pages["gsql.truong"]

    branch.locator("gb-hand button.hand").click()
    branch.locator("gb-hand dialog textarea").fill("Hàng tạm nhập quá thời hạn tái xuất")
    shot(branch, "floor-ask-360")
    branch.locator("gb-hand dialog .btn-primary").click()
    expect(branch.locator("gb-hand .hand-waits")).to_contain_text("Thứ 1", timeout=SOON)
    division.keyboard.press("Alt+h")
    division.locator("gb-hand dialog textarea").fill("Hướng dẫn hồ sơ gia hạn")
    division.keyboard.press("Enter")
    expect(division.locator("gb-hand .hand-waits")).to_contain_text("Thứ 2", timeout=SOON)
    people["vanphong"].post(f"/api/meetings/{meeting}/turns", {"name": "Ông Nguyễn Văn Tám", "topic": "Doanh nghiệp"})

    _tab(chair, "floor")
    pane = _pane(chair, "floor")
    expect(pane.locator(".waiting-row:visible")).to_have_count(3, timeout=SOON)
    pane.locator(".floor-next").click()
    expect(branch.locator(".speaker-mine").first).to_contain_text("Đồng chí đang phát biểu", timeout=SOON)
    expect(division.locator(".speaker").first).to_contain_text("còn lại", timeout=SOON)
    chair.locator(".hall-stage .speaker-verbs").get_by_text("1 phút").click()
    shot(chair, "floor-chair-1440")
    shot(branch, "floor-speaks-360")

    pane.locator(".floor-next").click()
    expect(branch.locator("gb-hand button.hand")).to_contain_text("Phát biểu", timeout=SOON)
    first = _turns(people, meeting, topic="Hàng tạm nhập quá thời hạn tái xuất")[0]
    assert (first["state"], first["allowed"]) == ("ended", 360)
    _tab(branch, "floor")
    _pane(branch, "floor").get_by_role("button", name="Gửi phần còn lại").click()
    branch.locator("gb-write textarea").fill("Đề nghị kéo dài thời hạn tái xuất đối với khuôn mẫu.")
    branch.locator("gb-write .btn-primary").click()
    expect(_pane(branch, "floor").locator(".floor-writing")).to_contain_text("Đã gửi", timeout=SOON)
    live = people["vanphong"].get(f"/api/meetings/{meeting}/live")["state"]
    lines = [value["text"] for key, value in live.items() if key.startswith("line/")]
    assert "(Gửi bằng văn bản) Đề nghị kéo dài thời hạn tái xuất đối với khuôn mẫu." in lines

    chair.keyboard.press("Alt+m")
    expect(division.locator(".hall-stage .speaker")).to_contain_text("Ông Nguyễn Văn Tám", timeout=SOON)
    chair.locator(".hall-stage .speaker-verbs").get_by_text("Kết thúc").click()
    expect(division.locator(".hall-stage .speaker")).to_have_count(0, timeout=SOON)
    topics = {row["topic"] for row in _turns(people, meeting, state="ended", kind="speech")}
    assert topics >= {"Hàng tạm nhập quá thời hạn tái xuất", "Hướng dẫn hồ sơ gia hạn", "Doanh nghiệp"}


def test_a_question_is_asked_and_answered(people, hall):
    _meeting, pages = hall
    chair, branch, division = pages["cuctruong"], pages["noibai.truong"], pages["gsql.truong"]
    _tab(division, "floor")
    _pane(division, "floor").locator(".floor-buttons").get_by_text("Chất vấn").click()
    dialog = _pane(division, "floor").locator("gb-ask dialog")
    dialog.locator("select").first.select_option(people["noibai.truong"].id)
    dialog.locator("textarea").fill("Bao giờ xong phương án?")
    dialog.locator(".btn-primary").click()
    _tab(chair, "floor")
    asked = _pane(chair, "floor").locator(".waiting-row", has_text="Bao giờ xong phương án?")
    asked.locator(".waiting-line .btn-secondary").click()
    expect(branch.locator(".hall-stage .speaker")).to_contain_text("Chất vấn", timeout=SOON)
    chair.locator(".hall-stage .speaker-verbs").get_by_text("Mời trả lời").click()
    expect(branch.locator(".hall-stage .speaker-mine")).to_be_visible(timeout=SOON)
    branch.locator("gb-hand").get_by_text("Nói xong").click()
    expect(_pane(chair, "floor").locator(".asked")).to_contain_text("Đã trả lời", timeout=SOON)
    shot(chair, "floor-asked-1440")


def test_everybody_is_on_the_presenters_page(served, people, hall, sign_in):
    meeting, pages = hall
    chair, branch, division = pages["cuctruong"], pages["noibai.truong"], pages["gsql.truong"]
    live = people["vanphong"].get(f"/api/meetings/{meeting}/live")["state"]
    paper = next(value for key, value in live.items() if key.startswith("paper/") and value["pages"] >= 4)
    people["vanphong"].post(f"/api/meetings/{meeting}/stage", {"document": paper["id"], "page": 1})
    for page in pages.values():
        expect(_sheet(page).locator("img")).to_have_attribute("src", re.compile("/pages/1.webp"), timeout=SOON)

    chair.locator(".stage-view").focus()
    chair.keyboard.press("ArrowRight")
    for page in (branch, division):
        expect(_sheet(page)).to_have_attribute("page", "2", timeout=SOON)

    branch.locator(".switch button").nth(1).click()
    branch.locator('.stage-turn button[aria-label="Trang trước"]').click()
    expect(_sheet(branch)).to_have_attribute("page", "1")
    expect(branch.locator(".stage-bar")).to_contain_text("trang 2")

    chair.locator("gb-stage-menu summary").last.click()
    chair.locator(".stage-hand select").select_option(people["gsql.truong"].id)
    expect(division.locator(".stage-pens")).to_be_visible(timeout=SOON)
    division.locator('.stage-turn button[aria-label="Trang sau, cho mọi người"]').click()
    expect(_sheet(chair)).to_have_attribute("page", "3", timeout=SOON)
    expect(branch.locator(".stage-bar")).to_contain_text("trang 3", timeout=SOON)
    expect(_sheet(branch)).to_have_attribute("page", "1")

    late = sign_in("vanphong", 1440)
    late.goto(f"{served}/phong-hop/{meeting}/")
    expect(_sheet(late).locator("img")).to_have_attribute("src", re.compile("/pages/3.webp"), timeout=SOON)

    box = _sheet(division).bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    division.locator('.stage-pens button[aria-label="Con trỏ cho mọi người"]').click()
    for step in range(6):
        division.mouse.move(middle[0] + 10 * step, middle[1])
        division.wait_for_timeout(120)
    expect(chair.locator(".sheet-pointer")).to_be_visible(timeout=SOON)
    shot(chair, "floor-pointer-1440")
    expect(chair.locator(".sheet-pointer")).to_have_count(0, timeout=SOON)

    division.locator('.stage-pens button[aria-label="Khoanh vùng cho mọi người"]').click()
    division.mouse.move(middle[0] - 80, middle[1] - 60)
    division.mouse.down()
    division.mouse.move(middle[0] + 60, middle[1] + 20, steps=5)
    division.mouse.up()
    expect(chair.locator("rect.mark-box")).to_have_count(1, timeout=SOON)
    inside = _relative(division), _relative(chair)
    assert max(abs(a - b) for a, b in zip(*inside, strict=True)) < 0.01, "the same place at every size"
    shot(chair, "floor-marked-1440")
    division.keyboard.press("Escape")
    division.locator('.stage-turn button[aria-label="Trang sau, cho mọi người"]').click()
    expect(chair.locator("rect.mark-box")).to_have_count(0, timeout=SOON)

    branch.locator(".stage-bar button").click()
    expect(_sheet(branch)).to_have_attribute("page", "4", timeout=SOON)


def _relative(page: Page) -> tuple[float, float, float, float]:
    """Where the mark lies on the picture of the page, as shares of it."""
    mark, sheet = page.locator("rect.mark-box").bounding_box(), page.locator(".sheet-page img").bounding_box()
    return (
        (mark["x"] - sheet["x"]) / sheet["width"], (mark["y"] - sheet["y"]) / sheet["height"],
        mark["width"] / sheet["width"], mark["height"] / sheet["height"],
    )  # fmt: skip
