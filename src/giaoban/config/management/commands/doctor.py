"""giaoban doctor: what is in force and what is wrong."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from giaoban.config import doctor, env

SIGNS = {"ok": "✓", "warn": "!", "fail": "✗"}
SECRETS = ("KEY", "PASSWORD", "DATABASE", "SMTP", "BUS")


class Command(BaseCommand):
    """Print settings in force and what was found; fail when something is broken."""

    help = "Cho biết cấu hình đang dùng và điều gì chưa ổn."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Look and print."""
        for name, purpose in sorted(env.KNOWN.items()):
            if not name.endswith("_FILE"):
                value = os.environ.get(name)
                shown = "(mặc định)" if value is None else "(đã đặt)" if name.endswith(SECRETS) else value
                self.stdout.write(f"  {name:<24} {shown:<28} {purpose}")
        findings = doctor.examine()
        for finding in findings:
            self.stdout.write(f"{SIGNS[finding.level]} {finding.what} {finding.advice}".rstrip())
        if any(finding.level == "fail" for finding in findings):
            raise CommandError("Có điều chưa ổn, xem các dòng ✗.")
