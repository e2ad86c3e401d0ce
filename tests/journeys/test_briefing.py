"""A weekly briefing in real browsers, from first draft to last task: six people, each on a screen of their own."""

import re
import time
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from giaoban.kernel import clock
from tests.journeys.conftest import ROOT, shot

pytestmark = pytest.mark.journey
PAPERS = ROOT / "src/giaoban/demo/papers"
DECREE = PAPERS / "nghi-dinh-134-2026-scan-44-trang.pdf"
DIRECTIVE = PAPERS / "chi-thi-02-2026-scan-5-trang.pdf"
LETTER = PAPERS / "cong-van-438-2026-chu-so-3-trang.pdf"
FIRST, SECOND = "Triển khai Nghị định số 134/2026/NĐ-CP", "Vướng mắc về C/O điện tử tại cửa khẩu Nội Bài"
DUTIES = ("Báo cáo kết quả xử lý các hồ sơ C/O điện tử còn vướng mắc.", "Ban hành hướng dẫn kiểm tra C/O điện tử.")
KEEP = "Vẫn giữ bản này"
READABLE = 240  # seconds within which a paper is converted in the background
UUID = r"[0-9a-f-]{36}"


def test_a_briefing_from_first_draft_to_last_task(served, sign_in):
    secretary, leader, division = sign_in("vanphong"), sign_in("cuctruong"), sign_in("gsql.truong", 820)
    branch, deputy, officer = sign_in("noibai.truong", 360), sign_in("noibai.pho1", 360), sign_in("txnk.truong")
    meeting = draft_from_the_series(served, secretary)
    fill_the_agenda(secretary, meeting)
    send_a_paper_twice(served, division, secretary, meeting)
    approve(served, secretary, leader, meeting)
    prepare_on_a_phone(branch, deputy, leader, meeting)
    room = hold(secretary, leader, [division, deputy, officer], meeting)
    tasks = conclude(secretary, leader, [division, branch], meeting, room)
    issue_the_record(secretary, leader, meeting)
    do_and_confirm(served, branch, leader, tasks[0])
    comes_back(served, secretary)


def opened(page: Page, name: str) -> Locator:
    """Open a folded part of the page by its title and return it."""
    part = page.locator("details").filter(has=page.locator("summary", has_text=name)).first
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    return part


def draft_from_the_series(served: str, secretary: Page) -> str:
    """The secretary takes the first week of the series that has no meeting yet."""
    secretary.goto(f"{served}/cuoc-hop/loat/")
    secretary.locator("main").get_by_role("link", name=re.compile("Họp giao ban")).first.click()
    week = secretary.locator(".row-item").filter(has_text="Soạn cuộc họp").first
    week.locator("summary").click()
    week.get_by_role("button", name="Soạn cuộc họp").click()
    secretary.wait_for_url(re.compile(rf"/cuoc-hop/{UUID}/$"))
    expect(secretary.get_by_role("heading", level=1)).to_contain_text("Họp giao ban tuần")
    return secretary.url


def card(page: Page, title: str) -> Locator:
    return page.locator(".agenda-row").filter(has=page.get_by_role("heading", name=title))


def choose(page: Page, label: str, words: str) -> None:
    """Type into a picker without diacritics and take the first hit."""
    box = page.get_by_label(label).locator("visible=true").first
    box.fill(words)
    page.get_by_role("option").locator("visible=true").first.click()


def fill_the_agenda(secretary: Page, meeting: str) -> None:
    for title, wanted in ((FIRST, "Thảo luận"), (SECOND, "Quyết định")):
        secretary.goto(meeting)
        form = opened(secretary, "Thêm nội dung")
        form.locator("[name=title]").fill(title)
        form.get_by_label("Số phút").fill("20")
        form.get_by_label("Yêu cầu").select_option(label=wanted)
        form.get_by_role("button", name="Thêm nội dung").click()
        expect(card(secretary, title)).to_be_visible()
    for title, file in ((FIRST, DECREE), (FIRST, DIRECTIVE), (SECOND, LETTER)):
        upload(secretary, title, file)


