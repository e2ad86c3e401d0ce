"""A vote in three browsers: prepared, opened, given on a telephone, shown on the big screen; and one's own check."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import shot

pytestmark = pytest.mark.journey
QUESTION = "Thông qua chương trình công tác quý I"


@pytest.fixture
def hall(served, people, sign_in):
    """The running room with its secretary, a division head on a telephone, and the big screen."""
    rows = people["vanphong"].get("/api/meetings", of="me", when="upcoming")["items"]
    meeting = next(row["id"] for row in rows if row["state"] == "running")
    pages = {"vanphong": sign_in("vanphong", 1440), "gsql.truong": sign_in("gsql.truong", 360)}
    broken: list[str] = []
    for page in pages.values():
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(f"{served}/phong-hop/{meeting}/")
        page.wait_for_selector("gb-stage", state="attached")
    board = pages["vanphong"].context.new_page()
    board.set_viewport_size({"width": 1440, "height": 810})
    board.goto(f"{served}/phong-hop/{meeting}/man-hinh/")
    yield meeting, pages["vanphong"], pages["gsql.truong"], board
    assert broken == []


def _to_votes(page: Page) -> None:
    tab = page.locator('.hall-side-tabs [data-tab="votes"]')
    if tab.is_visible():
        tab.click()
        return
    page.locator(".hall-side-tabs summary").click()
    page.locator(".hall-side-tabs .menu-item", has_text="Biểu quyết").click()


def _prepare(desk: Page, question: str, way: str) -> None:
    _to_votes(desk)
    desk.get_by_role("button", name="Chuẩn bị biểu quyết").click()
    form = desk.locator("gb-draft-vote dialog")
    form.locator("textarea").first.fill(question)
    form.get_by_text(way, exact=True).click()
    shot(desk, f"vote-draft-{'secret' if 'kín' in way else 'open'}-1440")
    form.get_by_role("button", name="Lưu").click()


def _open(desk: Page, question: str) -> None:
    row = desk.locator(".votes-one", has_text=question)
    row.get_by_role("button", name="Mở biểu quyết").click()


def _give(phone: Page, choice: str) -> None:
    phone.locator("gb-ballot .ballot-line").filter(has_text=re.compile(f"^\\s*{choice}\\s*$")).click()
    phone.get_by_role("button", name="Gửi phiếu").click()
    expect(phone.locator(".vote-in")).to_contain_text("Phiếu đã được nhận")


def _end(desk: Page) -> None:
    tools = desk.locator("gb-vote gb-vote-desk")
    tools.get_by_role("button", name="Đóng biểu quyết").click()
    tools.get_by_role("button", name="Công bố kết quả").click()


def test_a_vote_in_the_open(hall):
    _meeting, desk, phone, board = hall
    _prepare(desk, QUESTION, "Công khai")
    _open(desk, QUESTION)
    expect(phone.locator(".vote-question")).to_have_text(QUESTION)
    expect(phone.locator(".vote-rules")).to_contain_text("quá nửa tổng số thành viên")
    shot(phone, "vote-open-360")
    _give(phone, "Tán thành")
    expect(board.locator(".board-vote-count")).to_contain_text("1/")
    shot(board, "vote-board-1440")
    phone.get_by_role("button", name="Đổi phiếu").click()
    _give(phone, "Không tán thành")
    _end(desk)
    expect(phone.locator(".vote-outcome")).to_have_text("Không được thông qua")
    expect(board.locator(".board-vote-outcome")).to_have_text("Không được thông qua")
    shot(board, "vote-result-board-1440")


def test_a_secret_ballot_is_found_by_its_code_and_all_are_counted_again(served, people, hall):
    meeting, desk, phone, _board = hall
    question = f"{QUESTION} (phiếu kín)"
    _prepare(desk, question, "Bỏ phiếu kín")
    _open(desk, question)
    expect(phone.locator(".vote-question")).to_have_text(question)
    _give(phone, "Không tán thành")
    code = phone.locator(".vote-code code").inner_text()
    shot(phone, "vote-secret-360")
    _end(desk)
    expect(phone.locator(".vote-outcome")).to_be_visible()
    polls = people["vanphong"].get(f"/api/meetings/{meeting}/polls")
    poll = next(row["id"] for row in polls if row["question"] == question)
    phone.goto(f"{served}/bieu-quyet/{poll}/")
    phone.locator("gb-check-ballot input").fill(code)
    phone.get_by_role("button", name="Tìm phiếu của tôi").click()
    expect(phone.locator(".vote-check-said")).to_contain_text("Không tán thành")
    phone.get_by_role("button", name="Kiểm phiếu lại").click()
    expect(phone.locator(".vote-check-said")).to_contain_text("khớp")
    shot(phone, "vote-check-360")
