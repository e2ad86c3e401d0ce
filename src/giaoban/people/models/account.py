"""What surrounds signing in and administering: failed attempts, administrators' sessions, uploaded tables."""

import hashlib
from typing import ClassVar

from django.db import models

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models.users import User


class SignInGuard(models.Model):
    """Failed attempts for one sign-in name, known or not: counting → locked → forgotten after success or a day.

    Only a digest of what was typed is kept: people type passwords into the wrong box. Unknown names
    are counted like known ones, so that a lock-out does not tell which names exist.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_failed_at = models.DateTimeField(default=clock.now, db_index=True)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "…"

    @staticmethod
    def digest_of(username: str) -> str:
        """Return the key under which a typed name is counted."""
        return hashlib.sha256(username.strip().casefold().encode()).hexdigest()


class StaffSession(models.Model):
    """An administrator's working session: begun with a reason, over when the time is up or ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_sessions")
    reason = models.CharField(max_length=200)
    began_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-began_at"]

    def __str__(self) -> str:
        return self.reason


class ImportDraft(models.Model):
    """An uploaded table of units and people: kept until applied, so that nothing is lost on a fault."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.filename
