"""Libraries: folders of one's own, and the agency's regulations (DOC-7)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from giaoban.documents.models.document import Document
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import CatalogueEntry, User


class Folder(models.Model):
    """A folder of a library: the agency's when it has no ``user``, else that person's own. Its documents belong to it.

    A library is the folder without a parent. Two folders of one name do not lie beside each other: the constraint
    keeps that.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=150)
    folded = models.CharField(max_length=150)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["folded"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "folded"], name="documents_folder_name_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(parent=None), name="documents_own_library_once"),
            models.UniqueConstraint(
                fields=["folded"], condition=Q(parent=None, user=None), name="documents_agency_library_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Regulation(models.Model):
    """What is known about a regulation of the agency's library: its number, who issued it, and when it is in force.

    ``guessed``: read from its first page by the machine; a person has not looked at it yet.
    """

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="regulation")
    number = models.CharField(max_length=80, blank=True)  # «134/2026/NĐ-CP»
    issuing_body = models.ForeignKey(CatalogueEntry, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaces")
    summary = models.CharField(max_length=600, blank=True)  # trích yếu
    folded = models.TextField(
        blank=True
    )  # number, name and summary without diacritics: what the list's search looks in
    guessed = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-issued_on"], name="documents_regulation_issued")]

    def __str__(self) -> str:
        return self.number or str(self.document)

    @property
    def effect(self) -> str:
        """Say whether it is in force today: upcoming, in_force, expired, replaced, or unknown."""
        today = clock.today()
        if self.replaced_by_id:
            return "replaced"
        if self.expires_on and self.expires_on <= today:
            return "expired"
        if self.effective_on is None:
            return "unknown"
        return "in_force" if self.effective_on <= today else "upcoming"


class Shortcut(models.Model):
    """A paper of somebody else's that a person keeps at hand: it opens only as long as its owner's rule lets it."""

    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="shortcuts")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="shortcuts")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["folder", "document"], name="documents_shortcut_once"),
        ]

    def __str__(self) -> str:
        return f"{self.folder_id} → {self.document_id}"
