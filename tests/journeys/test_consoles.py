"""The consoles in real browsers: the chair on a telephone, two secretaries at one line, the big screen of the hall."""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, shot

pytestmark = pytest.mark.journey
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TITLES = ("Kết quả tuần trước", "Vướng mắc C/O điện tử", "Phổ biến văn bản mới", "Việc tuần tới")
MARKS = 12  # seconds that the invited have for their marks, once the invitation is out


@pytest.fixture
def meeting(people: dict[str, Person]) -> str:
    """A published meeting that starts now: one item somebody wishes to speak on, the others quiet; one assistant."""
    secretary, leader, branch = people["vanphong"], people["cuctruong"], people["noibai.truong"]
    units = {unit["code"]: unit["id"] for unit in secretary.get("/api/units")}
    starts = datetime.now(ZONE).replace(microsecond=0) + timedelta(seconds=30)
    found = secretary.post("/api/meetings", {
        "title": "Họp xử lý vướng mắc đầu tuần", "kind": "work_resolution", "unit": units["HQHN"], "is_ad_hoc": True,
        "starts_at": starts.isoformat(), "ends_at": (starts + timedelta(minutes=60)).isoformat(), "form": "hybrid",
        "chair": leader.id, "secretary": secretary.id, "people": [branch.id, people["gsql.truong"].id],
        "marks_until": (datetime.now(ZONE) + timedelta(seconds=MARKS)).isoformat(),
    })["id"]  # fmt: skip
    at = f"/api/meetings/{found}"
    wanted = ("inform", "decide", "inform", "inform")
    items = [
        secretary.post(f"{at}/items", {"title": title, "minutes": 15, "wanted": what})["id"]
        for title, what in zip(TITLES, wanted, strict=True)
    ]
    secretary.post(f"{at}/submit", {})
    leader.post(f"{at}/approve", {})
    secretary.post(f"{at}/publish")
    branch.post(f"/api/items/{items[1]}/mark", {"mark": "speak", "text": "Xin báo cáo thêm."})
    branch.post(f"/api/items/{items[3]}/mark", {"mark": "objection", "text": "Chưa thống nhất."})
    secretary.post(f"{at}/assistants", {"person": people["gsql.truong"].id})
    time.sleep(MARKS)
    return found


def test_a_meeting_run_from_a_telephone_and_written_by_two_hands(served, people, sign_in, meeting):
    room = f"{served}/phong-hop/{meeting}/"
    chair, first, second = sign_in("cuctruong", 360), sign_in("vanphong"), sign_in("gsql.truong")
    board = first.context.new_page()
    for page in (chair, first, second):
        page.goto(room)
        expect(page.locator("gb-head h1")).to_contain_text("Họp xử lý vướng mắc")
    board.set_viewport_size({"width": 1920, "height": 1080})
    board.goto(f"{room}man-hinh/")
    opens(chair, board)
    writes_at_once(chair, first, second)
    writes_without_a_network(first, second)
    task = concludes(served, people, chair, first, board)
    falls_behind(chair, board)
    ends(chair, board)
    lines = [
        value["text"]
        for key, value in people["vanphong"].get(f"/api/meetings/{meeting}/live")["state"].items()
        if key.startswith("line/")
    ]
    for words in ("Chi cục báo cáo 12 hồ sơ.", "Ghi khi mất mạng."):
        assert sum(words in line for line in lines) == 1, words  # once, whatever the network did
    assert any("Phần của Bình." in line and "Phần của Lan." in line for line in lines)
    assert people["noibai.truong"].get(f"/api/tasks/{task}")["state"] == "new"


def press(page: Page, words: str) -> None:
    """Press the one button when it says so."""
    button = page.locator(".hall-next")
    expect(button).to_contain_text(words)
    expect(button).to_be_enabled()
    button.click()


