"""Pictures for ``docs/huong-dan`` and the README, taken from the demo agency by ``scripts/pictures``.

Each is named after the page of the guide that shows it. Written with 256 colours: sharp letters, few bytes.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.conftest import CHROMIUM, PASSWORD, PATIENCE, ROOT, Person, running

GUIDE = ROOT / "docs" / "huong-dan" / "hinh"
README = ROOT / "docs" / "pictures"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
SETTLE = 700  # milliseconds for fonts, pages of papers and live values


@dataclass
class Camera:
    """A browser over one agency, and the meetings that the pictures show."""

    browser: Browser
    base: str
    meetings: dict[str, str]
    papers: list[str]

    @contextmanager
    def sits(self, who: str, *, phone: bool = False, dark: bool = False) -> Iterator[Page]:
        """Open a browser of that person."""
        context = self.browser.new_context(
            viewport=PHONE if phone else WIDE, locale="vi-VN", color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"{self.base}/tai-khoan/login/")
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.base}/")
        yield page
        context.close()

    def take(self, page: Page, address: str, name: str, then: Callable[[Page], object] | None = None) -> None:
        """Open a page, do something on it if there is something to do, and keep the picture."""
        page.goto(f"{self.base}{address}", wait_until="load")
        page.wait_for_timeout(SETTLE * (4 if "/phong-hop/" in address else 1))
        if then:
            then(page)
            page.wait_for_timeout(SETTLE)
        keep(page.screenshot(), GUIDE / f"{name}.png")


def keep(picture: bytes, file: Path) -> None:
    """Write a picture with few colours."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(picture)) as full:
        full.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


def _first_slip(page: Page) -> None:
    page.locator(".consultation-title").first.click()
    page.wait_for_load_state("load")


def _to_the_answer(page: Page) -> None:
    _first_slip(page)
    page.get_by_role("link", name="Trả lời").click()


def of_the_secretary(camera: Camera) -> None:
    """What a secretary works with: draft, series, room, conclusions."""
    draft, held, runs = (camera.meetings[state] for state in ("draft", "concluded", "running"))
    with camera.sits("vanphong") as page:
        camera.take(page, "/", "thu-ky-hom-nay")
        camera.take(page, "/cuoc-hop/", "thu-ky-cuoc-hop")
        camera.take(page, f"/cuoc-hop/{draft}/", "thu-ky-chuong-trinh")
        camera.take(page, f"/cuoc-hop/{runs}/muc-do-doc/", "thu-ky-muc-do-doc")
        camera.take(page, f"/phong-hop/{runs}/", "thu-ky-phong-hop")
        camera.take(page, f"/cuoc-hop/{held}/ket-luan/", "thu-ky-ket-luan")
        camera.take(page, "/tim-kiem/?q=vuong+mac+thong+quan", "tim-kiem")
        camera.take(page, "/nhiem-vu/so-lieu/", "nhiem-vu-so-lieu")
        camera.take(page, "/lay-y-kien/?tab=mine&state=open", "lay-y-kien-theo-doi", _first_slip)


def of_the_leader(camera: Camera) -> None:
    """What a leader sees: the morning, what waits, the decision sheet, the room, also on a phone."""
    with camera.sits("cuctruong") as page:
        camera.take(page, "/", "lanh-dao-hom-nay")
        camera.take(page, "/cho-duyet/", "lanh-dao-cho-duyet")
        if submitted := camera.meetings.get("submitted"):
            camera.take(page, f"/cuoc-hop/{submitted}/", "lanh-dao-duyet-chuong-trinh")
        camera.take(page, f"/tai-lieu/{camera.papers[0]}/", "doc-tai-lieu")
        camera.take(page, f"/phong-hop/{camera.meetings['running']}/", "lanh-dao-chu-tri")
        shutil.copyfile(GUIDE / "lanh-dao-hom-nay.png", README / "today-1440-light.png")
        shutil.copyfile(GUIDE / "lanh-dao-chu-tri.png", README / "room-1440-light.png")
    with camera.sits("cuctruong", phone=True) as page:
        camera.take(page, f"/phong-hop/{camera.meetings['running']}/", "lanh-dao-dien-thoai")


def of_a_branch(camera: Camera) -> None:
    """What a branch does: papers asked for, the meeting, its tasks."""
    with camera.sits("noibai.truong") as page:
        camera.take(page, "/", "chi-cuc-hom-nay")
        camera.take(page, "/cuoc-hop/tai-lieu-can-gui/", "chi-cuc-tai-lieu-can-gui")
        camera.take(page, "/nhiem-vu/", "chi-cuc-nhiem-vu")
        camera.take(page, f"/cuoc-hop/{camera.meetings['running']}/", "chi-cuc-cuoc-hop")
        camera.take(page, "/vuong-mac/", "vuong-mac-danh-sach")
        camera.take(page, "/vuong-mac/", "vuong-mac-chi-tiet", open_the_first)
        camera.take(page, "/vuong-mac/so-lieu/", "vuong-mac-so-lieu")
    with camera.sits("noibai.truong", phone=True) as page:
        camera.take(page, "/lay-y-kien/", "lay-y-kien-tra-loi", _to_the_answer)
        camera.take(page, "/", "chi-cuc-dien-thoai")


def open_the_first(page: Page) -> None:
    """Open the first obstacle of the list."""
    page.locator("#list tbody a[href^='/vuong-mac/']").first.click()
    page.wait_for_load_state("load")


def of_the_administrator(camera: Camera) -> None:
    """What an administrator keeps."""
    with camera.sits("quantri") as page:
        camera.take(page, "/quan-tri/nguoi/", "quan-tri-danh-ba")
        camera.take(page, "/quan-tri/don-vi/", "quan-tri-don-vi")
        camera.take(page, "/quan-tri/nhap/", "quan-tri-nhap-excel")
        camera.take(page, "/so-nhat-ky/", "quan-tri-nhat-ky")


def everything(base: str) -> None:
    """Take all pictures from the agency at this address."""
    secretary = Person(base, "vanphong")
    rows = [row for when in ("past", "upcoming") for row in secretary.get("/api/meetings", when=when)["items"]]
    meetings = {row["state"]: row["id"] for row in rows if row["state"] != "concluded" or not row.get("is_drill")}
    items = secretary.get(f"/api/meetings/{meetings['running']}")["items"]
    papers = [paper["id"] for item in items for paper in item["papers"]]
    secretary.http.close()
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        camera = Camera(browser, base, meetings, papers)
        for takes in (of_the_secretary, of_the_leader, of_a_branch, of_the_administrator):
            takes(camera)
        browser.close()
    print(f"{len(list(GUIDE.glob('*.png')))} pictures in {GUIDE.relative_to(ROOT)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        everything(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), "--demo") as system:
            everything(system.address)
