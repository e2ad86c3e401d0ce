"""A few pdfium processes that are asked in turn, with a time limit; one that hangs or dies is replaced."""

import contextlib
import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from typing import Any, Final

SIZE: Final = 2  # at once, in one process of the house
TIME: Final = 60.0  # seconds for one question
USES: Final = 500  # questions before a process is replaced: pdfium gives memory back badly


class PdfFailure(Exception):
    """The file cannot be used; ``code`` is a message key."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = f"documents.{code}"


class _Process:
    """One child and its two pipes."""

    def __init__(self) -> None:
        self.uses = 0
        self.run = subprocess.Popen(
            [sys.executable, "-P", "-B", "-m", "giaoban.documents.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )

    def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send one question and wait for its answer."""
        if self.run.stdin is None or self.run.stdout is None:
            raise BrokenPipeError
        self.uses += 1
        self.run.stdin.write(json.dumps(question).encode() + b"\n")
        self.run.stdin.flush()
        found: dict[str, Any] = json.loads(self._line(self.run.stdout.fileno(), time.monotonic() + seconds))
        return found

    def _line(self, pipe: int, until: float) -> bytes:
        parts: list[bytes] = []
        while True:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError
            part = os.read(pipe, 1 << 20)
            if not part:
                raise BrokenPipeError
            parts.append(part)
            if part.endswith(b"\n"):
                return b"".join(parts)

    def end(self) -> None:
        """Kill it; a process that reads hostile files is not asked to leave."""
        self.run.kill()
        for pipe in (self.run.stdin, self.run.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.run.wait()


_idle: "queue.LifoQueue[_Process]" = queue.LifoQueue()
_places = threading.BoundedSemaphore(SIZE)


def ask(do: str, *, seconds: float = TIME, **question: Any) -> dict[str, Any]:
    """Ask a pdfium process; raise PdfFailure with the reason when the file cannot be used."""
    with _places:
        process = _take()
        try:
            found = process.ask({"do": do, **question}, seconds)
        except TimeoutError:
            process.end()
            raise PdfFailure("too_long") from None
        except (BrokenPipeError, ConnectionError, json.JSONDecodeError):
            process.end()
            raise PdfFailure("broken") from None
        except BaseException:
            process.end()
            raise
        _give_back(process)
    if "trouble" in found:
        raise PdfFailure(str(found["trouble"]))
    return found


def _take() -> _Process:
    while True:
        try:
            process = _idle.get_nowait()
        except queue.Empty:
            return _Process()
        if process.run.poll() is None:
            return process
        process.end()


def _give_back(process: _Process) -> None:
    if process.uses >= USES:
        process.end()
    else:
        _idle.put(process)


def close() -> None:
    """End every idle process: at the end of the program, and between tests."""
    while True:
        try:
            _idle.get_nowait().end()
        except queue.Empty:
            return
