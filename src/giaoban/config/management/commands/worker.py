"""giaoban worker: run follow-up jobs and the clock."""

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from giaoban.config.worker import Worker
from giaoban.ledger import bus_start


class Command(BaseCommand):
    """Work in the foreground until stopped."""

    help = "Chạy các việc nền và việc theo giờ cho đến khi được dừng."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run until SIGTERM or SIGINT."""
        worker = Worker()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop.set())
        carrier = bus_start.start(settings.BUS)
        try:
            worker.run()
        finally:
            carrier.stop()
