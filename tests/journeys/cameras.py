"""Browsers with made-up cameras and microphones, and what arrives in them."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, Page

from giaoban.video.node.admin import PLUGIN
from giaoban.video.node.folder import Node
from giaoban.video.node.wire import Wire
from tests.journeys.conftest import PASSWORD, PATIENCE, System

CAMERAS = [
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--mute-audio", "--disable-dev-shm-usage",
    "--autoplay-policy=no-user-gesture-required", "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
]  # fmt: skip
# eight rooms on two cores: pictures that move five times a second are decoded as well as others
SLOW_CAMERAS = ["--use-fake-device-for-media-stream=fps=5", *CAMERAS[1:], "--renderer-process-limit=4"]
ARRIVED = """async () => {
  const call = document.querySelector("gb-pictures").call;
  const found = {};
  if (!call?.watching?.pc) return found;
  const stats = [...(await call.watching.pc.getStats()).values()];
  for (const feed of call.feeds.values()) for (const stream of feed.streams) {
    const mid = call.watching.lineOf(`${feed.id}/${stream.mid}`);
    const report = stats.find((one) => one.type === "inbound-rtp" && one.mid === mid);
    found[`${feed.id}/${stream.what}`] = report?.framesDecoded ?? report?.packetsReceived ?? 0;
  }
  return found;
}"""
LOUDNESS = """async () => {
  const call = document.querySelector("gb-pictures").call;
  let sum = 0;
  for (const one of (await call?.watching?.pc?.getStats())?.values() ?? [])
    if (one.type === "inbound-rtp" && one.kind === "audio") sum += one.totalAudioEnergy ?? 0;
  return sum;
}"""
RUDE = "() => { document.querySelector('gb-pictures').call.own.get('mic').enabled = true }"  # says: I am heard


def until(what: Callable[[], bool], seconds: float = 40) -> float:
    """Wait until it is so, and return how long it took."""
    begun = time.monotonic()
    while not what():
        assert time.monotonic() - begun < seconds
        time.sleep(0.1)
    return time.monotonic() - begun


def grown(page: Page, seconds: float = 2) -> set[str]:
    """Return which streams arrive at this page: pictures that are decoded, packets with sound."""
    before = page.evaluate(ARRIVED)
    page.wait_for_timeout(seconds * 1000)
    after = page.evaluate(ARRIVED)
    return {key for key, count in after.items() if count > before.get(key, 0) + 2}


def signed_in(browser: Browser, address: str, name: str, width: int, height: int = 0, patience: int = PATIENCE) -> Page:
    """Open a browser of its own for a person."""
    size = {"width": width, "height": height or (780 if width < 500 else 900)}
    context = browser.new_context(viewport=size, locale="vi-VN")
    context.set_default_timeout(patience)
    page = context.new_page()
    page.goto(f"{address}/tai-khoan/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    return page


def media_server(system: System) -> int:
    """Return the process of this system's media server."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            ours = f"GIAOBAN_DATA={system.data}".encode() in place.joinpath("environ").read_bytes().split(b"\0")
            if ours and place.joinpath("comm").read_text().strip() == "janus":
                return int(place.name)
        except OSError:
            continue
    raise AssertionError("no media server")


def open_microphones(data: Path, meeting: str) -> set[str]:
    """Return whose sound the media server sends on, by what it tells itself to whoever comes in."""
    node = Node(**json.loads((data / "media" / "node.json").read_text("utf8")))
    with ThreadPoolExecutor(1) as aside:  # the browsers' driver has this thread's loop
        return aside.submit(lambda: asyncio.run(_open_microphones(node, meeting))).result()


async def _open_microphones(node: Node, meeting: str) -> set[str]:
    wire = await Wire(node).open()
    try:
        session = (await wire.ask("create"))["data"]["id"]
        handle = (await wire.ask("attach", session_id=session, plugin=PLUGIN))["data"]["id"]
        pin = hmac.new(node.room_secret.encode(), meeting.encode(), hashlib.sha256).hexdigest()[:24]
        body = {"request": "join", "ptype": "publisher", "room": meeting, "pin": pin, "id": "journey", "display": "{}"}
        said = await wire.ask("message", event=True, session_id=session, handle_id=handle, body=body)
        rows = said["plugindata"]["data"]["publishers"]
        await wire.ask("destroy", session_id=session)
    finally:
        wire.close()
    return {row["id"] for row in rows for one in row["streams"] if one["type"] == "audio" and not one.get("moderated")}
