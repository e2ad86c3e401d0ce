"""giaoban serve: the whole system on one machine."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from giaoban.config.supervisor import Part, answers, touched, watch
from giaoban.config.worker import pulse_file
from giaoban.notify import vapid
from giaoban.video.node import admin, folder


class Command(BaseCommand):
    """Migrate, then start web, worker and office listener and keep them running."""

    help = "Phục vụ toàn bộ hệ thống trên một máy: trang, luồng trực tiếp, việc nền, bộ chuyển đổi văn bản."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take host and port, and the switches for trial and development."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="nạp cơ quan dùng thử nếu cơ sở dữ liệu còn trống")
        parser.add_argument("--reload", action="store_true", help="tự nạp lại khi mã nguồn thay đổi")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run until stopped."""
        Path(settings.DATA, "run").mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        if settings.PUSH:
            vapid.public_key()  # made at the first start
        if options["demo"]:
            call_command("demo", if_empty=True)
        port, host = options["port"], options["host"]
        health = f"http://{'127.0.0.1' if host in {'0.0.0.0', ''} else host}:{port}/healthz"  # noqa: S104
        well = answers(health)
        watch(self._parts(host, port, well, reload=options["reload"]), on_ready=lambda: self._hello(port), ready=well)

    def _parts(self, host: str, port: int, well: Any, *, reload: bool) -> list[Part]:
        env = {"GIAOBAN_SERVING": "yes", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        web = [
            sys.executable, "-m", "uvicorn", "giaoban.config.asgi:application", "--host", host, "--port", str(port),
            "--loop", "uvloop", "--http", "httptools", "--ws", "none", "--no-access-log", "--log-level", "warning",
            "--backlog", "8192", "--timeout-graceful-shutdown", "3", "--timeout-keep-alive", "30",
        ]  # fmt: skip
        if reload:
            web += ["--reload", "--reload-dir", str(settings.PACKAGE)]
        parts = [Part("web", web, well=well, env=env)]
        if settings.WORKER == "inside":
            command = [sys.executable, "-m", "giaoban", "worker"]
            parts.append(Part("worker", command, well=touched(pulse_file(), 30), env=env))
        if folder.is_wanted():
            parts.append(_media())
        return parts

    def _hello(self, port: int) -> None:
        self.stdout.write(f"\nGiao ban: {settings.SITE_URL or f'http://localhost:{port}'}\n")
        if settings.DEMO:
            call_command("accounts", stdout=self.stdout)


def _media() -> Part:
    """The media server: a fresh folder for each start; asked often, because its rare deadlocks silence a meeting."""
    return Part(
        "media", folder.command(), well=admin.is_well, ready=folder.write, folder=folder.root(), patience=6.0, pulse=2.0
    )
