"""Three browsers with cameras: all see the speaker, only the called one is heard, a killed media server comes back."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.journeys.cameras import ARRIVED, CAMERAS, RUDE, grown, media_server, signed_in, until
from tests.journeys.conftest import Person, System, launched, running, shot

pytestmark = pytest.mark.journey
WHO = {"cuctruong": 1440, "noibai.truong": 360, "gsql.truong": 820}
needs_janus = pytest.mark.skipif(shutil.which("janus") is None, reason="no media server on this machine")


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system of its own, because its media server is killed; JOURNEYS_DATA with JOURNEYS_AT uses one that runs."""
    if at := os.environ.get("JOURNEYS_AT"):
        yield System(at, Path(os.environ["JOURNEYS_DATA"]), None)
        return
    with running(tmp_path_factory.mktemp("video"), "--demo") as found:
        yield found


@pytest.fixture(scope="module")
def cameras(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose cameras and microphones are made up."""
    browser = launched(playwright, *CAMERAS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def office(system) -> Iterator[Person]:
    person = Person(system.address, "vanphong")
    yield person
    person.http.close()


@pytest.fixture(scope="module")
def meeting(office) -> str:
    """The meeting of the demo agency that runs now."""
    rows = office.get("/api/meetings", of="me", when="upcoming")["items"]
    return next(row["id"] for row in rows if row["state"] == "running")


@pytest.fixture(scope="module")
def pages(system, cameras, meeting) -> Iterator[dict[str, Page]]:
    """Chair, branch on a telephone, division on a tablet: in the room with camera on."""
    found, broken = {}, []
    for name, width in WHO.items():
        page = found[name] = signed_in(cameras, system.address, name, width)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(f"{system.address}/phong-hop/{meeting}/")
        page.locator(".call-join").click()
        page.locator(".call-camera").click()
    yield found
    for page in found.values():
        page.context.close()
    assert broken == []


@pytest.fixture(scope="module")
def ids(system) -> dict[str, str]:
    found = {}
    for name in WHO:
        person = Person(system.address, name)
        found[name] = person.id
        person.http.close()
    return found


def pictures_of(others: list[str]) -> set[str]:
    return {f"{person}/camera" for person in others}


def sees_all(pages, ids) -> bool:
    return all(
        pictures_of([ids[other] for other in WHO if other != name]) <= grown(page) for name, page in pages.items()
    )


@needs_janus
def test_everybody_decodes_everybody_and_only_the_desk_is_heard(pages, ids):
    until(lambda: sees_all(pages, ids), 60)
    chair, branch = pages["cuctruong"], pages["noibai.truong"]
    expect(branch.locator(".call-mic")).to_have_attribute("data-state", "shut")
    assert not {key for key in grown(chair) if key.endswith("/mic")}
    # the chair's own microphone is the chair's business: nothing is sent until it is on, then everybody hears it
    chair.locator(".call-mic").click()
    expect(chair.locator(".call-mic")).to_have_attribute("data-state", "open")
    until(lambda: f"{ids['cuctruong']}/mic" in grown(branch))
    chair.locator(".call-mic").click()
    for name, page in pages.items():
        shot(page, f"video-{name}-{WHO[name]}")


@needs_janus
def test_the_called_one_is_heard_and_nobody_else_whatever_the_browser_does(pages, ids, office, meeting):
    chair, branch, division = pages["cuctruong"], pages["noibai.truong"], pages["gsql.truong"]
    division.evaluate(RUDE)
    assert not {key for key in grown(chair) if key.endswith(f"{ids['gsql.truong']}/mic")}

    turn = office.post(f"/api/meetings/{meeting}/turns", {"topic": "Thử đường truyền", "speaker": ids["noibai.truong"]})
    office.post(f"/api/turns/{turn['id']}/give", {})
    expect(branch.locator(".call-mic")).to_have_attribute("data-state", "open")
    tile = chair.locator(f".pictures-strip .picture[data-feed='{ids['noibai.truong']}']")
    expect(tile).to_have_attribute("data-open", "true")
    until(lambda: f"{ids['noibai.truong']}/mic" in grown(chair))
    assert f"{ids['gsql.truong']}/mic" not in grown(chair)
    shot(chair, "video-speaker-1440")

    office.post(f"/api/turns/{turn['id']}/end")
    expect(branch.locator(".call-mic")).to_have_attribute("data-state", "shut")
    branch.evaluate(RUDE)
    until(lambda: f"{ids['noibai.truong']}/mic" not in grown(chair))


@needs_janus
def test_the_chair_opens_closes_and_removes(pages, ids, office, meeting):
    division = pages["gsql.truong"]
    about = f"/api/meetings/{meeting}/participants/{ids['gsql.truong']}"
    office.post(f"{about}/microphone", {"microphone": "open"})
    expect(division.locator(".call-mic")).to_have_attribute("data-state", "open")
    office.post(f"{about}/microphone", {"microphone": "closed"})
    expect(division.locator(".call-mic")).to_have_attribute("data-state", "shut")
    office.post(f"{about}/remove")
    expect(division.locator(".call-out")).to_contain_text("đưa đồng chí ra khỏi cầu truyền hình")
    until(lambda: f"{ids['gsql.truong']}/camera" not in pages["cuctruong"].evaluate(ARRIVED))
    office.post(f"{about}/readmit")
    division.reload()
    division.locator(".call-camera").click()
    until(lambda: sees_all(pages, ids), 60)


@needs_janus
def test_what_the_chair_records_is_one_file_with_chapters(pages, system, office, meeting):
    chair = Person(system.address, "cuctruong")
    office.post(f"/api/meetings/{meeting}/recording", {"on": True}, expect=(403,))
    chair.post(f"/api/meetings/{meeting}/recording", {"on": True})
    for page in pages.values():
        expect(page.locator(".hall-recorded")).to_be_visible()
    pages["cuctruong"].locator(".call-mic").click()
    pages["cuctruong"].wait_for_timeout(8_000)
    pages["cuctruong"].locator(".call-mic").click()
    recording = chair.post(f"/api/meetings/{meeting}/recording", {"on": False})["id"]
    expect(pages["gsql.truong"].locator(".hall-recorded")).to_have_count(0)
    recordings = f"/api/meetings/{meeting}/recordings"
    until(lambda: chair.get(recordings)[-1]["state"] != "stopped", 120)
    assert chair.get(recordings)[-1]["state"] == "ready"
    file = system.data / "files" / "recordings" / recording / "video.mp4"
    asked = [
        "ffprobe",
        "-v",
        "error",
        "-show_entries",
        "stream=codec_name:format=duration",
        "-show_chapters",
        "-of",
        "json",
    ]
    facts = json.loads(subprocess.run([*asked, str(file)], capture_output=True, check=True).stdout)
    assert {stream["codec_name"] for stream in facts["streams"]} >= {"h264", "aac"}
    assert 6 < float(facts["format"]["duration"]) < 25
    assert len(facts["chapters"]) == 1
    chair.http.close()


@needs_janus
def test_a_killed_media_server_comes_back_without_a_reload(pages, ids, system):
    for page in pages.values():
        page.evaluate("() => { window.untouched = true }")
    killed = media_server(system)
    os.kill(killed, signal.SIGKILL)
    took = until(lambda: sees_all(pages, ids), 90)
    assert media_server(system) != killed
    assert all(page.evaluate("() => window.untouched") for page in pages.values())
    print(f"\neverybody sees everybody {took:.1f} s after the kill (looks every 6 s)")


@needs_janus
def test_with_the_media_server_hanging_the_meeting_concludes(pages, system, office, meeting):
    os.kill(media_server(system), signal.SIGSTOP)
    begun = time.monotonic()
    item = office.get(f"/api/meetings/{meeting}/live")["state"]["meeting"]["item"]
    office.post(f"/api/meetings/{meeting}/extend", {"item": item, "minutes": 5})
    office.post(f"/api/meetings/{meeting}/close")
    assert time.monotonic() - begun < 15  # three acts; the picture's own patience is longer
    assert office.get(f"/api/meetings/{meeting}")["state"] == "closed"
    for page in pages.values():
        expect(page.locator("gb-head")).to_contain_text("Đã kết thúc")
