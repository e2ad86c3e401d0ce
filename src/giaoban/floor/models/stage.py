"""What the room looks at."""

from typing import ClassVar

from django.db import models

from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting
from giaoban.people.models import User


class Stage(models.Model):
    """The paper and page that the presenter shows in one meeting; no document: the stage shows the item.

    ``presenter`` led the last turn; ``handed_to`` may lead too until the item ends, because the desk said so.
    """

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="stage")
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")
    page = models.PositiveIntegerField(default=1)
    presenter = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    handed_to = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    turned_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.document_id}/{self.page}"


class Highlight(models.Model):
    """A box or a line that the presenter drew over the page that is shown. Gone when the page turns; never in the file.

    ``points`` are x, y, x, y … in ten-thousandths of the page's width and height.
    """

    class Kind(models.TextChoices):
        BOX = "box"
        LINE = "line"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="highlights")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    page = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=Kind.choices)
    points = models.JSONField(default=list)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.page}"
