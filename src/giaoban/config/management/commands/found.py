"""giaoban found: the agency and its first administrator, on a fresh installation without the demo."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from giaoban.kernel.errors import HouseError
from giaoban.kernel.messages import words_of
from giaoban.people import actions, passwords


class Command(BaseCommand):
    """Found the agency; print the administrator's one-time password."""

    help = "Lập cơ quan và tài khoản quản trị đầu tiên trên hệ thống mới."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the names."""
        parser.add_argument("--name", required=True, help="tên cơ quan")
        parser.add_argument("--short-name", default="", help="tên ngắn")
        parser.add_argument("--symbol", required=True, help="ký hiệu, cũng là mã đơn vị: HQHN")
        parser.add_argument("--admin", default="quantri", help="tên đăng nhập của quản trị")
        parser.add_argument("--admin-name", default="Quản trị hệ thống", help="họ tên của quản trị")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Found, or say in words why not."""
        password = passwords.one_time()
        try:
            user = actions.found_agency(
                name=options["name"],
                short_name=options["short_name"],
                symbol=options["symbol"],
                admin_username=options["admin"],
                admin_name=options["admin_name"],
                password=password,
            )
        except HouseError as error:
            raise CommandError(words_of(error)) from error
        self.stdout.write(f"Đăng nhập: {user.username}\nMật khẩu dùng một lần: {password}")
