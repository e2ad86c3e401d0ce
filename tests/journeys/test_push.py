"""An invitation reaches a closed application: sealed by the house, opened as a browser does, shown, and it leads there.

No machine of ours reaches a real push service: the journey runs one on loopback, opens what arrives with the keys of
the subscription, and hands it to Chromium's own service worker as the browser would.
"""

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import CDPSession, Page

from giaoban.notify.testing import Answering, Browser, a_web_server
from tests.journeys.conftest import PUSH_PORT, Person, shot
from tests.journeys.job import ZONE, _soon

pytestmark = pytest.mark.journey
READER = "noibai.truong"
TITLE = "Họp đột xuất về thông quan hàng tươi sống"
SUBSCRIBE = """async (said) => {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf };
  const reply = await fetch("/api/push", { method: "POST", headers, body: JSON.stringify(said) });
  return reply.status;
}"""
SHOWN = """async () => {
  const all = await (await navigator.serviceWorker.ready).getNotifications();
  return all.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url }));
}"""
TAP = """async (tag) => {
  const [notification] = await self.registration.getNotifications({ tag });
  const opened = new Promise((yes) => { self.clients.openWindow = async (page) => yes(page); });
  self.clients.matchAll = async () => [];
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification, action: "" }));
  return await opened;
}"""


def invite(people: dict[str, Person]) -> None:
    """Call a meeting at which the reader is expected."""
    secretary, leader = people["vanphong"], people["cuctruong"]
    units = {unit["code"]: unit["id"] for unit in secretary.get("/api/units")}
    starts = datetime.now(ZONE).replace(microsecond=0) + timedelta(hours=6)
    meeting = secretary.post("/api/meetings", {
        "id": str(uuid4()), "title": TITLE, "kind": "work_resolution", "unit": units["HQHN"],
        "starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=1)).isoformat(),
        "chair": leader.id, "secretary": secretary.id, "form": "in_person", "location": "Phòng họp tầng 2",
        "people": [people[READER].id], "is_ad_hoc": True,
    })["id"]  # fmt: skip
    item = {"id": str(uuid4()), "title": "Luồng ưu tiên", "minutes": 30, "wanted": "decide"}
    secretary.post(f"/api/meetings/{meeting}/items", item)
    secretary.post(f"/api/meetings/{meeting}/submit", {})
    leader.post(f"/api/meetings/{meeting}/approve", {})
    secretary.post(f"/api/meetings/{meeting}/publish")


def worker_of(page: Page, served: str) -> tuple[CDPSession, str]:
    """Start the house's worker; return what speaks to it, and its registration."""
    cdp, found = page.context.new_cdp_session(page), []
    cdp.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    cdp.send("ServiceWorker.enable")
    page.evaluate("async () => { await navigator.serviceWorker.register('/ngoai-tuyen.js'); }")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    _soon(lambda: any(one["scopeURL"] == f"{served}/" for one in found), why="the worker is registered")
    return cdp, next(one["registrationId"] for one in found if one["scopeURL"] == f"{served}/")


def test_a_closed_application_is_told(served: str, people: dict[str, Person], sign_in):
    page, device, kept = sign_in(READER, 1440), Browser(), Answering((201, {}, ""))
    page.context.grant_permissions(["notifications"], origin=served)
    cdp, registration = worker_of(page, served)
    with a_web_server(kept, PUSH_PORT) as service:
        told = {"id": str(uuid4()), "name": "Chrome · Linux", **device.subscription(f"{service}/send/1")}
        assert page.evaluate(SUBSCRIBE, told) == 201
        page.goto(f"{served}/thong-bao/tuy-chon/")
        shot(page, "push-devices-1440")
        invite(people)
        _soon(lambda: any(TITLE in device.opened(one.body)["title"] for one in kept.asked), 30, "it was pushed")
    said = next(one for one in (device.opened(asked.body) for asked in kept.asked) if TITLE in one["title"])
    facts = {"origin": served, "registrationId": registration, "data": json.dumps(said)}
    for _twice in range(2):  # handed over again after a crash, it is shown once
        cdp.send("ServiceWorker.deliverPushMessage", facts)
    _soon(lambda: page.evaluate(SHOWN), why="it is shown")
    (shown,) = page.evaluate(SHOWN)
    assert (shown["title"], shown["tag"], shown["url"]) == (said["title"], said["tag"], said["url"])
    worker = next(one for one in page.context.service_workers if one.url.endswith("/ngoai-tuyen.js"))
    page.goto(worker.evaluate(TAP, said["tag"]))
    assert "/cuoc-hop/" in page.url
    page.get_by_role("heading", name=TITLE).first.wait_for()
    page.goto(f"{served}/")
    page.locator("form[action$='/logout/']").first.evaluate("(form) => form.submit()")
    page.wait_for_url("**/login/**")
    asked = len(kept.asked)
    with a_web_server(kept, PUSH_PORT):
        invite(people)
        _soon(lambda: any(TITLE in one["title"] for one in people[READER].get("/api/notices")["items"]), 30, "it came")
        page.wait_for_timeout(1500)
    assert len(kept.asked) == asked, "who signed out there is told nothing there"
