"""giaoban backup FILE."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from giaoban.config import backup


class Command(BaseCommand):
    """Write everything into one archive."""

    help = "Sao lưu toàn bộ cơ quan vào một tệp."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the archive's path."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run and say how many files it held."""
        try:
            manifest = backup.write(options["file"].resolve())
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã sao lưu {len(manifest['sha256'])} tệp: {options['file']}")
