"""Ballots. A named one points to its voter; a secret one points to nobody (docs/voting.md).

While a secret poll is open its ballots lie in ``SealedBallot``, encrypted under a key that is not in the
database. At closing they are opened, shuffled, and written to ``UrnBallot``; the key is destroyed. From then
on whatever is left of the sealed ones (free pages, write-ahead log, a stolen copy) cannot be read by anybody.
"""

import uuid
from typing import ClassVar

from django.db import models

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.voting.models.polls import Poll
from giaoban.voting.models.roll import Voter


class Ballot(models.Model):
    """A named ballot, insert-only: a change writes the next ``revision``, the last one counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="ballots")
    revision = models.PositiveSmallIntegerField(default=1)
    choice = models.JSONField()
    text = models.CharField(max_length=1000, blank=True)
    receipt = models.CharField(max_length=64)
    key_digest = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["voter", "revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["voter", "revision"], name="voting_ballot_once"),
            models.UniqueConstraint(fields=["voter", "key_digest"], name="voting_ballot_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voter_id} {self.revision}"


class Attempt(models.Model):
    """That a voter's secret ballot is in the urn, and how it is known again when it is sent twice.

    One a voter: the database refuses a second one. Both marks are made with the poll's key and say nothing
    without it; at closing they are deleted.
    """

    voter = models.OneToOneField(Voter, primary_key=True, on_delete=models.CASCADE, related_name="attempt")
    key_mark = models.CharField(max_length=64)
    content_mark = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.voter_id)


class SealedBallot(models.Model):
    """A secret ballot while its poll is open: all of one size, a random id, no voter, no time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="sealed")
    box = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class UrnBallot(models.Model):
    """A secret ballot after closing, as everybody may read it: choice, text, and the receipt's fingerprint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="urn")
    choice = models.JSONField()
    text = models.CharField(max_length=1000, blank=True)
    commitment = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["commitment", "id"]

    def __str__(self) -> str:
        return self.commitment[:12]
