"""A result as the minutes keep it. Vietnamese whatever the reader's language: it becomes the agency's record."""

from uuid import UUID

from django.utils import translation

from giaoban.clerical.papers import VoteCount, VoteResult
from giaoban.meetings.models import Meeting
from giaoban.voting import counting
from giaoban.voting.choices import keys_of, label_of
from giaoban.voting.models import Poll

OUTCOMES = {
    counting.PASSED: "được thông qua",
    counting.NOT_PASSED: "không được thông qua",
    counting.NO_QUORUM: "không đủ số người bỏ phiếu theo quy định",
    counting.UNDECIDED: "chưa có phương án đạt số phiếu theo quy định",
    counting.COUNTED: "ghi nhận kết quả",
}
WAYS = {
    Poll.Secrecy.OPEN: "biểu quyết công khai",
    Poll.Secrecy.CLOSED: "biểu quyết, chỉ thư ký biết tên",
    Poll.Secrecy.SECRET: "bỏ phiếu kín",
}
SIX_HUNDRED = 600  # characters of the counts in one line; the rest stands in the result itself


def result_line(poll: Poll) -> str:
    """Return the line: question, how, how many, for what, and what follows."""
    with translation.override("vi"):
        people = poll.result["people"]
        counts = "; ".join(f"{one.label} {one.number}" for one in _counts(poll))
        again = f" (vòng {poll.round})" if poll.round > 1 else ""
        way = WAYS[Poll.Secrecy(poll.secrecy)]
        return (
            f"Biểu quyết «{poll.question}»{again}, {way}: {people['cast']}/{people['may']} người được bỏ phiếu "
            f"đã bỏ phiếu ({people['members']} thành viên); {counts[:SIX_HUNDRED]}. Kết quả: {outcome_words(poll)}."
        )


def outcome_words(poll: Poll) -> str:
    """Return what follows from the count."""
    result = poll.result
    names = ", ".join(label_of(poll, key) for key in result["winners"])
    if result["outcome"] == counting.CHOSEN:
        words = f"chọn {names}"
    elif result["outcome"] == counting.ELECTED:
        words = f"trúng cử {names}"
    elif result["outcome"] == counting.PARTLY:
        words = f"trúng cử {names}; còn khuyết, bầu tiếp"
    elif result["outcome"] == counting.COUNTED and names:
        words = f"điểm cao nhất: {names}"
    else:
        words = OUTCOMES[result["outcome"]]
    return f"{words}, số phiếu ngang nhau nên theo phía chủ trì" if result["by_chair"] else words


def results_of(meeting: Meeting) -> dict[UUID, VoteResult]:
    """Return the published results by the line of the minutes that stands for them."""
    rows = Poll.objects.filter(meeting=meeting, state=Poll.State.PUBLISHED, line__isnull=False)
    with translation.override("vi"):
        return {poll.line_id: _result(poll) for poll in rows if poll.line_id}


def _result(poll: Poll) -> VoteResult:
    people = poll.result["people"]
    return VoteResult(
        question=poll.question if poll.round == 1 else f"{poll.question} (vòng {poll.round})",
        counts=tuple(_counts(poll)),
        eligible=people["may"],
        cast=people["cast"],
        secret=poll.is_secret,
        outcome=outcome_words(poll),
    )


def _counts(poll: Poll) -> list[VoteCount]:
    votes = poll.result["votes"]
    counts = [VoteCount(label=label_of(poll, key), number=votes.get(key, 0)) for key in keys_of(poll)]
    return [*counts, VoteCount(label=label_of(poll, counting.ABSTAIN), number=poll.result["blank"])]
