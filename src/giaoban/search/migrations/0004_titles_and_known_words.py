"""Titles by themselves, and the words that are known: what is already in the index is gathered."""

import re

from django.db import migrations, models

from giaoban.search import index_postgres, index_sqlite

LETTERS = re.compile(r"(?<![^\W_])[a-z]{2,24}(?![^\W_])")
AT_ONCE = 500


def _index(schema_editor):
    return index_postgres if schema_editor.connection.vendor == "postgresql" else index_sqlite


def install(_apps, schema_editor):
    _index(schema_editor).install_titles(schema_editor.connection)


def uninstall(_apps, schema_editor):
    _index(schema_editor).uninstall_titles(schema_editor.connection)


def gather(apps, _schema_editor):
    rows = apps.get_model("search", "Indexed").objects.values_list("folded_title", "folded_text")
    words = {word for pair in rows.iterator(chunk_size=AT_ONCE) for text in pair for word in LETTERS.findall(text)}
    known = apps.get_model("search", "KnownWord")
    known.objects.bulk_create([known(word=word) for word in sorted(words)], batch_size=AT_ONCE, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_words_without_signs")]
    operations = [
        migrations.CreateModel(
            name="KnownWord",
            fields=[("word", models.CharField(max_length=24, primary_key=True, serialize=False))],
        ),
        migrations.RunPython(install, uninstall),
        migrations.RunPython(gather, migrations.RunPython.noop),
    ]
