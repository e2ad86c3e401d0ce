"""Signatures found in incoming papers, and the authorities whose certificates are trusted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from giaoban.documents.models.document import Version
from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import User


class Signature(models.Model):
    """One signature in the original file of a version, as it was judged by the authorities that are trusted now."""

    class State(models.TextChoices):
        VALID = "valid", _("Hợp lệ")
        UNKNOWN = "unknown", _("Chưa xác minh được nơi cấp chứng thư")
        EXTENDED = "extended", _("Đúng với bản lúc ký; sau đó tệp được ký bổ sung")
        EXPIRED = "expired", _("Ký khi chứng thư không còn hiệu lực")
        WEAK = "weak", _("Ký bằng thuật toán không còn an toàn")
        REVOKED = "revoked", _("Chứng thư đã bị thu hồi")
        CHANGED = "changed", _("Nội dung bị sửa sau khi ký")
        BROKEN = "broken", _("Chữ ký không khớp với nội dung")
        UNREADABLE = "unreadable", _("Không đọc được chữ ký")

    class Kind(models.TextChoices):
        SIGNATURE = "signature", _("Chữ ký số")
        STAMP = "stamp", _("Dấu thời gian")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="signatures")
    place = models.PositiveSmallIntegerField()  # from 1, oldest first
    field = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SIGNATURE)
    state = models.CharField(max_length=12, choices=State.choices)
    signer = models.CharField(max_length=300, blank=True)
    organization = models.CharField(max_length=600, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    valid_from = models.DateTimeField(null=True)
    valid_to = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)  # as the signer says
    stamped_at = models.DateTimeField(null=True)  # as a time stamp proves
    stamp_authority = models.CharField(max_length=300, blank=True)
    stamp_trusted = models.BooleanField(default=False)
    trusted = models.BooleanField(default=False)
    whole = models.BooleanField(default=False)  # covers the file as it is
    algorithm = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    location = models.CharField(max_length=300, blank=True)
    page = models.PositiveIntegerField(null=True)  # where it can be seen
    box = models.JSONField(default=list)  # [x, y, width, height] as fractions of that page
    checked_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "place"], name="documents_signature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.signer}: {self.state}"

    @property
    def tone(self) -> str:
        """How it is marked: green only for what is proven, red for what is wrong."""
        if self.state in {self.State.BROKEN, self.State.CHANGED, self.State.REVOKED}:
            return "live"
        return "done" if self.state == self.State.VALID else "warning"


class Authority(models.Model):
    """A certification authority that this agency trusts: data of the administrator, never of the program."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    certificate = models.TextField()  # PEM
    is_root = models.BooleanField(default=False)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
