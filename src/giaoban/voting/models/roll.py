"""Who may vote, frozen when the poll opens (VOTE-4), and who has said «ready» before."""

from typing import ClassVar

from django.db import models

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.models import Unit, User
from giaoban.voting.models.polls import Poll


class Voter(models.Model):
    """One member of the meeting on the roll of one poll, and whose hand casts the ballot.

    ``member`` is who is represented, ``user`` who votes: the member, or the approved substitute. A member
    who may not vote (absent) stands on the roll as well: the base «all members» counts everybody. ``has_voted``
    carries no time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voters")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    member_name = models.CharField(max_length=160)
    position = models.CharField(max_length=160, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    weight = models.PositiveSmallIntegerField(default=1)
    is_chair = models.BooleanField(default=False)
    is_present = models.BooleanField(default=True)
    is_remote = models.BooleanField(default=False)
    may_vote = models.BooleanField(default=True)
    has_voted = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        indexes: ClassVar = [models.Index(fields=["user", "poll"], name="voting_voter_user")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "member"], name="voting_member_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Readiness(models.Model):
    """Somebody has read question and rules and is ready to vote."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ready")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "user"], name="voting_ready_once"),
        ]

    def __str__(self) -> str:
        return str(self.user_id)
