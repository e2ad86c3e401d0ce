"""On the train: a meeting is taken along, the network goes, one reads, notes, marks and writes; it all arrives once."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, shot
from tests.journeys.job import PAPERS, ZONE, _soon, _upload

pytestmark = pytest.mark.journey

READER = "noibai.truong"
TITLE = "Họp rà soát thu ngân sách quý IV"
KEPT = """async (store) => {
  const base = await new Promise((yes) => {
    const asked = indexedDB.open("giaoban-offline");
    asked.onsuccess = () => yes(asked.result);
  });
  const rows = await new Promise((yes) => {
    const asked = base.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => yes(asked.result);
  });
  base.close();
  const open = rows.map((row) => row.data ? new TextDecoder("latin1").decode(row.data) : "").join(" ");
  return { count: rows.length, readable: /<html|"title"|RIFF|tai-lieu/.test(open) };
}"""


@pytest.fixture(scope="module")
def called(people: dict[str, Person]) -> dict[str, str]:
    """A published meeting with one paper that can be read."""
    secretary, leader = people["vanphong"], people["cuctruong"]
    units = {unit["code"]: unit["id"] for unit in secretary.get("/api/units")}
    starts = datetime.now(ZONE).replace(microsecond=0) + timedelta(hours=5)
    meeting = secretary.post("/api/meetings", {
        "id": str(uuid4()), "title": TITLE, "kind": "work_resolution", "unit": units["HQHN"],
        "starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=1)).isoformat(),
        "chair": leader.id, "secretary": secretary.id, "form": "hybrid", "location": "Phòng họp trực tuyến tầng 2",
        "people": [people[READER].id], "is_ad_hoc": True,
    })["id"]  # fmt: skip
    item = str(uuid4())
    wanted = {"id": item, "title": "Số thu ba tháng cuối năm", "minutes": 30, "wanted": "decide"}
    secretary.post(f"/api/meetings/{meeting}/items", wanted)
    paper = _upload(secretary, PAPERS / "cong-van-438-2026-chu-so-3-trang.pdf", item=item)
    _soon(lambda: secretary.get(f"/api/documents/{paper}")["pages_done"] == 3, why="the paper is readable")
    secretary.post(f"/api/meetings/{meeting}/submit", {})
    leader.post(f"/api/meetings/{meeting}/approve", {})
    secretary.post(f"/api/meetings/{meeting}/publish")
    return {"meeting": meeting, "item": item, "paper": paper}


def notes_of(person: Person, paper: str) -> list[str]:
    """The words of the notes that have reached the server."""
    return sorted(row["body"] for row in person.get(f"/api/documents/{paper}/annotations"))


def pin(page: Page, words: str) -> None:
    """Leave a note on the page before one's eyes."""
    page.get_by_role("button", name="Đặt ghi chú lên trang").click()
    page.locator(".viewer-page[data-page='1']").click(position={"x": 120, "y": 160})
    page.locator(".viewer-note textarea").fill(words)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".viewer-words", has_text=words)).to_be_visible()


def take_along(page: Page, served: str, meeting: str) -> None:
    page.goto(f"{served}/cuoc-hop/{meeting}/")
    page.get_by_role("button", name="Mang theo").click()
    expect(page.locator(".take-along-here")).to_contain_text("Đã mang theo trên máy này")


def test_a_meeting_on_the_train(served: str, people: dict[str, Person], sign_in, called: dict[str, str]):
    reader, meeting, paper, item = people[READER], called["meeting"], called["paper"], called["item"]
    page = sign_in(READER, 1440)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{served}/tai-lieu/{paper}/")
    pin(page, "Ghi lúc còn mạng")
    take_along(page, served, meeting)
    shot(page, "offline-taken-1440")
    kept = page.evaluate(KEPT, "files")
    assert kept["count"] >= 6, kept
    assert not kept["readable"], "what lies on the device is sealed"

    page.context.set_offline(True)
    page.goto(f"{served}/cuoc-hop/{meeting}/", wait_until="commit")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.locator(".offline-line")).to_contain_text("Đang không có mạng")
    expect(page.get_by_role("heading", name="Số thu ba tháng cuối năm")).to_be_visible()
    shot(page, "offline-agenda-1440")

    page.locator(".offline-papers a").first.click()
    picture = page.locator(".viewer-page[data-page='1'] img.viewer-picture")
    expect(picture).to_be_visible()
    _soon(lambda: picture.evaluate("(image) => image.naturalWidth") > 500, 20, "the page is drawn from the vault")
    page.get_by_role("button", name="Ghi chú trên tài liệu").click()
    expect(page.locator(".viewer-words", has_text="Ghi lúc còn mạng")).to_be_visible()
    pin(page, "Ghi trên tàu")
    shot(page, "offline-reader-1440")
    page.get_by_role("button", name="Đọc dạng chữ").click()
    expect(page.locator(".viewer-text")).to_contain_text("Chỉ thị số")
    page.reload(wait_until="commit")
    page.get_by_role("button", name="Ghi chú trên tài liệu").click()
    expect(page.locator(".viewer-words", has_text="Ghi trên tàu")).to_be_visible()

    page.goto(f"{served}/ngoai-tuyen/", wait_until="commit")
    page.get_by_role("button", name="Đồng ý").click()
    page.get_by_role("button", name="Góp ý").click()
    page.locator(".offline-form textarea").fill("Nhất trí, đề nghị bổ sung số liệu tháng 11.")
    page.get_by_role("button", name="Giữ lại, gửi khi có mạng").click()
    expect(page.locator(".offline-head .offline-waiting")).to_contain_text("3 việc đang chờ gửi")
    shot(page, "offline-waiting-1440")
    assert notes_of(reader, paper) == ["Ghi lúc còn mạng"], "nothing has reached the server"

    page.context.set_offline(False)
    expect(page.locator(".offline-head .offline-waiting")).to_have_count(0)
    page.reload()
    _soon(lambda: notes_of(reader, paper) == ["Ghi lúc còn mạng", "Ghi trên tàu"], 20, "the note is there, once")
    items = reader.get(f"/api/meetings/{meeting}/items")
    assert next(row["my_mark"] for row in items if row["id"] == item) == "agree"
    desk = sign_in("vanphong", 1440)
    desk.goto(f"{served}/cuoc-hop/{meeting}/y-kien/")
    expect(desk.get_by_text("Nhất trí, đề nghị bổ sung số liệu tháng 11.")).to_have_count(1)
    assert page.evaluate(KEPT, "acts")["count"] == 0
    assert errors == []


