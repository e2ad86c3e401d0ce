"""A whole system with the demo agency, started as an operator starts it, and browsers to use it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

PASSWORD = "giaoban-demo"
PATIENCE = 20_000  # milliseconds: a busy machine is no fault; how fast pages are is for tests/load
expect.set_options(timeout=PATIENCE)
ROOT = Path(__file__).parents[2]
LOGS: list[Path] = []  # what the systems that run now have written
SHOTS = ROOT / "var" / "shots"
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update",
]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PUSH_PORT = _free_port()  # of a push service that a journey runs itself; the system is told of it at its start


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running system; everything in it is real.

    ``JOURNEYS_AT=http://localhost:8000`` walks through a demo agency that runs already, while writing a journey.
    """
    if at := os.environ.get("JOURNEYS_AT"):
        yield at
        return
    with running(tmp_path_factory.mktemp("agency"), "--demo") as system:
        yield system.address


@dataclass(frozen=True)
class System:
    """A running system: where it answers, where its data lie, and its first process."""

    address: str
    data: Path
    process: "subprocess.Popen[bytes]"


def environment(data: Path, port: int = 8000) -> dict[str, str]:
    """Return the settings of a system over these data, and nothing of the machine's own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIAOBAN_")}
    ours = {"GIAOBAN_DATA": str(data), "GIAOBAN_DEMO": "yes", "GIAOBAN_URL": f"http://localhost:{port}"}
    pushes = {"GIAOBAN_PUSH_SERVICES": f"http://127.0.0.1:{PUSH_PORT}"}
    return env | ours | pushes | {"PYTHONPATH": str(ROOT / "src")}


@contextmanager
def running(data: Path, *options: str) -> Iterator[System]:
    """Start `giaoban serve` over these data as an operator does; stop it in order afterwards."""
    port = _free_port()
    with (data / "serve.log").open("ab") as log:
        LOGS.append(data / "serve.log")
        command = [sys.executable, "-m", "giaoban", "serve", "--port", str(port), *options]
        process = subprocess.Popen(command, env=environment(data, port), stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/readyz", process, data / "serve.log")
            yield System(f"http://127.0.0.1:{port}", data, process)
        finally:
            process.terminate()
            process.wait(timeout=30)
            LOGS.remove(data / "serve.log")


def _wait(url: str, system: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        if system.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"the system did not start:\n{log.read_text('utf8', 'replace')[-3000:]}")


class Person:
    """Somebody of the agency who works through the API."""

    def __init__(self, base: str, name: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=30)
        key = self.post("/api/auth/token", {"username": name, "password": PASSWORD})
        self.http.headers["Authorization"] = f"Bearer {key['token']}"
        self.id = self.get("/api/me")["id"]

    def fetch(self, path: str, **query: object) -> httpx.Response:
        """Read whatever comes."""
        return self.http.get(path, params=query)

    def get(self, path: str, **query: object) -> object:
        """Read; it must be there."""
        reply = self.fetch(path, **query)
        assert reply.status_code == 200, (path, reply.status_code, reply.text[:500])
        return reply.json()

    def post(self, path: str, json: object | None = None, *, expect: tuple[int, ...] = (200, 201, 204), **more: object):
        """Do; it must be done, or refused as expected."""
        reply = self.http.post(path, json=json, **more) if json is not None else self.http.post(path, **more)
        assert reply.status_code in expect, (path, reply.status_code, reply.text[:500])
        return reply.json() if reply.content else None


@pytest.fixture(scope="session")
def people(served: str) -> Iterator[dict[str, Person]]:
    """The people of the journeys, signed in."""
    names = ("vanphong", "cuctruong", "gsql.truong", "noibai.truong", "noibai.pho1")
    found = {name: Person(served, name) for name in names}
    yield found
    for person in found.values():
        person.http.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one driver of all browsers: a second beside it would not start."""
    with sync_playwright() as driver:
        yield driver


def launched(playwright: Playwright, *arguments: str) -> Browser:
    """Start Debian's Chromium."""
    path = shutil.which("chromium") or "/usr/bin/chromium"
    return playwright.chromium.launch(executable_path=path, args=[*CHROMIUM, *arguments])


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser of everybody without a camera."""
    browser = launched(playwright)
    yield browser
    browser.close()


@pytest.fixture
def sign_in(served: str, chromium: Browser) -> Iterator["object"]:
    """Open a browser of its own for a person: ``sign_in("vanphong", 1440)`` gives the signed-in page."""
    contexts: list[BrowserContext] = []

    def open_for(name: str, width: int = 1440, *, dark: bool = False) -> Page:
        size = {"width": width, "height": 780 if width < 500 else 900}
        context = chromium.new_context(viewport=size, color_scheme="dark" if dark else "light", locale="vi-VN")
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"{served}/tai-khoan/login/")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served}/")
        open_for.pages[f"{name}-{width}"] = page
        return page

    open_for.pages = {}
    yield open_for
    for context in contexts:
        context.close()


def shot(page: Page, name: str) -> None:
    """Keep a picture for whoever changed the page to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(
        path=SHOTS / f"{name}.png", full_page=page.viewport_size is not None and page.viewport_size["width"] < 500
    )


def faults(log: Path, most: int = 3) -> str:
    """Return the last tracebacks of a log."""
    parts = re.split(r"(?=^Traceback )", log.read_text("utf8", "replace"), flags=re.MULTILINE)[1:]
    return "\n".join(part[:4000] for part in parts[-most:])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walk the journeys in the order they are told in: a meeting that one of them closes stays closed."""
    places = [place for place, item in enumerate(items) if item.path.parent == Path(__file__).parent]
    told = sorted((items[place] for place in places), key=lambda item: (item.path, item.location[1] or 0))
    for place, item in zip(places, told, strict=True):
        items[place] = item


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: "pytest.CallInfo[None]"):
    """Keep a picture of every screen that was open when a journey failed."""
    report = yield
    if report.when == "call" and report.failed:
        open_for = getattr(item, "funcargs", {}).get("sign_in")
        for name, page in getattr(open_for, "pages", {}).items():
            shot(page, f"failed-{item.name}-{name}")
        for log in LOGS:
            report.sections.append(("faults in the server's log", faults(log)))
    return report
