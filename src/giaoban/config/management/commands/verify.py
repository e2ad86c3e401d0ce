"""giaoban verify RECORD.zip."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from giaoban.records.checking import Checked, check
from giaoban.records.verifier import Unreadable, in_words


class Command(BaseCommand):
    """Verify a package; exit 1 when it was changed, 2 when it cannot be read."""

    help = "Kiểm tra gói hồ sơ cuộc họp còn nguyên vẹn hay không."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the package's path."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Look at every byte and say what was found."""
        try:
            with options["file"].open("rb") as stream:
                found = check(stream, "vi")
        except (OSError, Unreadable) as error:
            raise CommandError(in_words("unreadable", detail=error), returncode=2) from error
        if not found.is_good:
            raise CommandError("\n".join(f"✗ {line}" for line in found.wrong), returncode=1)
        self._say(found)

    def _say(self, found: Checked) -> None:
        facts = {"rows": found.rows, "files": found.files, "head": found.seal["head"]}
        self.stdout.write(f"✓ {in_words('good', **facts)}")
        if found.attested:
            sign = "✓" if found.attested.state == "valid" else "!"
            one = found.attested
            self.stdout.write(f"{sign} Chữ ký số của {one.signer} trên tờ niêm phong: {one.label} ({one.issuer}).")
        if found.taken:
            self.stdout.write(f"✓ Hệ thống này đã lập hồ sơ đó: {found.taken[1]}, {found.taken[0]:%d/%m/%Y}.")
        else:
            self.stdout.write("! Nhật ký của hệ thống này không có mã niêm phong đó.")