def test_what_is_taken_along_is_searched_on_a_phone_without_network(served: str, sign_in, called: dict[str, str]):
    phone = sign_in(READER, 360)
    take_along(phone, served, called["meeting"])
    phone.context.set_offline(True)
    phone.goto(f"{served}/ngoai-tuyen/", wait_until="commit")
    field = phone.get_by_label("Tìm trong tài liệu mang theo")
    for asked in ("giong cay trong", "giống cây trồng", '"giống cây trồng"', "giong cay trogn"):
        field.fill(asked)
        hit = phone.locator(".seek-papers a", has_text="giống cây trồng").first
        expect(hit).to_contain_text("Trang 2")
    expect(phone.locator(".seek mark").first).to_be_visible()
    shot(phone, "offline-seek-360")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    hit.click()
    expect(phone.locator(".viewer-page[data-page='2'] img.viewer-picture")).to_be_in_viewport()
    assert not phone.evaluate(KEPT, "files")["readable"], "what was searched is still sealed"
    phone.goto(f"{served}/ngoai-tuyen/", wait_until="commit")
    phone.get_by_label("Tìm trong tài liệu mang theo").fill("zebra quagga")
    expect(phone.locator(".seek")).to_contain_text("Không thấy trong tài liệu mang theo")


def test_withdrawn_from_another_device_it_can_be_read_no_more(served: str, sign_in, called: dict[str, str]):
    tablet = sign_in(READER, 820)
    take_along(tablet, served, called["meeting"])
    other = sign_in(READER, 1440)
    other.goto(f"{served}/quan-tri/toi/")
    row = other.locator("c-list-item, li", has_text=TITLE).first
    expect(row).to_be_visible()
    row.get_by_role("button", name="Thu hồi").first.click()
    other.locator("dialog[open]").get_by_role("button", name="Thu hồi").click()
    expect(other.locator("body")).to_contain_text("Đã thu hồi")
    _soon(lambda: tablet.evaluate(KEPT, "files")["count"] == 0, 30, "the tablet has heard of it")
    assert tablet.evaluate(KEPT, "held")["count"] == 0, "the key is gone"
    tablet.context.set_offline(True)
    tablet.goto(f"{served}/tai-lieu/{called['paper']}/", wait_until="commit")
    expect(tablet.locator(".offline-none")).to_contain_text("Không có cuộc họp nào đọc được trên máy này")
    shot(tablet, "offline-withdrawn-820")


def test_signing_out_ends_it_too(served: str, sign_in, called: dict[str, str]):
    phone = sign_in(READER, 360)
    take_along(phone, served, called["meeting"])
    shot(phone, "offline-taken-360")
    phone.context.clear_cookies()
    phone.goto(f"{served}/tai-khoan/login/")
    _soon(lambda: phone.evaluate(KEPT, "files")["count"] == 0, 30, "no session, no paper")
    phone.context.set_offline(True)
    phone.goto(f"{served}/tai-lieu/{called['paper']}/", wait_until="commit")
    expect(phone.locator(".offline-none")).to_be_visible()


def test_who_is_taken_off_the_list_reads_it_no_more(served: str, people: dict[str, Person], sign_in, called):
    tablet, desk = sign_in(READER, 820), sign_in("vanphong", 1440)
    take_along(tablet, served, called["meeting"])
    assert tablet.evaluate(KEPT, "files")["count"] > 0
    desk.goto(f"{served}/cuoc-hop/{called['meeting']}/")
    off = f"/cuoc-hop/{called['meeting']}/nguoi-du/{people[READER].id}/bo/"
    status = desk.evaluate(
        """(url) => fetch(url, {method: "POST", headers: {"X-CSRFToken": document.body.dataset.csrf}})
             .then((reply) => reply.status)""",
        off,
    )
    assert status == 200
    tablet.goto(f"{served}/")
    _soon(lambda: tablet.evaluate(KEPT, "files")["count"] == 0, 30, "the tablet has asked what it may hold")
    assert tablet.evaluate(KEPT, "held")["count"] == 0, "the key is gone"
