"""Entry (the audit book), Seal (its hash chain), Stream and StreamEvent (live rooms), Job and Schedule."""

from typing import Any, ClassVar

from django.db import models

from giaoban.kernel import clock


class Entry(models.Model):
    """One line of the audit book: who did what to which thing, when. Never content; never changed.

    Database triggers refuse UPDATE and DELETE (``guards``); ``Seal`` chains the lines by hash.
    """

    at = models.DateTimeField(default=clock.now, db_index=True)
    action = models.CharField(max_length=80, db_index=True)
    actor_id = models.UUIDField(null=True, db_index=True)
    actor_label = models.CharField(max_length=200)
    acting_for_id = models.UUIDField(null=True)
    acting_for_label = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=300)
    data = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id", "id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"


class Seal(models.Model):
    """The hash of one entry chained to the one before. Written by the sealing job, in order, without gaps."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class Stream(models.Model):
    """The counter of one live room. Its row lock is what puts events in order."""

    name = models.CharField(max_length=80, unique=True)
    last_seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class StreamEvent(models.Model):
    """One numbered change of a live room: whole values by key, for one audience."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="events")
    seq = models.BigIntegerField()
    audience = models.CharField(max_length=64, default="all")
    puts = models.JSONField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            # two changes of one action for different audiences carry consecutive numbers
            models.UniqueConstraint(fields=["stream", "seq"], name="ledger_event_seq_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}:{self.seq}"


class Job(models.Model):
    """Work that follows a change: waiting → claimed → done; after the last try it waits for a person."""

    name = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="jobs")
    args: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    lane = models.CharField(max_length=20, default="main")
    priority = models.SmallIntegerField(default=0)  # higher first
    due_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    error = models.TextField(blank=True)
    unique_key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - NULL: no key

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["lane", "-priority", "due_at"],
                condition=models.Q(done_at=None),
                name="ledger_job_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class Schedule(models.Model):
    """When a scheduled job last ran; the row is the claim, so two workers never both run a slot."""

    name = models.CharField(max_length=80, primary_key=True)
    last_slot = models.DateTimeField(null=True)
    last_done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
