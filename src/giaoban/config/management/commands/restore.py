"""giaoban restore FILE."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from giaoban.config import backup


class Command(BaseCommand):
    """Put an archive into an empty installation."""

    help = "Khôi phục bản sao lưu vào hệ thống còn trống."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the archive's path."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run and say how many files it held."""
        try:
            manifest = backup.restore(options["file"].resolve())
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã khôi phục {len(manifest['sha256'])} tệp: {options['file']}")
