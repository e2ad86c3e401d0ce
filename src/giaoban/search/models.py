"""What can be found, with its text twice: as it reads, and folded as it is indexed."""

from typing import ClassVar

from django.db import models


class Indexed(models.Model):
    """One piece that can be found. ``part`` numbers the pages of a document, 0 is the thing itself.

    The folded columns have no accents (kernel.folding) and the same length as the text, so a place in
    one is the place in the other. ``index_sqlite`` and ``index_postgres`` build the word index on them.
    """

    kind = models.CharField(max_length=40)  # "meetings.meeting", "documents.document", "tasks.task" …
    subject_id = models.UUIDField()
    part = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    folded_title = models.CharField(max_length=300)
    folded_text = models.TextField(blank=True)
    unit_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject_id", "part"], name="search_indexed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class KnownWord(models.Model):
    """A word of letters that stands, or once stood, in the index: what a mistyped word may have meant."""

    word = models.CharField(max_length=24, primary_key=True)

    def __str__(self) -> str:
        return self.word