def upload(page: Page, title: str, file) -> None:
    item = card(page, title)
    item.locator(".agenda-card-head summary").click()
    item.get_by_role("link", name="Tải tài liệu lên").click()
    form = item.locator("form").filter(has=page.locator(".upload-input"))
    form.locator(".upload-input").set_input_files(file)
    form.get_by_label("không chứa bí mật nhà nước").check()  # sending begins
    arrived, twin = (
        card(page, title).locator(".agenda-papers", has_text=file.stem),
        item.get_by_role("button", name=KEEP),
    )
    expect(arrived.or_(twin)).to_be_visible()
    if twin.is_visible():  # another journey has sent the same file
        twin.click()
    expect(arrived).to_be_visible()


def send_a_paper_twice(served: str, division: Page, secretary: Page, meeting: str) -> None:
    """The Office asks a division for a paper, returns it once with a reason, and takes it."""
    item = card(secretary, SECOND)
    item.locator(".agenda-card-head summary").click()
    item.get_by_role("link", name="Đề nghị đơn vị gửi tài liệu").click()
    item.get_by_label("Tài liệu cần chuẩn bị").fill("Ý kiến trả lời của Phòng Giám sát quản lý")
    item.locator("[name=unit]").select_option(label="Phòng Giám sát quản lý về hải quan")
    item.get_by_role("button", name="Gửi đề nghị").click()
    expect(card(secretary, SECOND)).to_contain_text("Chờ đơn vị gửi")
    for turn, file in (("first", DIRECTIVE), ("again", DECREE)):
        division.goto(f"{served}/cuoc-hop/tai-lieu-can-gui/")
        division.locator(f"main a[href*='{meeting.split('/')[-2]}']").filter(has_text="Ý kiến trả lời").click()
        card(division, SECOND).get_by_role("button", name="Gửi tài liệu").click()
        sheet = division.get_by_role("dialog")
        sheet.locator("input[type=file]").set_input_files(file)
        sheet.get_by_label("không chứa bí mật nhà nước").check()
        sheet.get_by_role("button", name="Gửi tài liệu").click()
        expect(card(division, SECOND)).to_contain_text("Đã gửi, chờ Văn phòng")
        secretary.goto(meeting)
        if turn == "first":
            card(secretary, SECOND).get_by_role("button", name="Trả lại").click()
            secretary.get_by_role("dialog").get_by_role("textbox").fill("Đề nghị nêu rõ căn cứ pháp lý.")
            secretary.get_by_role("dialog").get_by_role("button", name="Trả lại").click()
        else:
            card(secretary, SECOND).get_by_role("button", name="Nhận", exact=True).click()
    expect(card(secretary, SECOND)).to_contain_text("Đã nhận")


def approve(served: str, secretary: Page, leader: Page, meeting: str) -> None:
    """The leader returns the agenda once with a word on the very item, then approves; it is published."""
    for remark in ("Bổ sung ý kiến của Phòng TXNK.", ""):
        secretary.goto(meeting)
        secretary.get_by_role("button", name="Trình duyệt").first.click()
        secretary.get_by_role("dialog").get_by_role("button", name="Trình duyệt").click()
        expect(secretary.locator("main")).to_contain_text("Trình duyệt")
        leader.goto(f"{served}/cho-duyet/")
        leader.goto(meeting)
        if remark:
            item = card(leader, SECOND)
            item.get_by_label("Ý kiến về nội dung này").fill(remark)
            item.get_by_role("button", name="Ghi ý kiến").click()
            leader.get_by_role("button", name="Trả lại").first.click()
        else:
            leader.get_by_role("button", name="Duyệt", exact=True).click()
    secretary.goto(meeting)
    expect(card(secretary, SECOND)).to_contain_text("Bổ sung ý kiến của Phòng TXNK.")
    secretary.get_by_role("button", name="Phát hành").first.click()
    expect(secretary.locator("main")).to_contain_text("Đã phát hành")
    shot(secretary, "briefing-published-1440")


