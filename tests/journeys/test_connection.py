"""The line drops, tabs double, the server restarts, a telephone sleeps: the room goes on where it was (LIVE-13)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PATIENCE, shot
from tests.live.conftest import databases, prepared, server
from tests.live.server import Server

__all__ = ["databases", "prepared", "server"]
pytestmark = pytest.mark.journey
WAITING = "Object.keys(localStorage).filter(name => name.startsWith('outbox:')).length"  # boxes that hold anything
Enter = Callable[..., Page]


@pytest.fixture
def enter(server: Server, chromium: Browser) -> Iterator[Enter]:
    """Open the room as somebody: ``enter("chi", 360)``; in a further tab of the same browser with ``beside=page``."""
    contexts: list[BrowserContext] = []
    assert server.ask("an", "POST", f"{server.room}/start", {})[0] == 200
    goes_to(server, 1)

    def open_room(who: str, width: int = 1440, beside: Page | None = None) -> Page:
        if beside is None:
            context = chromium.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
            context.set_default_timeout(PATIENCE)
            contexts.append(context)
            cookie = {"name": "sessionid", "value": server.cast[who], "url": server.address}
            context.add_cookies([cookie])
        page = (beside.context if beside else contexts[-1]).new_page()
        page.goto(f"{server.address}/phong-hop/{server.meeting}/")
        expect(page.locator(".line-live")).to_be_attached()
        return page

    yield open_room
    for context in contexts:
        context.close()


def talk(page: Page) -> None:
    """Open the pane of the discussion."""
    page.evaluate("document.querySelector('[data-tab=talk]').click()")
    expect(page.locator(".talk-text")).to_be_visible()


def write(page: Page, words: str) -> None:
    """Write to everybody and press Enter."""
    page.fill(".talk-text", words)
    page.press(".talk-text", "Enter")


def sent(page: Page, words: str) -> Any:
    """The messages with these words that have arrived."""
    return page.locator(".talk-one:not([data-waiting])", has_text=words)


def goes_to(server: Server, number: int) -> None:
    """The chair goes to an item."""
    state = server.ask("an", "GET", f"{server.room}/live")[1]["state"]
    items = [value for key, value in state.items() if key.startswith("agenda/")]
    item = next(value["id"] for value in items if value["place"] == number)
    assert server.ask("an", "POST", f"{server.room}/item", {"item": item})[0] == 200


def runs(page: Page, number: int) -> None:
    """The screen shows that this item runs."""
    expect(page.locator("gb-agenda .agenda-running")).to_contain_text(f"Nội dung thứ {number}", use_inner_text=False)


def kept(server: Server, words: str) -> int:
    """How many messages with these words the server has."""
    return sum(words in message["text"] for message in server.ask("an", "GET", f"{server.room}/messages")[1])


def test_what_was_written_without_a_network_arrives_once(server, enter):
    chi, binh = enter("chi", 360), enter("binh")
    talk(binh)
    talk(chi)
    write(chi, "Trước khi mất mạng")
    expect(sent(binh, "Trước khi mất mạng")).to_have_count(1)
    chi.context.set_offline(True)
    expect(chi.locator(".hall-lost")).to_be_visible()
    write(chi, "Viết khi mất mạng")
    expect(chi.locator(".talk-one[data-waiting]")).to_contain_text("tự gửi khi có lại")
    shot(chi, "connection-offline-360")
    goes_to(server, 2)
    chi.context.set_offline(False)
    expect(sent(binh, "Viết khi mất mạng")).to_have_count(1)
    expect(sent(chi, "Viết khi mất mạng")).to_have_count(1)
    expect(chi.locator(".hall-lost")).to_be_hidden()
    runs(chi, 2)
    assert kept(server, "Viết khi mất mạng") == 1


def test_an_answer_that_was_lost_makes_nothing_twice(server, enter):
    chi = enter("chi")
    talk(chi)
    lost = []

    def swallow(route):
        """Let the act through and lose its answer, twice."""
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    chi.route("**/messages", swallow)
    write(chi, "Gửi một lần")
    expect(sent(chi, "Gửi một lần")).to_have_count(1)
    expect(chi.locator(".talk-one[data-waiting]")).to_have_count(0)
    for _ in range(60):
        if len(lost) == 2 and chi.evaluate(WAITING) == 0:
            break
        chi.wait_for_timeout(500)
    assert lost == [201, 201]
    assert chi.evaluate(WAITING) == 0
    assert kept(server, "Gửi một lần") == 1


def test_two_tabs_share_one_stream(server, enter):
    first = enter("chi")
    streams = []
    first.context.on(
        "request", lambda request: streams.append(request.url) if request.resource_type == "eventsource" else None
    )
    second = enter("chi", beside=first)
    goes_to(server, 2)
    runs(first, 2)
    runs(second, 2)
    assert [url for url in streams if f"{server.room}/events" in url] == []  # the first tab's serves both
    first.close()  # the other takes over
    goes_to(server, 3)
    runs(second, 3)
    assert [url for url in streams if f"{server.room}/events" in url]


def test_the_server_restarts_under_an_open_room(server, enter):
    chi = enter("chi")
    talk(chi)
    server.kill()
    write(chi, "Viết khi máy chủ khởi động lại")
    expect(chi.locator(".talk-one[data-waiting]")).to_have_count(1)
    expect(chi.locator(".line-polling, .line-offline")).to_be_attached()
    server.start()
    goes_to(server, 2)
    runs(chi, 2)
    expect(sent(chi, "Viết khi máy chủ khởi động lại")).to_have_count(1)
    expect(chi.locator(".line-live")).to_be_attached()
    assert kept(server, "Viết khi máy chủ khởi động lại") == 1


def test_a_telephone_that_slept_comes_back_to_what_is_now(server, enter):
    chi = enter("chi", 360)
    wire = chi.context.new_cdp_session(chi)
    wire.send("Page.setWebLifecycleState", {"state": "frozen"})
    chi.context.set_offline(True)
    goes_to(server, 2)
    goes_to(server, 3)
    chi.wait_for_timeout(2_000)
    chi.context.set_offline(False)
    wire.send("Page.setWebLifecycleState", {"state": "active"})
    runs(chi, 3)
    expect(chi.locator(".hall-lost")).to_be_hidden()
