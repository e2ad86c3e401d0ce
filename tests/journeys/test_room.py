"""The whole room at once: chair, two secretaries, six members, a site, a guest and the big screen (issue: the room)."""

import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Person, shot

pytestmark = pytest.mark.journey
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MARKS = 14  # seconds that the invited have for their marks
TITLES = (
    "Phổ biến quy chế văn thư", "Thông báo lịch trực tháng 12",  # nobody objects: the consent block
    "Kết quả thu ngân sách tháng 11", "Phương án phân luồng tờ khai", "Bình chọn đơn vị tiêu biểu",
)  # fmt: skip
MEMBERS = {
    "gsql.truong": 1440, "txnk.truong": 820, "noibai.truong": 360,
    "cbl.truong": 1440, "qlrr.truong": 1440, "tvqt.truong": 1440,
}  # fmt: skip
ELECTED = ("Chi cục Hải quan Nội Bài", "Chi cục Hải quan Bắc Hà Nội", "Phòng Thuế xuất nhập khẩu")


@pytest.fixture
def cast(served: str) -> Iterator[dict[str, Person]]:
    found = {name: Person(served, name) for name in ("cuctruong", "vanphong", "noibai.pho1", *MEMBERS)}
    yield found
    for person in found.values():
        person.http.close()


@pytest.fixture
def meeting(cast: dict[str, Person]) -> str:
    secretary, leader = cast["vanphong"], cast["cuctruong"]
    units = {unit["code"]: unit["id"] for unit in secretary.get("/api/units")}
    starts = datetime.now(ZONE).replace(microsecond=0) + timedelta(seconds=30)
    found = secretary.post("/api/meetings", {
        "title": "Họp tập thể lãnh đạo và các đơn vị", "kind": "work_resolution", "unit": units["HQHN"],
        "starts_at": starts.isoformat(), "ends_at": (starts + timedelta(minutes=90)).isoformat(), "is_ad_hoc": True,
        "chair": leader.id, "secretary": secretary.id, "form": "hybrid", "location": "Phòng họp trực tuyến tầng 2",
        "people": [cast[name].id for name in MEMBERS],
        "marks_until": (datetime.now(ZONE) + timedelta(seconds=MARKS)).isoformat(),
    })["id"]  # fmt: skip
    at = f"/api/meetings/{found}"
    for title in TITLES:
        wanted = "inform" if title in TITLES[:2] else "discuss"
        secretary.post(f"{at}/items", {"title": title, "minutes": 15, "wanted": wanted})
    secretary.post(f"{at}/submit", {})
    leader.post(f"{at}/approve", {})
    secretary.post(f"{at}/publish")
    secretary.post(f"{at}/assistants", {"person": cast["gsql.truong"].id})
    items = {row["title"]: row["id"] for row in secretary.get(f"{at}/items")}
    for name, title in zip(("txnk.truong", "cbl.truong", "qlrr.truong"), TITLES[2:], strict=True):
        cast[name].post(f"/api/items/{items[title]}/mark", {"mark": "speak", "text": f"Ý kiến về {title.lower()}."})
    time.sleep(MARKS)
    return found


def test_a_meeting_with_speakers_and_votes_in_twelve_browsers(served, chromium, sign_in, cast, meeting):
    room = f"{served}/phong-hop/{meeting}/"
    chair, secretary = sign_in("cuctruong"), sign_in("vanphong")
    members = {name: sign_in(name, width) for name, width in MEMBERS.items()}
    site = sign_in("noibai.pho1", 820)
    board = secretary.context.new_page()
    board.set_viewport_size({"width": 1920, "height": 1080})
    for page in (chair, secretary, *members.values(), site):
        page.goto(room)
        expect(page.locator("gb-head h1")).to_contain_text("Họp tập thể")
    board.goto(f"{room}man-hinh/")
    opens(chair, members)
    guest = comes_by_link(served, chromium, cast, secretary, meeting)
    items = {row["title"]: row["id"] for row in cast["vanphong"].get(f"/api/meetings/{meeting}/items")}
    two_write(secretary, members["gsql.truong"])
    speaks(chair, members["txnk.truong"], board, cast["txnk.truong"])
    passes(chair, TITLES[3])
    speaks(chair, members["cbl.truong"], board, cast["cbl.truong"])
    open_vote_with_a_tie(cast, chair, members, guest, board, meeting, items[TITLES[3]])
    secret_vote(served, cast, chair, members, meeting, items[TITLES[3]])
    passes(chair, TITLES[4])
    speaks(chair, members["qlrr.truong"], board, cast["qlrr.truong"])
    election(cast, chair, members, board, meeting, items[TITLES[4]])
    ends(chair, guest)
    the_minutes_are_complete(cast["vanphong"], meeting)


