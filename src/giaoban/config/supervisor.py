"""`giaoban serve`: start the parts of the system, watch them, restart what dies or hangs.

The parts are processes of their own: web (pages and live lane), worker (follow-up jobs), office
(LibreOffice listener). Any of them may be killed at any moment; the others go on.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger("giaoban.serve")

PR_SET_PDEATHSIG = 1
TICK = 0.5  # seconds between looks
PULSE = 5.0  # seconds between health questions to a part that answers them
PATIENCE = 30.0  # seconds without an answer before a hanging part is killed
STARTING = 150.0  # … before the first answer: a slow machine that starts anew is busy with all parts
BACKOFF = (0.2, 1, 2, 5, 10, 30)  # seconds before the next start of a part that keeps dying
STEADY = 60.0  # seconds after which a part counts as healthy again
GRACE = 8.0  # seconds that a part has to end by itself


@dataclass
class Part:
    """One process of the system and how to know that it is well."""

    name: str
    command: Sequence[str]
    well: Callable[[], bool] | None = None
    ready: Callable[[], object] | None = None  # makes everything ready before each start
    folder: Path | None = None  # where it works
    patience: float = PATIENCE
    pulse: float = PULSE
    env: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    asked: float = 0.0
    silent: int = 0
    answered: bool = False  # since its start: before that it may take its time
    deaths: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        """Start the process; it ends with us even when we are killed."""
        if self.ready:
            self.ready()
        self.process = subprocess.Popen(
            list(self.command),
            cwd=self.folder,
            env={**os.environ, **self.env},
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - the supervisor has one thread
        )
        self.started = self.asked = time.monotonic()
        self.silent, self.answered = 0, False
        log.info("%s started (pid %s)", self.name, self.process.pid)

    def look(self) -> None:
        """Restart the process when it has died, kill it when it no longer answers."""
        moment = time.monotonic()
        if self.process is None:
            if moment >= self.again_at:
                self.start()
            return
        if (code := self.process.poll()) is not None:
            self._died(code, moment)
        elif self.well and moment - self.asked >= self.pulse:
            self.asked = moment
            self.silent = 0 if self.well() else self.silent + 1
            self.answered = self.answered or self.silent == 0
            if self.silent * self.pulse >= (self.patience if self.answered else STARTING):
                log.error("%s does not answer: killed", self.name)
                self.process.kill()

    def _died(self, code: int, moment: float) -> None:
        self.deaths = 1 if moment - self.started > STEADY else self.deaths + 1
        wait = BACKOFF[min(self.deaths, len(BACKOFF)) - 1]
        log.warning("%s ended (%s), starts again in %s s", self.name, code, wait)
        self.process, self.again_at = None, moment + wait

    def stop(self) -> None:
        """Ask the process to end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_or_kill(self, until: float) -> None:
        """Wait for the end until the moment given, then kill."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    # a terminal's Ctrl-C goes to the supervisor alone, which ends the parts in order
    os.setpgrp()


def answers(url: str) -> Callable[[], bool]:
    """Return a question: does this address answer 200 within two seconds?"""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310 - our own loopback address
                return bool(reply.status == 200)  # noqa: PLR2004
        except OSError:
            return False

    return ask


def touched(file: Path, within: float) -> Callable[[], bool]:
    """Return a question: was this file touched within so many seconds?"""

    def ask() -> bool:
        try:
            return time.time() - file.stat().st_mtime < within
        except FileNotFoundError:
            return False

    return ask


def watch(parts: Sequence[Part], *, on_ready: Callable[[], None], ready: Callable[[], bool]) -> None:
    """Run the parts until a signal says stop; call ``on_ready`` once when ``ready`` first says yes."""
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    announced = False
    while not stopping:
        for part in parts:
            part.look()
        if not announced and ready():
            announced = True
            on_ready()
        time.sleep(TICK)
    for part in parts:
        part.stop()
    deadline = time.monotonic() + GRACE
    for part in parts:
        part.wait_or_kill(deadline)