def prepare_on_a_phone(branch: Page, deputy: Page, leader: Page, meeting: str) -> None:
    """The branch head reads and highlights, wishes to speak, and sends the deputy; the chair agrees."""
    branch.goto(meeting)
    link = card(branch, SECOND).get_by_role("link", name=LETTER.stem, exact=True)
    until = time.monotonic() + READABLE
    while not link.is_visible() and time.monotonic() < until:
        branch.wait_for_timeout(2000)
        branch.reload()
    link.click()
    words = branch.locator(".textLayer span").filter(has_text=re.compile(r"\w{3,}")).nth(5)
    words.wait_for()
    words.select_text()
    branch.dispatch_event("gb-viewer", "pointerup")
    branch.get_by_role("button", name="Vàng").click()
    expect(branch.locator(".viewer-mark")).not_to_have_count(0)
    shot(branch, "briefing-reader-360")
    branch.reload()
    expect(branch.locator(".viewer-mark")).not_to_have_count(0)  # kept, and private
    branch.goto(meeting)
    card(branch, SECOND).get_by_role("button", name="Đăng ký phát biểu").click()
    expect(card(branch, SECOND).get_by_role("button", name="Đăng ký phát biểu")).to_have_attribute(
        "aria-pressed", "true"
    )
    branch.get_by_role("button", name="Trả lời giấy mời").first.click()
    sheet = branch.get_by_role("dialog")
    sheet.get_by_text("Cử người dự thay", exact=True).click()
    name = deputy.locator("body").get_attribute("data-me") and deputy_name(deputy)
    choose(branch, "Người dự thay", name)
    sheet.locator("#substitute-reason").fill("Đi công tác theo kế hoạch.")
    sheet.get_by_role("button", name="Xin cử người dự thay").click()
    expect(branch.locator("main")).to_contain_text(name)
    shot(branch, "briefing-answered-360")
    leader.goto(meeting)
    leader.locator("#substitutes").get_by_role("button", name="Đồng ý", exact=True).click()
    deputy.goto(meeting)
    expect(card(deputy, SECOND)).to_be_visible()


def deputy_name(page: Page) -> str:
    page.goto(f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}/quan-tri/toi/")
    return page.locator("main h1").inner_text()


def hold(secretary: Page, leader: Page, members: list[Page], meeting: str) -> str:
    """The meeting starts, people are counted by the code on the board, items move, papers open on every screen."""
    room = meeting.replace("/cuoc-hop/", "/phong-hop/")
    for page in (secretary, leader, *members):
        page.goto(room)
        expect(page.locator("gb-head h1")).to_contain_text("Họp giao ban")
    press_next(secretary)
    expect(leader.locator("gb-head")).to_contain_text("Đang họp")
    expect(secretary.locator(".hall-next")).to_have_text("Mở điểm danh")
    press_next(secretary)
    board = secretary.context.new_page()
    board.goto(f"{room}man-hinh/")
    for page in members:
        page.goto(code_on(board))
        page.get_by_role("button", name="Tôi có mặt").click()
        expect(page.locator("main")).to_contain_text("Đã điểm danh")
        page.goto(room)
    expect(board.locator("gb-board")).to_contain_text("3/")
    shot(board, "briefing-board-1440")
    board.close()
    go_to(secretary, FIRST)
    for page in (secretary, leader, *members):
        expect(page.locator(".agenda-running")).to_contain_text(FIRST)
        shows(page, 1)
    began = time.monotonic()
    secretary.get_by_role("button", name="Trang sau, cho mọi người").click()
    for page in (leader, *members):
        shows(page, 2)
    assert time.monotonic() - began < 5
    go_to(secretary, SECOND)
    for page in (leader, *members):
        expect(page.locator(".agenda-running")).to_contain_text(SECOND)
    shot(leader, "briefing-room-1440")
    shot(members[1], "briefing-room-360")
    return room


