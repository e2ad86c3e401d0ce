"""giaoban demo: load the demo agency."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from giaoban.demo import load
from giaoban.demo.load.agency import grow_crowd
from giaoban.kernel import clock
from giaoban.people.models import User


class Command(BaseCommand):
    """Load the demo agency once; a second run changes nothing."""

    help = "Nạp cơ quan dùng thử: đơn vị, công chức, một năm họp, nhiệm vụ, tài liệu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take when to load, and how many more members."""
        parser.add_argument("--if-empty", action="store_true", help="chỉ nạp khi cơ sở dữ liệu chưa có người nào")
        parser.add_argument("--size", type=int, default=0, help="thêm bấy nhiêu công chức tai0001… để thử tải")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load."""
        if load.is_loaded():
            self.stdout.write("Cơ quan dùng thử đã có sẵn.")
        elif User.objects.exists():
            if not options["if_empty"]:
                raise CommandError("Cơ sở dữ liệu đã có dữ liệu khác; chỉ nạp vào cơ sở dữ liệu trống.")
            return
        else:
            self._load()
        if options["size"]:
            new = grow_crowd(options["size"], clock.now())
            self.stdout.write(f"Thêm {new} công chức để thử tải.")

    def _load(self) -> None:
        begun = time.monotonic()
        self.stdout.write("Nạp cơ quan dùng thử …")
        load.load(clock.now(), self._say)
        self.stdout.write(f"Xong sau {time.monotonic() - begun:.0f} giây.")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
