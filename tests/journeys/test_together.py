"""Five people in one room, each in a browser of their own: what the desk does is on every screen."""

import time

import pytest

from tests.journeys.conftest import shot

pytestmark = pytest.mark.journey
RUNNING = "title => document.querySelector('.agenda-running')?.textContent.includes(title)"
SIZES = {"vanphong": 1440, "cuctruong": 1440, "gsql.truong": 820, "noibai.truong": 360, "txnk.truong": 1440}


def _running(people) -> str:
    rows = people["vanphong"].get("/api/meetings", of="me", when="upcoming")
    return next(row["id"] for row in rows["items"] if row["state"] == "running")


def test_the_running_item_reaches_every_screen(served, people, sign_in):
    meeting = _running(people)
    pages = {name: sign_in(name, width) for name, width in SIZES.items()}
    for page in pages.values():
        page.goto(f"{served}/phong-hop/{meeting}/")
        page.wait_for_selector("gb-hall")
    items = people["vanphong"].get(f"/api/meetings/{meeting}/items")
    live = people["vanphong"].get(f"/api/meetings/{meeting}/live")["state"]
    following = next(one for one in items if live[f"agenda/{one['id']}"]["state"] == "waiting")
    began = time.monotonic()
    people["vanphong"].post(f"/api/meetings/{meeting}/item", {"item": following["id"]})
    for name, page in pages.items():
        page.wait_for_function(RUNNING, arg=following["title"], timeout=5000)
        shot(page, f"room-{name}-{SIZES[name]}")
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("width", [360, 820, 1440])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_fit_every_screen(served, people, sign_in, width, dark):
    """No page is wider than the screen, and none fails; the pictures are for looking at."""
    meeting = _running(people)
    page = sign_in("vanphong", width, dark=dark)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    addresses = {
        "today": "/", "calendar": "/lich/", "meetings": "/cuoc-hop/", "meeting": f"/cuoc-hop/{meeting}/",
        "after": f"/cuoc-hop/{meeting}/ket-luan/", "tasks": "/nhiem-vu/", "figures": "/nhiem-vu/so-lieu/",
        "search": "/tim-kiem/?q=nop%20thue", "people": "/quan-tri/nguoi/", "units": "/quan-tri/don-vi/",
        "me": "/quan-tri/toi/", "inbox": "/thong-bao/", "approvals": "/cho-duyet/", "room": f"/phong-hop/{meeting}/",
    }  # fmt: skip
    wide = []
    for name, address in addresses.items():
        reply = page.goto(served + address)
        if reply is not None and reply.status == 404 and name == "figures":
            continue
        assert reply is not None
        assert reply.status == 200, name
        page.wait_for_timeout(250)
        shot(page, f"{name}-{width}-{'dark' if dark else 'light'}")
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            wide.append(f"{name}: {over} px too wide")
    assert (wide, broken) == ([], [])
