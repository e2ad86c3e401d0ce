"""giaoban import_library: a folder with thousands of files comes into the agency's library of regulations."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from giaoban.documents import permissions
from giaoban.documents.actions import open_library
from giaoban.documents.importing import Outcome, import_folder
from giaoban.documents.queries import AGENCY
from giaoban.people.models import User
from giaoban.people.queries import actor_of


class Command(BaseCommand):
    """Bring a folder in; run again, only what is new comes in."""

    help = "Đưa cả thư mục tệp vào kho văn bản quy định. Chạy lại chỉ đưa thêm tệp mới."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the folder, and for whom who answers for it."""
        parser.add_argument("folder", type=Path, help="thư mục trên máy này")
        parser.add_argument(
            "--by", required=True, help="tên đăng nhập của người quản lý kho, chịu trách nhiệm về các tệp"
        )
        parser.add_argument("--into", default="", help="thư mục trong kho, ví dụ “Hải quan/Nghị định”")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import, telling each file that did not come in."""
        source: Path = options["folder"]
        user = User.objects.filter(username=options["by"], is_active=True).first()
        if user is None or not source.is_dir():
            raise CommandError("Không có người dùng hoặc thư mục này.")
        by = actor_of(user)
        if not permissions.may_keep_library(by, open_library(library=AGENCY, by=by)):
            raise CommandError("Người này không quản lý kho văn bản quy định.")

        def told(outcome: Outcome) -> None:
            if outcome.state != "added":
                self.stdout.write(f"{outcome.path}: {outcome.words}")

        counts = import_folder(source, into=options["into"], by=by, told=told)
        self.stdout.write(
            f"Đã đưa {counts['added']} tệp, {counts['known']} tệp đã có, {counts['refused']} tệp không nhận."
        )