def shows(page: Page, number: int) -> None:
    """The stage shows this page of the decree, and it can be read."""
    expect(page.locator("gb-stage")).to_contain_text(re.compile(rf"\b{number}/44"))
    expect(page.locator("gb-sheet img")).to_have_attribute("src", re.compile(rf"/pages/{number}\.webp"))


def press_next(page: Page) -> None:
    page.locator(".hall-next").click()


def go_to(page: Page, title: str) -> None:
    """The desk takes an item of the agenda out of order."""
    row = page.locator(".agenda-item").filter(has_text=title)
    row.locator(".agenda-menu summary").click()
    row.get_by_role("button", name="Chuyển đến", exact=True).click()


def code_on(board: Page) -> str:
    """Read the check-in code from the picture of the board screen, as a phone's camera does."""
    board.locator(".board-code").wait_for()
    for _ in range(40):
        seen = zxingcpp.read_barcodes(Image.open(BytesIO(board.screenshot())))
        if seen:
            address = urlsplit(seen[0].text)
            here = urlsplit(board.url)
            return f"{here.scheme}://{here.netloc}{address.path}"
        board.wait_for_timeout(250)
    raise AssertionError("no code on the board")


def conclude(secretary: Page, leader: Page, assignees: list[Page], meeting: str, room: str) -> list[str]:
    """The leader concludes in the room; the Office gives unit and day; the assignees' pages change by themselves."""
    leader.goto(room)
    leader.get_by_role("button", name="Kết luận", exact=True).locator("visible=true").first.click()
    for duty in DUTIES:
        leader.get_by_role("button", name="Ghi kết luận mới").click()
        leader.locator("gb-results textarea").first.fill(duty)
        leader.locator("gb-results").get_by_role("button", name="Xong", exact=True).click()
        expect(leader.locator(".result-draft").filter(has_text=duty)).to_be_visible()
    division, branch = assignees
    for page in assignees:
        page.goto(f"{urlsplit(meeting).scheme}://{urlsplit(meeting).netloc}/nhiem-vu/")
    found = []
    for duty, unit, page in zip(
        DUTIES, ("sân bay quốc tế Nội Bài", "Giám sát quản lý"), (branch, division), strict=True
    ):
        secretary.goto(f"{meeting}ket-luan/")
        secretary.locator(".conclusion").filter(has_text=duty).get_by_role("link", name="Sửa").click()
        box = secretary.locator("[name=lead_unit]")
        box.select_option(value=box.locator("option").filter(has_text=unit).first.get_attribute("value"))
        secretary.locator("[name=deadline_on]").fill((clock.today() + timedelta(days=10)).isoformat())
        secretary.get_by_role("button", name="Lưu").first.click()
        row = secretary.locator(".conclusion").filter(has_text=duty)
        row.get_by_role("button", name="Chốt và giao việc").click()
        began = time.monotonic()
        expect(page.locator("main")).to_contain_text(duty)
        assert time.monotonic() - began < 5
        found.append(
            secretary.locator(".conclusion")
            .filter(has_text=duty)
            .get_by_role("link", name="Xem nhiệm vụ")
            .get_attribute("href")
            or ""
        )
    shot(branch, "briefing-task-arrived-360")
    return found


