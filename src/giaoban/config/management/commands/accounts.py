"""giaoban accounts: whom to sign in as in the demo agency."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from giaoban.people.models import User

SHOWN = (
    ("vanphong", "Thư ký Văn phòng: soạn chương trình, biên bản, thông báo kết luận"),
    ("cuctruong", "Cục trưởng: duyệt, chủ trì, kết luận"),
    ("pho1", "Phó Cục trưởng"),
    ("gsql.truong", "Trưởng phòng Giám sát quản lý"),
    ("gsql.cb1", "Công chức phòng Giám sát quản lý"),
    ("noibai.truong", "Chi cục trưởng Nội Bài"),
    ("noibai.cb1", "Công chức Chi cục Nội Bài"),
    ("quantri", "Quản trị hệ thống"),
    ("thanhtra", "Thanh tra (chỉ xem)"),
)


class Command(BaseCommand):
    """Print sign-in names of the demo agency."""

    help = "In các tài khoản dùng thử."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print the table."""
        if not settings.DEMO:
            raise CommandError("Chỉ có ở chế độ dùng thử (GIAOBAN_DEMO=yes).")
        there = set(User.objects.filter(is_active=True).values_list("username", flat=True))
        self.stdout.write("Đăng nhập bằng một trong các tên sau, mật khẩu giaoban-demo:")
        for name, who in SHOWN:
            if name in there:
                self.stdout.write(f"  {name:<16}{who}")