def press(page: Page, words: str) -> None:
    """Press the one button when it says so."""
    button = page.locator(".hall-next")
    expect(button).to_contain_text(words)
    expect(button).to_be_enabled()
    button.click()


def passes(chair: Page, title: str) -> None:
    """Go to an item, past whatever is left of the running one."""
    row = chair.locator(".agenda-item").filter(has_text=title)
    row.locator(".agenda-menu summary").click()
    row.get_by_role("button", name="Chuyển đến", exact=True).click()
    expect(chair.locator(".agenda-running")).to_contain_text(title)


def opens(chair: Page, members: dict[str, Page]) -> None:
    """Start, the head-count answered on every screen, the consent block in one act, the first item."""
    press(chair, "Bắt đầu cuộc họp")
    press(chair, "Mở điểm danh")
    for page in members.values():
        page.get_by_role("button", name="Tôi có mặt").locator("visible=true").first.click()
        expect(page.locator(".hall-bar")).to_contain_text("Đã điểm danh")
    press(chair, "Thông qua khối nội dung đồng thuận (2)")
    press(chair, TITLES[2])
    for page in members.values():
        expect(page.locator(".agenda-running")).to_contain_text(TITLES[2])


def comes_by_link(served: str, chromium: Browser, cast: dict[str, Person], secretary: Page, meeting: str) -> Page:
    """A guest gives name and unit, waits, is let in by the secretary, and stands in the room by itself."""
    made = cast["vanphong"].post(f"/api/meetings/{meeting}/guest-links", {"hours": 4})
    guest = chromium.new_context(viewport={"width": 360, "height": 780}, locale="vi-VN").new_page()
    guest.goto(served + re.sub(r"^https?://[^/]+", "", made["url"]))
    guest.get_by_label("Họ và tên").fill("Nguyễn Thị Hoài")
    guest.get_by_label("Cơ quan, đơn vị").fill("Cục Thuế thành phố")
    guest.get_by_role("button", name="Xin vào phòng họp").click()
    expect(guest.locator("main")).to_contain_text("Đang chờ")
    secretary.get_by_role("button", name=re.compile("^Người dự|^Điểm danh")).locator("visible=true").first.click()
    secretary.get_by_role("button", name="Cho vào").click()
    expect(guest.locator("gb-head h1")).to_contain_text("Họp tập thể")
    shot(guest, "room-guest-360")
    return guest


def two_write(secretary: Page, second: Page) -> None:
    """Two secretaries write at the same time; both lines stand on both screens."""
    for page, words in ((secretary, "Thư ký ghi dòng một."), (second, "Thư ký giúp việc ghi dòng hai.")):
        page.get_by_role("button", name="Biên bản", exact=True).locator("visible=true").first.click()
        box = page.locator("gb-line-box textarea").last
        box.fill(words)
        page.locator("gb-line-box").get_by_role("button", name="Ghi", exact=True).click()
    for page in (secretary, second):
        for words in ("Thư ký ghi dòng một.", "Thư ký giúp việc ghi dòng hai."):
            expect(page.locator("gb-minutes")).to_contain_text(words)


def speaks(chair: Page, speaker: Page, board: Page, person: Person) -> None:
    """The one button gives the floor; the board shows name and clock; the speaker ends the turn."""
    name = person.get("/api/me")["full_name"]
    press(chair, f"Gọi phát biểu: {name}")
    expect(board.locator(".board-speaker")).to_contain_text(name)
    shot(board, "room-board-speaker")
    speaker.get_by_role("button", name=re.compile("Kết thúc lượt phát biểu")).locator("visible=true").first.click()
    expect(board.locator(".board-speaker-clock")).to_have_count(0)


def prepared(cast: dict[str, Person], meeting: str, item: str, **rules: object) -> str:
    return cast["vanphong"].post(f"/api/meetings/{meeting}/polls", {"item": item, **rules})["id"]


def votes(page: Page, *labels: str) -> None:
    """Choose and send; the ballot is acknowledged on the screen."""
    for label in labels:
        page.locator("gb-ballot").get_by_role("button", name=label, exact=True).click()
    page.locator("gb-ballot").get_by_role("button", name="Gửi phiếu").click()
    expect(page.locator("gb-vote .vote-in")).to_contain_text("Phiếu đã được nhận")


