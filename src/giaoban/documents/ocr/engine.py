"""Running Tesseract: one thread, polite to everything else on the machine, bounded in memory and time."""

import functools
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from django.conf import settings

WORK: Final = 60  # seconds of processor time for one page
TIME: Final = 240  # seconds by the clock: other work goes first
MEMORY: Final = 1536 * 1024**2
POLITE: Final = 10  # of 19: pages and live streams come first
LETTERS: Final = "vie"  # with English besides, it is twice as slow and seven times as wrong


class OcrFailure(Exception):
    """The page cannot be read; ``code`` is a message key."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = f"documents.{code}"


@functools.cache
def _has_letters() -> bool:
    """Ask the program which letters it knows."""
    try:
        done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LETTERS in done.stdout.split()


def is_wanted() -> bool:
    """Tell whether this installation has scanned pages read; which of its machines can is another question."""
    return bool(settings.OCR != "off")


def is_there() -> bool:
    """Tell whether this machine reads scanned pages."""
    return is_wanted() and shutil.which("tesseract") is not None and _has_letters()


def at_once() -> int:
    """Return how many pages this machine reads at the same time."""
    if not is_there():
        return 0
    return int(settings.OCR) if settings.OCR.isdigit() else max(1, min(4, os.cpu_count() or 1))


def run(picture: Path, *words: str) -> str:
    """Run the program on a picture and return what it says; raise OcrFailure when it cannot."""
    limits = ["prlimit", f"--as={MEMORY}", f"--cpu={WORK}", "--core=0", "nice", "-n", str(POLITE)]
    try:
        done = subprocess.run(
            [*limits, "tesseract", str(picture), "-", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
            timeout=TIME,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OcrFailure("page_too_long") from None
    if done.returncode:
        raise OcrFailure("page_unreadable")
    return done.stdout.decode("utf8", "replace")
