"""The word index, in each database's own way."""

from django.db import migrations

from giaoban.search import index_postgres, index_sqlite


def _index(schema_editor):
    return index_postgres if schema_editor.connection.vendor == "postgresql" else index_sqlite


def install(_apps, schema_editor):
    _index(schema_editor).install(schema_editor.connection)


def uninstall(_apps, schema_editor):
    _index(schema_editor).uninstall(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(install, uninstall)]