def opens(chair: Page, board: Page) -> None:
    """Start, head-count with its code on the board, the consent block in one act, the first item."""
    press(chair, "Bắt đầu cuộc họp")
    expect(chair.locator("gb-head")).to_contain_text("Đang họp")
    expect(chair.locator(".next-words")).to_contain_text("Thông qua khối nội dung đồng thuận (2)")
    press(chair, "Mở điểm danh")
    board.locator(".board-code").wait_for()
    expect(board.locator("gb-board")).to_contain_text("Khối nội dung đồng thuận (2)")
    shot(board, "consoles-board-opening")
    press(chair, "Thông qua khối nội dung đồng thuận (2)")
    shot(chair, "consoles-adopt-360")
    chair.locator("#hall-adopt").get_by_role("button", name="Thông qua 2 nội dung").click()
    press(chair, f"Sang nội dung 2: {TITLES[1]}")
    expect(board.locator(".board-title")).to_contain_text(TITLES[1])
    shot(board, "consoles-board-item")


def box(page: Page):
    return page.locator("#line-text")


def open_minutes(page: Page) -> None:
    page.locator(".hall-side-tabs [data-tab=minutes]").click()
    box(page).wait_for()


def note(page: Page, text: str, keys: str = "Control+Enter") -> None:
    box(page).fill(text)
    box(page).press(keys)


def line_with(page: Page, text: str):
    return page.locator("gb-line").filter(has_text=text)


def edit(page: Page, text: str) -> None:
    line = line_with(page, text).locator(".line")
    line.focus()
    line.press("Enter")
    page.locator("gb-line-edit textarea").wait_for()


def save(page: Page, text: str) -> None:
    area = page.locator("gb-line-edit textarea")
    area.fill(text)
    area.press("Control+Enter")


def writes_at_once(chair: Page, first: Page, second: Page) -> None:
    """Two secretaries at one line: they see each other; other paragraphs are merged, the same one is chosen."""
    open_minutes(first)
    open_minutes(second)
    note(first, "Chi cục báo cáo 12 hồ sơ.\nPhần giữa.\nPhần cuối.")
    expect(line_with(second, "12 hồ sơ")).to_be_visible()
    edit(first, "12 hồ sơ")
    edit(second, "12 hồ sơ")
    first.locator("gb-line-edit textarea").press_sequentially(" ")
    expect(second.locator("gb-line-edit .writing").first).to_contain_text("đang sửa:")
    shot(second, "consoles-editing-1440")
    save(first, "Chi cục báo cáo 12 hồ sơ.\nPhần của Bình.\nPhần cuối.")
    expect(second.locator("gb-line-edit")).to_contain_text("Dòng này vừa được sửa")
    save(second, "Chi cục báo cáo 12 hồ sơ.\nPhần giữa.\nPhần của Lan.")
    for page in (first, second):
        expect(line_with(page, "Phần của Bình.")).to_contain_text("Phần của Lan.")
    edit(first, "Phần của Lan.")
    edit(second, "Phần của Lan.")
    save(first, "Chi cục báo cáo 12 hồ sơ.\nPhần của Bình.\nPhần của Lan.\nThêm của Bình.")
    expect(line_with(first, "Thêm của Bình.")).to_be_visible()
    save(second, "Chi cục báo cáo 12 hồ sơ.\nPhần của Bình.\nPhần của Lan. Lan nói thêm.")
    expect(line_with(first, "Lan nói thêm.")).to_contain_text("Thêm của Bình.")
    edit(first, "Lan nói thêm.")
    edit(second, "Lan nói thêm.")
    save(first, "Chi cục báo cáo 12 hồ sơ. Bình sửa.\nPhần của Bình.\nPhần của Lan.\nThêm của Bình.")
    expect(line_with(first, "Bình sửa.")).to_be_visible()
    save(second, "Chi cục báo cáo 12 hồ sơ. Lan sửa.\nPhần của Bình.\nPhần của Lan.")
    clash = second.locator(".line-conflict")
    expect(clash).to_contain_text("Bản của tôi")
    expect(clash).to_contain_text("Bình sửa.")
    shot(second, "consoles-conflict-1440")
    clash.get_by_role("button", name="Ghép hai bản").click()
    second.locator("gb-line-edit textarea").press("Control+Enter")
    expect(line_with(first, "Lan sửa.")).to_contain_text("Bình sửa.")
    mends(first, second)
    assert chair.locator("gb-minutes gb-line").count()  # the chair reads along


