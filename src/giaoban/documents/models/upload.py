"""Files that are still arriving."""

from typing import ClassVar

from django.db import models

from giaoban.documents.models.document import Document
from giaoban.kernel import clock
from giaoban.people.models import User


class Upload(models.Model):
    """One file that comes in parts: open → done. The id is the sender's, so that beginning twice is beginning once.

    ``parts`` are [key in the store, size] in order; ``offset`` is how many bytes are kept for good.
    """

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    parts = models.JSONField(default=list)
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    touched_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.name
