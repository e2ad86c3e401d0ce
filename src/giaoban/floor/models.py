"""What the room looks at."""

from django.db import models

from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.meetings.models import Meeting
from giaoban.people.models import User


class Stage(models.Model):
    """The paper and page that the presenter shows in one meeting; no document: the stage shows the item."""

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="stage")
    document = models.ForeignKey(Document, null=True, on_delete=models.SET_NULL, related_name="+")
    page = models.PositiveIntegerField(default=1)
    presenter = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    turned_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.document_id}/{self.page}"
