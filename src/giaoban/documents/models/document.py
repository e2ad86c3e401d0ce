"""A document and its versions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import CatalogueEntry, Unit, User


class Document(models.Model):
    """A paper that belongs to something: ``owner_kind`` and ``owner_id`` name it, and its app opens the door.

    Life: open (versions may be added) → locked (approval froze it) → withdrawn. A secret one is a
    placeholder without title and bytes (R-MT-*): the paper copy is handed out in the room.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, blank=True, default="")  # the title without diacritics
    document_type = models.ForeignKey(
        CatalogueEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    is_secret = models.BooleanField(default=False)
    may_download = models.BooleanField(default=True)
    may_print = models.BooleanField(default=False)
    watermark = models.BooleanField(default=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    locked_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["place", "created_at"]
        indexes: ClassVar = [models.Index(fields=["owner_kind", "owner_id"])]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One file of a document: converting → ready | failed. The original bytes are kept, named by their hash.

    Ready means readable: the pages are known and can be shown. ``pages_done`` counts those whose text has been read;
    ``scan_pages`` have to be read by machine, of which ``scan_done`` are and ``scan_failed`` could not be. ``revision``
    counts how often the PDF to read was made anew; ``turns`` are degrees clockwise by page for those that lay wrongly.
    """

    class State(models.TextChoices):
        CONVERTING = "converting", _("Đang chuyển đổi")
        READY = "ready", _("Đọc được")
        FAILED = "failed", _("Không đọc được")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CONVERTING)
    failure = models.CharField(max_length=80, blank=True)  # a message key
    page_count = models.PositiveIntegerField(default=0)
    pages_done = models.PositiveIntegerField(default=0)
    is_scan = models.BooleanField(default=False)
    as_images = models.BooleanField(default=False)  # holds pictures that browsers cannot draw: JBIG2, JPEG 2000
    reason = models.CharField(max_length=300, blank=True)  # why it replaced the one before
    scan_pages = models.PositiveIntegerField(default=0)
    scan_done = models.PositiveIntegerField(default=0)
    scan_failed = models.PositiveIntegerField(default=0)
    turns = models.JSONField(default=dict)  # {"3": 180}
    revision = models.PositiveSmallIntegerField(default=0)
    left_out = models.JSONField(
        default=list
    )  # what the copy to read does without: scripts, programs, files, forms, media
    signature_fields = models.PositiveSmallIntegerField(default=0)
    outline = models.JSONField(default=list)  # [{"title", "page", "level"}, …]
    secret_words = models.JSONField(default=list)  # pages on which a mark of secrecy was read
    vouched = models.BooleanField(default=False)  # the sender said: no state secret in it (R-MT-*)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"

    @property
    def scan_waiting(self) -> int:
        """How many pages are still to be read by machine."""
        return self.scan_pages - self.scan_done - self.scan_failed

    def turn_of(self, page: int) -> int:
        """Return by how many degrees clockwise a page is shown turned."""
        return int(self.turns.get(str(page), 0))


class Page(models.Model):
    """One page of a ready version: size in points, and its text when it has any."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()  # from 1
    width = models.FloatField()
    height = models.FloatField()
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)  # one line, without diacritics: what the reader's search looks in

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "number"], name="documents_page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.number}"


class Recognition(models.Model):
    """One page that is read by machine: waiting → done | failed.

    Done: the text is on the page, here are the places of its words: [line, x, y, width, height, word], fractions
    of the page as it is shown.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ nhận dạng chữ")
        DONE = "done", _("Đã nhận dạng chữ")
        FAILED = "failed", _("Không nhận dạng được")

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="recognition")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=8)  # scan | garbled | asked
    failure = models.CharField(max_length=80, blank=True)  # a message key
    words = models.JSONField(default=list)
    skew = models.FloatField(default=0.0)
    sure = models.PositiveSmallIntegerField(default=0)  # of 100
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.state}"


class Grant(models.Model):
    """What one person or unit may do with one document beyond what its owner's rule says (DOC-5)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    may_see = models.BooleanField(default=True)
    may_download = models.BooleanField(default=False)
    may_print = models.BooleanField(default=False)
    may_share = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "user"], name="documents_grant_person_once"),
            models.UniqueConstraint(fields=["document", "unit"], name="documents_grant_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.user_id or self.unit_id}"
