"""The register of paper copies: what is handed out in the room and collected afterwards (R-45-15)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.documents.models.document import Document
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import User


class PaperCopy(models.Model):
    """One numbered copy in somebody's hands: out → returned | missing; a missing one may still come back.

    A number is in one pair of hands at a time: the constraint keeps that.
    """

    class State(models.TextChoices):
        OUT = "out", _("Đang giữ")
        RETURNED = "returned", _("Đã thu lại")
        MISSING = "missing", _("Báo thất lạc")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=200)  # as it stands in the register, guests too
    state = models.CharField(max_length=8, choices=State.choices, default=State.OUT)
    handed_at = models.DateTimeField(default=clock.now)
    handed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["number", "handed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "number"], condition=~Q(state="returned"), name="documents_copy_in_one_hand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.holder_name}"
