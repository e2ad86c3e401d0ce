"""A real OpenID Connect service of an agency, on a port of its own."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx

from tests.live.server import free_port

HERE = Path(__file__).parent
SECRET = "a-secret-of-tests-that-is-long-enough"


@dataclass
class Service:
    """An OpenID Connect service that runs: where, and its process."""

    issuer: str
    process: "subprocess.Popen[bytes]"

    def know(self, **people: dict[str, object]) -> None:
        """Tell it who is there, with what it says of each."""
        self._tell({"people": people})

    def break_by(self, fault: str) -> None:
        """Let it, or somebody on the way, spoil what it says."""
        self._tell({"fault": fault})

    def _tell(self, what: dict[str, object]) -> None:
        httpx.post(f"{self.issuer}/told", json=what, timeout=10).raise_for_status()

    def die(self) -> None:
        """End at once."""
        self.process.kill()
        self.process.wait()


@contextmanager
def oidc_service(site: str, log: Path) -> Iterator[Service]:
    """Run the service for a site; gone afterwards."""
    port = free_port()
    node = shutil.which("node") or "node"
    command = [node, HERE / "provider.mjs", str(port), f"{site}/tai-khoan/co-quan/tra-ve/", f"{site}/tai-khoan/login/"]
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    service = Service(f"http://127.0.0.1:{port}", process)
    try:
        _wait(f"{service.issuer}/.well-known/openid-configuration", process, log)
        yield service
    finally:
        service.die()


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text("utf8", "replace")[-2000:])


def at_the_service(url: str, name: str, site: str) -> str:
    """Do there what a person does in a browser: sign in, agree; return the address that leads back."""
    with httpx.Client(timeout=20, verify=False) as browser:
        reply = browser.get(url)
        for _ in range(12):
            if reply.is_redirect:
                target = urljoin(str(reply.url), reply.headers["location"])
                if target.startswith(site):
                    return target
                reply = browser.get(target)
                continue
            action = re.search(r'action="([^"]+)"', reply.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', reply.text)
            assert action, (reply.status_code, reply.text[:500])
            assert prompt, reply.text[:500]
            said = {"prompt": prompt[1]} | ({"login": name, "password": "x"} if prompt[1] == "login" else {})
            reply = browser.post(urljoin(str(reply.url), action[1]), data=said)
    raise AssertionError("the service does not let anybody back")
