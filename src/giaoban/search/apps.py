from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def put_back_triggers(using: str = "default", **_: Any) -> None:
    """SQLite drops triggers when a table is rebuilt; put them back after every migration."""
    from giaoban.search import index_sqlite

    connection = connections[using]
    if connection.vendor == "sqlite" and index_sqlite.TABLE in connection.introspection.table_names():
        index_sqlite.install(connection)
        if index_sqlite.TITLES in connection.introspection.table_names():
            index_sqlite.install_titles(connection)


class SearchConfig(AppConfig):
    """Search."""

    name = "giaoban.search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(put_back_triggers, sender=self)
