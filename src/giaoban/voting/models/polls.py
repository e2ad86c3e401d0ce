"""A question that is put to the vote, and the rules by which its ballots are counted (VOTE-1, VOTE-2)."""

from fractions import Fraction
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import AgendaItem, Meeting, MinutesLine
from giaoban.people.models import User

OPEN_STATES = ("checking", "open", "paused")  # on everybody's screen, and still going on


class Poll(models.Model):
    """One round of one vote: draft → checking → open ⇄ paused → closed → published | void.

    Checking is optional: everybody reads question and rules and says «ready». A vote that is held again is
    a poll of its own with the next ``round``; it never overwrites the one before. ``options`` are
    ``{"key", "label"}``. ``threshold`` is a fraction of the ``base``; ``at_least``: reaching it is enough,
    else it must be passed. ``weights`` are the votes of people who have more than one. ``result`` is
    written once, at closing.
    """

    class Kind(models.TextChoices):
        AGREE = "agree", _("Tán thành, không tán thành")
        ONE = "one", _("Chọn một phương án")
        SEVERAL = "several", _("Chọn nhiều phương án")
        SCORE = "score", _("Cho điểm")
        ELECTION = "election", _("Bầu chọn")

    class Secrecy(models.TextChoices):
        OPEN = "open", _("Công khai")
        CLOSED = "closed", _("Chỉ thư ký biết tên")
        SECRET = "secret", _("Bỏ phiếu kín")

    class Base(models.TextChoices):
        ALL = "all", _("tổng số thành viên")
        PRESENT = "present", _("số thành viên có mặt")
        CAST = "cast", _("số phiếu đã bỏ")

    class Tie(models.TextChoices):
        CHAIR = "chair_side", _("theo phía chủ trì")
        FAILS = "not_passed", _("không thông qua")

    class State(models.TextChoices):
        DRAFT = "draft", _("Chuẩn bị")
        CHECKING = "checking", _("Kiểm tra sẵn sàng")
        OPEN = "open", _("Đang biểu quyết")
        PAUSED = "paused", _("Tạm dừng")
        CLOSED = "closed", _("Đã đóng")
        PUBLISHED = "published", _("Đã công bố")
        VOID = "void", _("Đã hủy")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="polls")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="polls")
    first = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="rounds")
    round = models.PositiveSmallIntegerField(default=1)
    question = models.CharField(max_length=500)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.AGREE)
    options = models.JSONField(default=list)
    most = models.PositiveSmallIntegerField(default=1)  # several: how many may be chosen; election: seats
    top_score = models.PositiveSmallIntegerField(default=10)
    other_opinion = models.BooleanField(default=True)  # agree: «other opinion» with a text of one's own
    secrecy = models.CharField(max_length=6, choices=Secrecy.choices, default=Secrecy.OPEN)
    base = models.CharField(max_length=7, choices=Base.choices, default=Base.ALL)
    threshold = models.CharField(max_length=12, default="1/2")
    at_least = models.BooleanField(default=False)
    quorum = models.CharField(max_length=12, blank=True)  # the part of all members that must have voted; empty: none
    tie = models.CharField(max_length=10, choices=Tie.choices, default=Tie.CHAIR)
    may_change = models.BooleanField(default=True)  # a ballot may be changed until closing; never a secret one
    absent_may_vote = models.BooleanField(default=False)
    live_tally = models.BooleanField(default=False)  # counts are shown while the vote runs; never of a secret one
    weights: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict, blank=True)
    seconds = models.PositiveSmallIntegerField(default=0)  # how long it stays open; 0: until it is closed
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=clock.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)  # of the countdown that runs
    seconds_left = models.PositiveSmallIntegerField(null=True, blank=True)  # of a countdown that is paused
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)
    result: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    line = models.OneToOneField(
        MinutesLine, null=True, blank=True, on_delete=models.SET_NULL, related_name="poll"
    )  # the result in the minutes

    class Meta:
        ordering: ClassVar = ["drafted_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state__in=OPEN_STATES), name="voting_one_poll_at_a_time"
            ),
            models.UniqueConstraint(fields=["first", "round"], name="voting_round_once"),
            models.CheckConstraint(
                condition=~Q(secrecy="secret") | Q(may_change=False, live_tally=False, weights={}, tie="not_passed"),
                name="voting_secret_has_nothing_to_tell",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_secret(self) -> bool:
        """Whether nobody may ever join voter and choice."""
        return self.secrecy == self.Secrecy.SECRET

    @property
    def needed(self) -> Fraction | None:
        """The part of the base that decides; None: nothing has to be reached."""
        return Fraction(self.threshold) if self.threshold else None

    @property
    def labels(self) -> dict[str, str]:
        """What stands on the ballot, by key."""
        return {str(option["key"]): str(option["label"]) for option in self.options}
