"""A server of one's own: a fresh database, a free port, a process that can be killed."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 60


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One web process over its own data; ``cast`` holds session cookies, ``meeting`` the room's id."""

    folder: Path
    database: str = ""
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    cast: dict[str, str] = field(default_factory=dict)
    meeting: str = ""
    settings: dict[str, str] = field(default_factory=dict)  # what this process is told besides

    def beside(self, **settings: str) -> "Server":
        """Return another process over the same data and database, on a port of its own."""
        return Server(self.folder, self.database, free_port(), None, self.cast, self.meeting, self.settings | settings)

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "GIAOBAN_DATA": str(self.folder),
            "GIAOBAN_DATABASE": self.database or f"sqlite:///{self.folder}/giaoban.db",
            "GIAOBAN_SERVING": "yes",
            "GIAOBAN_DEMO": "yes",
            "DJANGO_SETTINGS_MODULE": "giaoban.config.settings",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIAOBAN_")}
        return kept | own | self.settings

    def prepare(self, people: int = 0) -> "Server":
        """Make the database and a meeting in it."""
        command = [sys.executable, "-m", "tests.live.seed", str(people)]
        told = subprocess.run(command, env=self.environment, cwd=ROOT, check=True, capture_output=True, timeout=600)
        facts = json.loads(told.stdout.decode().splitlines()[-1])
        self.cast, self.meeting = facts["cast"], facts["meeting"]
        return self

    def start(self) -> "Server":
        """Serve, and wait until it answers."""
        command = [
            sys.executable, "-m", "uvicorn", "giaoban.config.asgi:application",
            "--port", str(self.port), "--no-access-log", "--log-level", "warning", "--backlog", "16384",
        ]  # fmt: skip
        with (self.folder / f"server-{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz", timeout=2):
                return self
            time.sleep(0.1)
        raise TimeoutError((self.folder / f"server-{self.port}.log").read_text("utf8"))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def room(self) -> str:
        return f"/api/meetings/{self.meeting}"

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> int:
        """End it politely and return how it ended."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=20)
        self.process = None
        return code

    def ask(self, who: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Send one request as that person and return status and JSON."""
        data = None if body is None else json.dumps(body).encode()
        cookie = f"sessionid={self.cast[who]}; csrftoken={'c' * 32}"
        headers = {"Cookie": cookie, "X-CSRFToken": "c" * 32, "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}{path}", data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                text = reply.read()
                return reply.status, json.loads(text) if text else None
        except urllib.error.HTTPError as no:
            with no:
                text = no.read()
            with contextlib.suppress(ValueError):
                return no.code, json.loads(text)
            return no.code, text.decode("utf8", "replace")
        except http.client.HTTPException as cut:  # the head of an answer came, and the server died before the rest
            raise ConnectionError(cut) from cut
