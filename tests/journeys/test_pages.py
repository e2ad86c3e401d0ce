"""Every page that the menu leads to, for a secretary, a leader, an officer of a branch and an administrator.

At 360, 820 and 1440 pixels, light and dark: nothing is wider than the screen or cut, the browser has nothing to
complain of, axe finds nothing (WCAG 2.2 AA). Pictures of all of them lie in ``var/shots/pages``.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import PASSWORD, PATIENCE, Person
from tests.journeys.pages import Looker

pytestmark = pytest.mark.journey

BY_THE_DESK = (
    "/cuoc-hop/moi/", "/cuoc-hop/loat/", "/cuoc-hop/loat/moi/", "/cuoc-hop/tai-lieu-can-gui/", "/lich/?view=month",
    "/lich/?view=sheet", "/nhiem-vu/giao-viec/", "/nhiem-vu/so-lieu/", "/tai-lieu/cua-toi/", "/tai-lieu/duoc-chia-se/",
    "/thong-bao/", "/thong-bao/tuy-chon/", "/quan-tri/toi/", "/tim-kiem/?q=giao+ban",
)  # fmt: skip
BY_ADMINISTRATORS = ("/quan-tri/ngay-nghi/", "/quan-tri/danh-muc/", "/quan-tri/vai-tro/", "/quan-tri/nhap/")


@pytest.fixture
def look(served: str, chromium: Browser) -> Iterator[object]:
    """Sign somebody in and let the pages of that person be looked at."""
    contexts = []

    def open_for(who: str) -> Looker:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN", bypass_csp=True)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"{served}/tai-khoan/login/")
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served}/")
        return Looker(page, who, served)

    yield open_for
    for context in contexts:
        context.close()


def menu_of(page: Page) -> list[str]:
    """Return where the menu leads."""
    found = page.eval_on_selector_all(".rail a[href]", "links => links.map((link) => link.getAttribute('href'))")
    return list(dict.fromkeys(found))


def meetings_of(person: Person) -> dict[str, str]:
    """Return one meeting of each state that the person may open."""
    rows = [row for when in ("past", "upcoming") for row in person.get("/api/meetings", when=when)["items"]]
    return {row["state"]: row["id"] for row in rows}


def test_pages_of_the_secretary(look, people):
    desk = look("vanphong")
    meetings = meetings_of(people["vanphong"])
    pages = [f"/cuoc-hop/{meeting_id}/" for meeting_id in meetings.values()]
    held = meetings.get("concluded") or meetings["closed"]
    pages += [f"/cuoc-hop/{held}/{part}/" for part in ("ket-luan", "y-kien", "muc-do-doc", "lich-su")]
    paper = next(
        paper["id"]
        for item in people["vanphong"].get(f"/api/meetings/{meetings['running']}")["items"]
        for paper in item["papers"]
    )  # fmt: skip
    pages += [f"/tai-lieu/{paper}/", f"/tai-lieu/{paper}/thong-tin/", f"/tai-lieu/{paper}/tinh-trang-doc/"]
    desk.open_all(menu_of(desk.page) + list(BY_THE_DESK) + pages)
    assert desk.wrong == []


def test_pages_of_the_leader(look, people):
    leader = look("cuctruong")
    meetings = meetings_of(people["cuctruong"])
    submitted = meetings.get("submitted") or meetings["running"]
    leader.open_all(["/", "/cho-duyet/", "/nhiem-vu/", f"/cuoc-hop/{submitted}/"])
    assert leader.wrong == []


def test_pages_of_a_branch(look, people):
    branch = look("noibai.truong")
    task = people["noibai.truong"].get("/api/tasks")["items"][0]["id"]
    running = meetings_of(people["noibai.truong"])["running"]
    branch.open_all(["/", "/cuoc-hop/", f"/cuoc-hop/{running}/", "/nhiem-vu/", f"/nhiem-vu/{task}/"])
    assert branch.wrong == []


def test_pages_of_the_administrator(look):
    administrator = look("quantri")
    desks = {"/", "/lich/", "/cuoc-hop/", "/nhiem-vu/", "/tai-lieu/", "/cho-duyet/"}
    administrator.open_all(
        [address for address in menu_of(administrator.page) if address not in desks] + list(BY_ADMINISTRATORS)
    )
    assert administrator.wrong == []
