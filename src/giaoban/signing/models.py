"""Who may use which key. Where a key is, and its secret, stand outside the database (``keys``)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import Unit, User


class KeyHolder(models.Model):
    """A key belongs to a person (a leader) or to an agency (its seal), until the administrator ends that.

    With the picture that its signatures show: the person's hand in blue, the agency's seal in red (R-30-14, R-30-15).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=80)  # its name in the file that GIAOBAN_SIGNING names
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    picture = models.BinaryField()  # PNG
    width_mm = models.PositiveSmallIntegerField()  # how wide it is on paper
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["added_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user=None, unit__isnull=False) | Q(unit=None, user__isnull=False),
                name="signing_one_kind_of_holder",
            ),
            models.UniqueConstraint(fields=["key"], condition=Q(ended_at=None), name="signing_key_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="signing_person_once"),
            models.UniqueConstraint(fields=["unit"], condition=Q(ended_at=None), name="signing_unit_once"),
        ]

    def __str__(self) -> str:
        return str(self.user or self.unit)

    @property
    def field(self) -> str:
        """Return the name of the holder's signature field: a paper carries each holder's signature once."""
        return f"giaoban-{(self.user_id or self.unit_id or self.pk).hex}"