def mends(first: Page, second: Page) -> None:
    """What was joined is one text again, written by one of the two."""
    edit(first, "Lan sửa.")
    save(first, "Chi cục báo cáo 12 hồ sơ.\nPhần của Bình.\nPhần của Lan.")
    expect(line_with(second, "Phần của Lan.")).not_to_contain_text("sửa.")


def writes_without_a_network(first: Page, second: Page) -> None:
    """What is written while the line is cut waits in the browser, says so, and arrives once."""
    first.context.set_offline(True)
    note(first, "Ghi khi mất mạng.")
    expect(first.locator(".line-unsent")).to_contain_text("chưa gửi")
    shot(first, "consoles-offline-1440")
    first.context.set_offline(False)
    expect(line_with(second, "Ghi khi mất mạng.")).to_be_visible()
    expect(first.locator(".line-unsent")).to_have_count(0)
    expect(line_with(first, "Ghi khi mất mạng.")).to_have_count(1)


def concludes(served: str, people: dict[str, Person], chair: Page, first: Page, board: Page) -> str:
    """The secretary concludes in one key, the chair confirms in one tap, the branch has the task within a second."""
    branch = people["noibai.truong"]
    words = "Giao Chi cục Hải quan Nội Bài, phối hợp Phòng GSQL, báo cáo trong 5 ngày làm việc."
    note(first, words, "Control+Shift+Enter")
    press(chair, "Gọi phát biểu")  # who wished to speak comes before the conclusion is final
    button = chair.locator(".hall-next")
    expect(button).to_contain_text("Chốt kết luận 1, giao HQ Nội Bài")
    meeting = chair.url.rstrip("/").split("/")[-1]
    turn = next(row for row in branch.get(f"/api/meetings/{meeting}/turns") if row["state"] == "speaking")
    branch.post(f"/api/turns/{turn['id']}/end")
    shot(chair, "consoles-settle-360")
    before = {row["id"] for row in branch.get("/api/tasks")["items"]}
    began = time.monotonic()
    press(chair, "Chốt kết luận 1")
    expect(board.locator(".board-conclusion")).to_contain_text("Nội Bài")
    new: set[str] = set()
    while not new and time.monotonic() - began < 10:
        new = {row["id"] for row in branch.get("/api/tasks")["items"]} - before
    assert new, served
    shot(board, "consoles-board-conclusion")
    return new.pop()


def falls_behind(chair: Page, board: Page) -> None:
    """The agenda on the telephone: the item's clock, more minutes in one tap, and the board knows."""
    chair.locator(".hall-tabs [data-tab=agenda]").first.click()
    running = chair.locator(".agenda-running")
    expect(running).to_contain_text(TITLES[1])
    clock = board.locator(".board-left b")
    before = clock.inner_text()
    running.get_by_role("button", name="+10 phút").click()
    expect(clock).to_have_text(re.compile(r"2[0-9]:\d\d"))
    assert before != clock.inner_text()
    shot(chair, "consoles-agenda-360")


def ends(chair: Page, board: Page) -> None:
    """The script goes on; what is open is read out; the meeting ends on every screen."""
    press(chair, f"Sang nội dung 4: {TITLES[3]}")
    expect(board.locator(".board-title")).to_contain_text(TITLES[3])
    button = chair.locator(".hall-next")
    expect(button).to_contain_text("ết thúc")
    button.click()
    sheet = chair.locator("#hall-close")
    expect(sheet).to_be_visible()
    shot(chair, "consoles-close-360")
    sheet.get_by_role("button", name="Kết thúc cuộc họp").click()
    expect(board.locator("gb-board")).to_contain_text("Đã kết thúc")