def open_vote_with_a_tie(cast, chair, members, guest, board, meeting, item) -> None:
    """Chair and two others for it, three against, one abstains: the chair's side decides, by the rule shown before."""
    poll = prepared(
        cast, meeting, item, question="Thông qua phương án phân luồng", kind="agree", secrecy="open",
        base="cast", threshold="1/2", tie="chair_side",
    )  # fmt: skip
    press(chair, "Mở biểu quyết: Thông qua phương án phân luồng")
    for page in (chair, *members.values()):
        expect(page.locator("gb-vote .vote-rules")).to_contain_text("chủ trì")
    expect(guest.locator("gb-vote")).to_contain_text("không bỏ phiếu")
    shot(members["noibai.truong"], "room-ballot-360")
    sides = ["Tán thành", "Tán thành", "Không tán thành", "Không tán thành", "Không tán thành", "Không biểu quyết"]
    votes(chair, "Tán thành")
    for page, side in zip(members.values(), sides, strict=True):
        votes(page, side)
    press(chair, "Đóng biểu quyết")
    press(chair, "Công bố kết quả")
    result = cast["gsql.truong"].get(f"/api/polls/{poll}/result")
    assert (result["outcome"], result["by_chair"]) == ("passed", True)
    for page in (chair, *members.values(), guest, board):
        expect(page.locator("body")).to_contain_text("Được thông qua")
    shot(board, "room-board-result")
    shot(members["txnk.truong"], "room-result-820")


def secret_vote(served, cast, chair, members, meeting, item) -> None:
    """Every voter finds the own ballot by the code that only the own device has, and recounts."""
    poll = prepared(cast, meeting, item, question="Tín nhiệm phương án", kind="agree", secrecy="secret")
    press(chair, "Mở biểu quyết: Tín nhiệm phương án")
    codes = {}
    for name, page in members.items():
        votes(page, "Không tán thành" if name == "txnk.truong" else "Tán thành")
        codes[name] = page.locator("gb-vote .vote-code code").inner_text()
    assert len(set(codes.values())) == len(codes)
    votes(chair, "Tán thành")
    press(chair, "Đóng biểu quyết")
    press(chair, "Công bố kết quả")
    for name, page in members.items():
        own = page.context.new_page()
        own.goto(f"{served}/bieu-quyet/{poll}/")
        own.get_by_label("Mã phiếu của đồng chí").fill(codes[name])
        own.get_by_role("button", name="Tìm phiếu của tôi").click()
        said = "Không tán thành" if name == "txnk.truong" else "Tán thành"
        expect(own.locator(".vote-check-said")).to_contain_text(f"đã được kiểm: {said}")
        own.get_by_role("button", name="Kiểm phiếu lại").click()
        expect(own.locator(".vote-check-said")).to_contain_text("khớp với kết quả")
        own.close()


def election(cast, chair, members, board, meeting, item) -> None:
    """Two seats, three candidates."""
    poll = prepared(
        cast, meeting, item, question="Bình chọn hai đơn vị tiêu biểu", kind="election", options=list(ELECTED),
        most=2, secrecy="secret",
    )  # fmt: skip
    press(chair, "Mở biểu quyết: Bình chọn hai đơn vị tiêu biểu")
    for page in (chair, *members.values()):
        votes(page, ELECTED[0], ELECTED[1])
    press(chair, "Đóng biểu quyết")
    press(chair, "Công bố kết quả")
    result = cast["gsql.truong"].get(f"/api/polls/{poll}/result")
    assert [row["label"] for row in result["counts"] if row["won"]] == list(ELECTED[:2])
    expect(board.locator("body")).to_contain_text(ELECTED[0])


def ends(chair: Page, guest: Page) -> None:
    """Press on to the end: what only a person can write is passed over, and read out before closing."""
    until = time.monotonic() + 60
    while chair.locator("gb-head").get_by_text("Đang họp").is_visible() and time.monotonic() < until:
        says = chair.locator(".hall-next").inner_text()
        if says.startswith(("Ghi kết luận", "Bổ sung")):
            chair.locator(".ahead-step").first.click()
        else:
            chair.locator(".hall-next").click()
        sheet = chair.locator("dialog[open]")
        if sheet.is_visible():
            sheet.get_by_role("button").filter(has_text=re.compile("không kết luận|Kết thúc cuộc họp")).click()
        chair.wait_for_timeout(800)
    expect(guest.locator("body")).not_to_contain_text("Đang họp")


def the_minutes_are_complete(secretary: Person, meeting: str) -> None:
    """What happened stands in the minutes without anybody having written it."""
    state = secretary.get(f"/api/meetings/{meeting}/live")["state"]
    lines = " ".join(value["text"] for key, value in state.items() if key.startswith("line/"))
    for words in (
        "Thư ký ghi dòng một.", "Thư ký giúp việc ghi dòng hai.", "Thông qua phương án phân luồng",
        "Tín nhiệm phương án", "Bình chọn hai đơn vị tiêu biểu", "phát biểu", *TITLES[2:],
    ):  # fmt: skip
        assert words in lines, words
