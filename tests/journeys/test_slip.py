"""An opinion slip from the officer's draft to the numbered result: officer, leader, and two who are asked."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Person, shot
from tests.journeys.job import _soon as soon

pytestmark = pytest.mark.journey
UUID = r"[0-9a-f-]{36}"
PAPER = ROOT / "src/giaoban/demo/papers/cong-van-438-2026-chu-so-3-trang.pdf"
SUBJECT = "Phương án luân chuyển máy soi di động giữa Nội Bài và Bưu điện"
TEXT = "Phòng GSQL đề xuất luân chuyển 02 máy soi di động theo tuần. Đề nghị cho ý kiến về lịch và lực lượng vận hành."
WISH = "Đề nghị giữ 01 máy cố định tại nhà ga hàng hóa."
DOUBT = "Chưa rõ kinh phí vận chuyển máy soi."


def test_a_slip_from_the_draft_to_the_numbered_result(served, sign_in, people):
    officer, leader = sign_in("gsql.cb1"), sign_in("cuctruong", 820)
    branch, division = sign_in("noibai.truong", 360), sign_in("txnk.truong")
    page = draft_it(served, officer)
    approve_it(leader, page)
    send_it(officer)
    answer_from_today(served, branch)
    change_it(branch)
    answer_it(division, page)
    close_and_treat(officer)
    sign_it(leader, page)
    read_the_result(branch)
    find_it(people["noibai.truong"], page)


def draft_it(served: str, officer: Page) -> str:
    """The officer writes it down, picks whom to ask by typing, adds a paper, puts it before the leader."""
    officer.goto(f"{served}/lay-y-kien/")
    officer.get_by_role("link", name="Soạn phiếu lấy ý kiến").first.click()
    officer.get_by_label("Xin ý kiến về việc gì").fill(SUBJECT)
    officer.get_by_label("Nội dung xin ý kiến").fill(TEXT)
    pick(officer, "units", "noi bai", "Nội Bài")
    pick(officer, "people", "bui thi hong tham", "Bùi Thị Hồng Thắm")
    officer.get_by_label("Lãnh đạo duyệt").select_option(label="Đặng Quốc Khải")
    shot(officer, "slip-write-1440")
    officer.get_by_role("button", name="Lưu").click()
    officer.wait_for_url(re.compile(rf"/lay-y-kien/{UUID}/$"))
    officer.locator(".upload-input").first.set_input_files(PAPER)
    expect(officer.locator(".file-row").first).to_contain_text("438")
    officer.get_by_role("button", name="Trình duyệt").click()
    expect(officer.locator("main")).to_contain_text("Đang chờ lãnh đạo duyệt")
    return officer.url


def pick(page: Page, field: str, asked: str, found: str) -> None:
    """Type without diacritics, choose by the keyboard."""
    box = page.locator(f"#id_{field}-search")
    box.fill(asked)
    expect(page.locator(f"#id_{field}-search-list .picker-option").first).to_contain_text(found)
    box.press("Enter")
    expect(page.locator(".picker-chosen").filter(has_text=found)).to_be_visible()


def approve_it(leader: Page, page: str) -> None:
    leader.goto(page)
    leader.get_by_role("button", name="Duyệt, cho gửi").click()
    leader.wait_for_url(re.compile("/cho-duyet/"))


def send_it(officer: Page) -> None:
    """The officer's page has changed by itself."""
    officer.get_by_role("button", name="Gửi phiếu").click()
    expect(officer.locator("main")).to_contain_text("Đang chờ 2 người trả lời")


def answer_from_today(served: str, branch: Page) -> None:
    """The branch finds it on Today, on a telephone, and answers in words."""
    branch.goto(served)
    branch.get_by_role("link", name=SUBJECT).first.click()
    expect(branch.locator("main")).to_contain_text("Không trả lời được tính là không có ý kiến")
    branch.get_by_role("radio", name="Ý kiến khác").check()
    branch.get_by_label("Lời góp ý").fill(WISH)
    shot(branch, "slip-answer-360")
    branch.get_by_role("button", name="Gửi ý kiến").click()
    expect(branch.locator("main")).to_contain_text("Đồng chí đã trả lời")


def change_it(branch: Page) -> None:
    """A change of mind until the deadline; the first answer is kept."""
    branch.get_by_label("Lời góp ý").fill(f"{WISH} Vận hành 24/24.")
    branch.get_by_role("button", name="Ghi lại ý kiến").click()
    expect(branch.locator("main")).to_contain_text("lần thứ 2")


def answer_it(division: Page, page: str) -> None:
    division.goto(page)
    expect(division.locator("main")).not_to_contain_text(WISH)
    division.get_by_role("radio", name="Không đồng ý").check()
    division.get_by_label("Lời góp ý").fill(DOUBT)
    division.get_by_role("button", name="Gửi ý kiến").click()
    expect(division.locator("main")).to_contain_text("Đồng chí đã trả lời")


def close_and_treat(officer: Page) -> None:
    """Everybody has answered: close, say what becomes of each opinion, put the notice before the leader."""
    officer.get_by_role("button", name="Kết thúc lấy ý kiến").first.click()
    officer.get_by_role("dialog").get_by_role("button", name="Kết thúc lấy ý kiến").click()
    expect(officer.locator("main")).to_contain_text("Còn 2 ý kiến chưa ghi tiếp thu, giải trình")
    for kind, text in (("Tiếp thu", "Giữ 01 máy cố định tại nhà ga."), ("Giải trình", "Kinh phí trong dự toán.")):
        form = officer.locator("details[open] form").first
        form.get_by_role("radio", name=kind, exact=True).check()
        form.get_by_role("textbox").fill(text)
        form.get_by_role("button", name="Ghi xử lý").click()
        expect(officer.locator("main")).to_contain_text(text)
    shot(officer, "slip-summary-1440")
    officer.get_by_role("button", name="Thông báo kết quả").click()
    officer.get_by_role("dialog").get_by_role("textbox").fill("Lịch luân chuyển áp dụng từ tuần tới.")
    officer.get_by_role("dialog").get_by_role("button", name="Trình ký").click()
    expect(officer.locator("main")).to_contain_text("đang chờ lãnh đạo ký")


def sign_it(leader: Page, page: str) -> None:
    leader.goto(page)
    leader.get_by_role("button", name="Duyệt, ban hành").click()
    leader.wait_for_url(re.compile("/cho-duyet/"))


def read_the_result(branch: Page) -> None:
    """Who was asked sees the number, the counts, everybody's opinion and what became of it."""
    main = branch.locator("main")
    expect(main).to_contain_text(re.compile(r"Thông báo kết quả lấy ý kiến số \d+/TB-"))
    expect(main).to_contain_text(DOUBT)
    expect(main).to_contain_text("Giữ 01 máy cố định tại nhà ga.")
    shot(branch, "slip-result-360")


def find_it(person: Person, page: str) -> None:
    """It is found without diacritics; its counts and its number are in the API."""

    def found() -> object:
        hits = person.get("/api/search", q="luan chuyen may soi", kind="consultations.consultation")["hits"]
        return next((hit for hit in hits if page.endswith(hit["url"])), None)

    hit = soon(found, why="search finds the consultation")
    assert hit["title"] == SUBJECT
    result = person.get(f"/api/consultations/{hit['id']}")
    assert [(row["agree"], row["disagree"], row["other"]) for row in result["counts"]] == [(0, 1, 1)]
    assert result["number"]
