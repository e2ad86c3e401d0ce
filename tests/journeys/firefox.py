"""Firefox as Debian ships it, driven by what it speaks itself: WebDriver BiDi over a WebSocket.

Playwright brings browsers of its own and cannot drive this one. A few verbs are enough for a person who reads and
follows a meeting: open, type, press, look, take a picture.
"""

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.journeys.conftest import PASSWORD, SHOTS, _free_port

READY_WITHIN = 60  # seconds
PATIENCE = 30  # seconds
ENTER = "\ue006"
NORMAL = {"error", "assert"}  # kinds of the log that are a fault


@dataclass
class Firefox:
    """One window of Firefox; what it complains of is kept in ``wrong``."""

    line: ClientConnection
    window: str = ""
    wrong: list[str] = field(default_factory=list)
    said: int = 0

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send one command and return what it gives; complaints that come in between are noted."""
        self.said += 1
        self.line.send(json.dumps({"id": self.said, "method": method, "params": params}))
        while True:
            heard = json.loads(self.line.recv(timeout=PATIENCE))
            if heard.get("id") == self.said:
                assert heard["type"] == "success", heard
                found: dict[str, Any] = heard["result"]
                return found
            self._note(heard)

    def _note(self, heard: dict[str, Any]) -> None:
        facts = heard.get("params", {})
        if heard.get("method") == "log.entryAdded" and facts["level"] in NORMAL:
            self.wrong.append(f"{facts.get('type')}: {facts.get('text', '')[:300]}")

    def begin(self) -> "Firefox":
        """Open the session and its window."""
        self.ask("session.new", capabilities={})
        self.window = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("session.subscribe", events=["log.entryAdded"])
        return self

    def size(self, width: int, height: int) -> None:
        """Make the window as large as a screen."""
        self.ask("browsingContext.setViewport", context=self.window, viewport={"width": width, "height": height})

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self.ask("browsingContext.navigate", context=self.window, url=url, wait="complete")

    def run(self, script: str) -> Any:
        """Return what a JavaScript expression gives, through JSON; ``deep`` finds elements in shadow trees too."""
        whole = f"(async () => JSON.stringify((await (async () => {{ {DEEP} return {script}; }})()) ?? null))()"
        told = self.ask("script.evaluate", expression=whole, target={"context": self.window}, awaitPromise=True)
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def wait(self, script: str) -> Any:
        """Wait until an expression gives something, and return it."""
        until = time.monotonic() + PATIENCE
        while not (found := self.run(script)):
            assert time.monotonic() < until, f"never: {script}"
            time.sleep(0.1)
        return found

    def press(self, keys: str) -> None:
        """Press keys one after the other, as a person does."""
        actions = [{"type": way, "value": key} for key in keys for way in ("keyDown", "keyUp")]
        hand = {"type": "key", "id": "hand", "actions": actions}
        self.ask("input.performActions", context=self.window, actions=[hand])

    def sign_in(self, base: str, who: str) -> None:
        """Sign in through the form."""
        self.open(f"{base}/tai-khoan/login/")
        self.run(f"document.querySelector('input[name=login]').value = '{who}'")
        self.run("document.querySelector('input[name=password]').focus()")
        self.press(PASSWORD + ENTER)
        self.wait("document.readyState === 'complete' && location.pathname === '/'")

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the screen."""
        return int(self.run("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def shot(self, name: str) -> None:
        """Keep a picture of what is seen."""
        taken = self.ask("browsingContext.captureScreenshot", context=self.window)
        SHOTS.mkdir(parents=True, exist_ok=True)
        (SHOTS / f"{name}.png").write_bytes(base64.b64decode(taken["data"]))


DEEP = """
const deep = (wanted, from = document) => {
  const found = [...from.querySelectorAll(wanted)];
  for (const e of from.querySelectorAll("*")) if (e.shadowRoot) found.push(...deep(wanted, e.shadowRoot));
  return found;
};
"""


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start Firefox with a fresh profile; end it afterwards."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "firefox-esr is not installed: scripts/prepare test"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        (Path(profile) / "user.js").write_text('user_pref("intl.accept_languages", "vi-VN, vi");\n', "utf8")
        port = _free_port()
        command = [program, "--headless", "--no-remote", "--profile", profile, f"--remote-debugging-port={port}"]
        with (Path(profile) / "log").open("wb") as log:
            process = subprocess.Popen([*command, "about:blank"], stdout=log, stderr=log)
        try:
            address = _told_address(Path(profile) / "log", process)
            with connect(f"{address}/session", max_size=64 * 1024 * 1024) as line:
                yield Firefox(line).begin()
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _told_address(log: Path, process: "subprocess.Popen[bytes]") -> str:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"BiDi listening on (ws://\S+)", log.read_text("utf8", "replace")):
            return found.group(1)
        time.sleep(0.1)
    raise RuntimeError(f"Firefox did not start:\n{log.read_text('utf8', 'replace')[-2000:]}")
