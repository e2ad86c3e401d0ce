"""PostgreSQL's parser took words with signs for paths and files: the index is made anew from words alone."""

from django.db import migrations

from giaoban.search import index_postgres


def again(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        index_postgres.uninstall(schema_editor.connection)
        index_postgres.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]
    operations = [migrations.RunPython(again, migrations.RunPython.noop)]
