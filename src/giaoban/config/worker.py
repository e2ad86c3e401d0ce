"""The worker: runs follow-up jobs and what the clock asks for. Woken by the bus, else looks every two seconds."""

import logging
import threading
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

from giaoban.documents import ocr, office, pdf
from giaoban.ledger import bus, jobs

LANES: tuple[tuple[str, ...], ...] = (("main", "mail"), ("post",), ("papers",))
READING = ("ocr",)  # scanned pages: as many threads as pages may be read at once
LOOK_EVERY = 2.0  # seconds: how late a job may start if a wake-up call is lost
CLOCK_EVERY = 15.0  # seconds between looks at the schedules

log = logging.getLogger("giaoban.worker")


def pulse_file() -> Path:
    """The file whose time says that the worker is alive."""
    return Path(settings.DATA) / "run" / "worker.pulse"


def _warm_office() -> None:
    """Have LibreOffice ready before the first paper; without it the lane still does PDF and pictures."""
    try:
        office.warm_up()
    except office.Unavailable as reason:
        log.warning("papers: %s", reason)


class Worker:
    """One thread for each group of lanes, one for each page read at once, one for the clock."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.lanes = LANES + (READING,) * ocr.at_once()
        self.bells = [threading.Event() for _ in self.lanes]
        bus.listen(self._heard)

    def _heard(self, name: str, _payload: object) -> None:
        if name == "jobs":
            for bell in self.bells:
                bell.set()

    def run(self) -> None:
        """Work until told to stop; jobs in hand are finished first."""
        pulse_file().parent.mkdir(parents=True, exist_ok=True)
        threads = [
            threading.Thread(target=self._lane, args=(lanes, bell), name=f"lane-{lanes[0]}", daemon=True)
            for lanes, bell in zip(self.lanes, self.bells, strict=True)
        ]
        threads.append(threading.Thread(target=self._clock, name="clock", daemon=True))
        for thread in threads:
            thread.start()
        while not self.stop.wait(timeout=5):
            if all(thread.is_alive() for thread in threads):
                pulse_file().touch()
        for bell in self.bells:
            bell.set()
        for thread in threads:
            thread.join(timeout=5)
        office.close()
        pdf.close()

    def _lane(self, lanes: tuple[str, ...], bell: threading.Event) -> None:
        if "papers" in lanes:
            _warm_office()
        while not self.stop.is_set():
            bell.clear()
            try:
                while not self.stop.is_set() and jobs.run_due(lanes, limit=20):
                    pass
            except Exception:  # a database that is away for a while must not end the worker
                log.exception("lane %s", lanes)
                close_old_connections()
                self.stop.wait(LOOK_EVERY)
            bell.wait(LOOK_EVERY)

    def _clock(self) -> None:
        while not self.stop.is_set():
            try:
                if jobs.free_claims_of_the_dead():
                    self._heard("jobs", None)
                jobs.run_schedules()
            except Exception:  # as above
                log.exception("schedules")
                close_old_connections()
            self.stop.wait(CLOCK_EVERY)
