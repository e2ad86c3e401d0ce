"""What readers leave: how far they read, what they marked, and the access log."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.documents.models.document import Document, Version
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import Unit, User


class Reading(models.Model):
    """How far one person has read one document (PRE-9); ``pages`` lists the pages seen of that version.

    ``earlier`` is the version that was read before it: what changed since then is shown to this person (PRE-13).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readings")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    earlier = models.ForeignKey(Version, null=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    pages = models.JSONField(default=list)
    last_page = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "user"], name="documents_reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.document_id}"


class Annotation(models.Model):
    """A highlight, a note or ink of one person on one page (DOC-3): private until it is shared.

    ``version``, ``page``, ``boxes`` and ``strokes`` say where it was made; the quoted words with what stands around
    them say on what. Where it lies on a later version is a ``NotePlace``: the mark as it was made never changes.
    """

    class Kind(models.TextChoices):
        HIGHLIGHT = "highlight", _("Tô sáng")
        NOTE = "note", _("Ghi chú")
        INK = "ink", _("Nét bút")

    class Sharing(models.TextChoices):
        PRIVATE = "private", _("Chỉ mình tôi")
        SOME = "some", _("Một số người, đơn vị")
        ALL = "all", _("Mọi người xem được tài liệu")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="annotations")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="annotations")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    page = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    boxes = models.JSONField(default=list)  # [[x, y, width, height], …] as fractions of the page
    strokes = models.JSONField(default=list)  # of ink: [[[x, y, pressure], …], …], fractions of the page
    thickness = models.FloatField(default=2.0)  # of ink, in points
    quote = models.TextField(blank=True)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    body = models.TextField(blank=True)
    color = models.CharField(max_length=12, default="yellow")
    shared_with = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.PRIVATE)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["page", "created_at"]
        indexes: ClassVar = [models.Index(fields=["document", "user"])]

    def __str__(self) -> str:
        return str(self.get_kind_display())  # the audit book shows this: never the place, never the words


class NoteShare(models.Model):
    """One person or one unit to whom a note is shown; they see it as long as they may see the paper."""

    note = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="shares")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "user"], name="documents_note_person_once"),
            models.UniqueConstraint(fields=["note", "unit"], name="documents_note_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} → {self.user_id or self.unit_id}"


class NotePlace(models.Model):
    """Where a note lies on a version after the one it was made on: kept | moved | orphaned, or placed by its author.

    Ink moves as a whole: ``boxes`` holds the one around it. ``reworded``: the words below it are no longer quite those.
    """

    class State(models.TextChoices):
        KEPT = "kept", _("Giữ nguyên chỗ")
        MOVED = "moved", _("Đã chuyển theo chữ")
        ORPHANED = "orphaned", _("Chưa đặt được")
        PLACED = "placed", _("Tự đặt lại")

    note = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="places")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    page = models.PositiveIntegerField(default=0)
    boxes = models.JSONField(default=list)
    reworded = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "version"], name="documents_note_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} → {self.version_id}: {self.state}"


class Access(models.Model):
    """One line of a document's access log: who saw, downloaded, printed or took it along. Owners read it (DOC-5)."""

    class What(models.TextChoices):
        SEE = "see", pgettext_lazy("đã làm", "Xem")
        DOWNLOAD = "download", pgettext_lazy("đã làm", "Tải về")
        PRINT = "print", pgettext_lazy("đã làm", "In")
        TAKE = "take", pgettext_lazy("đã làm", "Mang theo")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="accesses")
    version = models.ForeignKey(Version, null=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    address = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.what} {self.document_id}"
