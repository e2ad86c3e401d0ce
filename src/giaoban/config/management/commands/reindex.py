"""giaoban reindex: build the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from giaoban.search import actions


class Command(BaseCommand):
    """Index everything anew while people go on working."""

    help = "Lập lại chỉ mục tìm kiếm."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run and say how much."""
        self.stdout.write(f"Đã lập chỉ mục {actions.rebuild()} mục.")