def issue_the_record(secretary: Page, leader: Page, meeting: str) -> None:
    """Closing draws up notice and minutes; they are approved, numbered, and look like an office's paper."""
    room = meeting.replace("/cuoc-hop/", "/phong-hop/")
    secretary.goto(room)
    secretary.locator(".hall-next").wait_for()
    name = secretary.locator("gb-head h1").inner_text()
    while secretary.locator("gb-head").get_by_text("Đang họp").is_visible():
        says = secretary.locator(".hall-next").inner_text()
        if says.startswith(("Ghi kết luận", "Bổ sung")):  # the desk may pass over what only a person can write
            secretary.locator(".ahead-step").first.click()
        else:
            press_next(secretary)
        sheet = secretary.locator("dialog[open]")
        if sheet.is_visible():
            sheet.get_by_role("button").filter(has_text=re.compile("không kết luận|Kết thúc cuộc họp")).click()
        secretary.wait_for_timeout(1200)
    for kind, title, symbol in (("notice", "Thông báo kết luận", "TB"), ("minutes", "Biên bản", "BB")):
        secretary.goto(f"{meeting}ket-luan/")
        sheet = secretary.locator(".card").filter(has=secretary.get_by_role("heading", name=title, exact=True)).last
        submit = sheet.get_by_role("button", name="Trình chủ trì duyệt")
        for _ in range(60):
            if submit.is_visible():
                break
            secretary.wait_for_timeout(500)
            secretary.reload()
        submit.click()
        leader.goto(f"{meeting}ket-luan/")
        leader.get_by_role("link", name="Duyệt hoặc trả lại").click()
        waiting = leader.locator("main .decision").filter(
            has=leader.get_by_role("link", name=f"{title}: {name}", exact=True)
        )
        waiting.get_by_role("button", name="Duyệt", exact=True).click()
        expect(waiting).to_have_count(0)
        secretary.reload()
        sheet.get_by_role("button", name="Cấp số và ban hành").click()
        expect(sheet).to_contain_text(re.compile(rf"\d+/{symbol}-HQHN"))
        address = sheet.get_by_role("link", name="Xem PDF").get_attribute("href")
        pdf = pypdfium2.PdfDocument(secretary.request.get(urlsplit(meeting)._replace(path=address).geturl()).body())
        text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert all(duty.rstrip(".") in text for duty in DUTIES), kind
        pdf[0].render(scale=1.4).to_pil().save(ROOT / f"var/shots/briefing-{kind}.png")


def do_and_confirm(served: str, branch: Page, leader: Page, task: str) -> None:
    """The branch takes the task, hands it in, gets it back with a reason, hands it in again; the leader confirms."""
    branch.goto(served + task)
    branch.get_by_role("button", name="Nhận việc").click()
    for report, verdict in (("Đã xử lý 45 hồ sơ.", "return"), ("Đã bổ sung phụ lục chi tiết.", "confirm")):
        branch.goto(served + task)
        branch.get_by_role("button", name="Báo cáo hoàn thành").first.click()
        branch.locator("#hand-in-form textarea").first.fill(report)
        branch.get_by_role("button", name="Gửi báo cáo").click()
        expect(branch.locator("main")).to_contain_text(report)
        leader.goto(served + task)
        if verdict == "return":
            leader.locator(".next-step").get_by_role("button", name="Trả lại").click()
            leader.get_by_role("dialog").get_by_role("textbox").fill("Bổ sung phụ lục.")
            leader.get_by_role("dialog").get_by_role("button", name="Trả lại").click()
            expect(branch.locator("main")).to_contain_text("Bổ sung phụ lục.")  # by itself
        else:
            leader.get_by_role("button", name="Xác nhận hoàn thành").click()
            leader.get_by_role("dialog").get_by_role("button", name="Xác nhận").click()
            expect(leader.locator("main")).to_contain_text("Đã xác nhận")
    shot(branch, "briefing-task-done-360")


def comes_back(served: str, secretary: Page) -> None:
    """The next week's agenda carries the task that is still open, and not the one that is done."""
    following = draft_from_the_series(served, secretary)
    expect(secretary.locator("#requests, main").first).to_contain_text(DUTIES[1])
    assert DUTIES[0] not in secretary.locator("main").inner_text(), following
    shot(secretary, "briefing-carried-1440")
