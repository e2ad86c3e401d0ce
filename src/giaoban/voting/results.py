"""A result as pages, the API and the workbook show it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from giaoban.voting import counting
from giaoban.voting.choices import keys_of, label_of
from giaoban.voting.models import Poll

OUTCOMES = {
    counting.PASSED: lambda: _("Được thông qua"),
    counting.NOT_PASSED: lambda: _("Không được thông qua"),
    counting.NO_QUORUM: lambda: _("Không đủ số người bỏ phiếu"),
    counting.UNDECIDED: lambda: _("Chưa có phương án đạt số phiếu"),
    counting.PARTLY: lambda: _("Trúng cử một phần, còn khuyết"),
    counting.ELECTED: lambda: _("Trúng cử"),
    counting.CHOSEN: lambda: _("Được chọn"),
    counting.COUNTED: lambda: _("Đã ghi nhận"),
}
GOOD = frozenset({counting.PASSED, counting.CHOSEN, counting.ELECTED})


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the chart."""

    key: str
    label: str
    votes: int
    share: float
    won: bool
    tone: str = "plain"


def bars(poll: Poll) -> list[Bar]:
    """Return the chart's lines: votes by what they are for, blank ballots last. A score's share is its mean."""
    result = poll.result
    base = result["base"]
    whole = result["cast"] * poll.top_score if poll.kind == Poll.Kind.SCORE else base
    found = [
        Bar(key, label_of(poll, key), votes, _share(votes, whole), _won(poll, key), _tone(poll, key))
        for key, votes in ((key, result["votes"].get(key, 0)) for key in keys_of(poll))
    ]
    blanks = result["blank"]
    label = label_of(poll, counting.ABSTAIN)
    blank = Bar(counting.ABSTAIN, label, blanks, _share(blanks, base), won=False, tone="blank")
    return [*found, blank]


def _tone(poll: Poll, key: str) -> str:
    """Return the colour that says the same as the words: the keys of «agree or not» have one each."""
    return key if poll.kind == Poll.Kind.AGREE else "plain"


def _won(poll: Poll, key: str) -> bool:
    if poll.kind == Poll.Kind.AGREE:
        return key == counting.AGREE and poll.result["outcome"] == counting.PASSED
    return key in poll.result["winners"]


def _share(votes: int, whole: int) -> float:
    return round(100 * votes / whole, 1) if whole else 0.0


def words(poll: Poll) -> str:
    """Return what follows, in the reader's language: «Được thông qua», «Trúng cử: An, Bình»."""
    result = poll.result
    said = OUTCOMES[result["outcome"]]()
    names = ", ".join(label_of(poll, key) for key in result["winners"])
    said = f"{said}: {names}" if names else said
    return _("%(words)s (số phiếu ngang nhau, theo phía chủ trì)") % {"words": said} if result["by_chair"] else said


def is_good(poll: Poll) -> bool:
    """Tell whether something was decided."""
    return poll.result.get("outcome") in GOOD
