"""The index rows; the text itself lies in a table that each database indexes its own way."""

from typing import ClassVar

from django.db import models


class Indexed(models.Model):
    """One thing that can be found. ``part`` numbers the pages of a document, 0 for the thing itself.

    ``folded`` is the text without accents (kernel.folding); FTS5 or tsvector is built on it.
    """

    kind = models.CharField(max_length=40)  # "meetings.meeting", "documents.document", "tasks.task" …
    subject_id = models.UUIDField()
    part = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    unit_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject_id", "part"], name="search_indexed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"
