"""Migrations apply and reverse on the database of this run."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OURS = (
    "guests", "calls", "seating", "consultations",
    "voting", "floor", "discussion", "reports", "meetings", "obstacles", "tasks", "documents", "approvals",
    "notify", "search", "whereabouts", "clerical", "video",
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_migrations_reverse_and_apply_again():
    try:
        for app in OURS:
            call_command("migrate", app, "zero", verbosity=0, interactive=False)
        left = set(connection.introspection.table_names())
        assert not [table for table in left if table.startswith(tuple(f"{app}_" for app in OURS))]
    finally:
        call_command("migrate", verbosity=0, interactive=False)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
