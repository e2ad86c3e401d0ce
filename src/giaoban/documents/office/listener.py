"""Starting, asking, watching and replacing the warm LibreOffice of this process."""

import contextlib
import functools
import json
import logging
import os
import select
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from giaoban.kernel.ids import new_id

SYSTEM_PYTHON: Final = "/usr/bin/python3"  # the one that sees Debian's python3-uno
START: Final = 90.0  # seconds
TIME: Final = 120.0  # seconds for one file
USES: Final = 100  # files before LibreOffice is replaced: it never gives all memory back
OWN_NETWORK: Final = (
    "unshare", "--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "--",
)  # fmt: skip

log = logging.getLogger(__name__)


class OfficeFailure(Exception):
    """The file cannot be converted; ``code`` is a message key."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = f"documents.{code}"


class Unavailable(Exception):
    """LibreOffice is not on this machine, is switched off, or does not come up: the job is tried again later."""


@functools.cache
def own_network() -> tuple[str, ...]:
    """Return the words that start a program without network, or none where the system does not allow it."""
    try:
        done = subprocess.run([*OWN_NETWORK, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    if done.returncode:
        log.warning("LibreOffice runs without a network of its own: this system does not allow unshare")
        return ()
    return OWN_NETWORK


def is_there() -> bool:
    """Tell whether this installation converts Office files."""
    return settings.OFFICE != "off" and shutil.which("soffice") is not None and Path(SYSTEM_PYTHON).exists()


def _sweep_profiles(folder: Path) -> None:
    """Remove profiles whose program was killed: their LibreOffice died with it."""
    for mark in folder.glob("*/keeper"):
        if not Path(f"/proc/{mark.read_text()}").exists():
            shutil.rmtree(mark.parent, ignore_errors=True)


class _Office:
    """One LibreOffice with its keeper process and its own profile."""

    def __init__(self) -> None:
        self.uses = 0
        self.name = f"giaoban-{new_id().hex[-12:]}"
        self.profile = Path(settings.DATA) / "office" / self.name
        _sweep_profiles(self.profile.parent)
        user = self.profile / "user"
        user.mkdir(parents=True)
        (self.profile / "keeper").write_text(str(os.getpid()))
        shutil.copy(Path(__file__).with_name("profile.xcu"), user / "registrymodifications.xcu")
        self.run = subprocess.Popen(
            [
                *own_network(),
                SYSTEM_PYTHON,
                "-I",
                str(Path(__file__).with_name("child.py")),
                str(self.profile),
                self.name,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                "PATH": "/usr/bin:/bin:/usr/local/bin",
                "HOME": str(self.profile),
                "TMPDIR": str(self.profile),
                "LC_ALL": "C.UTF-8",
                "SAL_USE_VCLPLUGIN": "svp",
            },
            start_new_session=True,
        )
        try:
            self._line(START)
        except (TimeoutError, BrokenPipeError):
            self.end()
            raise Unavailable("LibreOffice did not start") from None

    def ask(self, source: Path, out: Path, seconds: float) -> dict[str, Any]:
        """Have one file converted."""
        if self.run.stdin is None:
            raise BrokenPipeError
        self.uses += 1
        self.run.stdin.write(json.dumps({"source": str(source), "out": str(out)}).encode() + b"\n")
        self.run.stdin.flush()
        return self._line(seconds)

    def _line(self, seconds: float) -> dict[str, Any]:
        if self.run.stdout is None:
            raise BrokenPipeError
        ready, _, _ = select.select([self.run.stdout], [], [], seconds)
        if not ready:
            raise TimeoutError
        line = self.run.stdout.readline()
        if not line:
            raise BrokenPipeError
        found: dict[str, Any] = json.loads(line)
        return found

    def end(self) -> None:
        """Kill the whole group: LibreOffice ignores a polite request for ten seconds."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.run.pid, 9)
        for pipe in (self.run.stdin, self.run.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.run.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


_one_at_a_time = threading.Lock()
_office: _Office | None = None


def to_pdf(source: Path, out: Path, *, seconds: float = TIME) -> None:
    """Convert one file; raise OfficeFailure with the reason when it cannot be."""
    if not is_there():
        raise Unavailable("LibreOffice is not installed, or GIAOBAN_OFFICE=off")
    with _one_at_a_time:
        office = _running()
        try:
            answer = office.ask(source, out, seconds)
        except TimeoutError:
            _replace()
            raise OfficeFailure("too_long") from None
        except (BrokenPipeError, ConnectionError, json.JSONDecodeError):
            _replace()
            raise OfficeFailure("broken") from None
        if answer.get("dead") or office.uses >= USES:
            _replace()
    if "trouble" in answer or not out.exists():
        raise OfficeFailure(str(answer.get("trouble", "broken")))


def warm_up() -> float:
    """Start LibreOffice before the first file comes; return the seconds it took."""
    begun = time.monotonic()
    if is_there():
        with _one_at_a_time:
            _running()
    return time.monotonic() - begun


def _running() -> _Office:
    global _office  # noqa: PLW0603 - one LibreOffice a process
    if _office is not None and _office.run.poll() is not None:
        _replace()
    if _office is None:
        _office = _Office()
    return _office


def _replace() -> None:
    global _office  # noqa: PLW0603 - one LibreOffice a process
    if _office is not None:
        _office.end()
        _office = None


def close() -> None:
    """End LibreOffice: at the end of the program."""
    with _one_at_a_time:
        _replace()
