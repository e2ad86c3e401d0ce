"""Votes of the demo agency: held through the real actions, so that anybody may check a ballot and count again."""

from random import Random
from uuid import UUID

from giaoban.demo.load.known import Known
from giaoban.kernel.actor import Actor
from giaoban.kernel.ids import new_id
from giaoban.voting import actions, sealing
from giaoban.voting.actions import Cast
from giaoban.voting.models import Poll, Voter

WAYS = ("open", "secret", "closed")
LIKELY = ("agree",) * 12 + ("disagree", "abstain", "other")  # of fifteen ballots
OPINION = "Thống nhất chủ trương; đề nghị làm thí điểm một quý rồi mở rộng."
SECONDS = 120


def prepare_vote(meeting_id: UUID, item_id: UUID, title: str, nth: int, desk: Actor) -> Poll:
    """Let the desk prepare a vote on what an item is to decide."""
    rules = {"question": f"Thống nhất phương án trình tại nội dung «{title}»", "secrecy": WAYS[nth % len(WAYS)]}
    return actions.draft_poll(meeting_id=meeting_id, item_id=item_id, rules=rules, by=desk)


def hold_vote(poll: Poll, known: Known, desk: Actor, chance: Random) -> None:
    """Open a prepared vote and let the members give their ballots; one in eight forgets."""
    actions.open_poll(poll_id=poll.pk, seconds=SECONDS, by=desk)
    names = {user.pk: name for name, user in known.users.items()}
    rows = [row for row in poll.voters.filter(may_vote=True) if chance.random() > 1 / 8 or row.is_chair]
    actions.cast_ballots(casts=[_ballot(poll, row, known.by(names[row.user_id]), chance) for row in rows])


def end_vote(poll: Poll, desk: Actor) -> None:
    """Close it, and tell everybody what came out."""
    actions.close_poll(poll_id=poll.pk, by=desk)
    actions.publish_result(poll_id=poll.pk, by=desk)


def _ballot(poll: Poll, row: Voter, by: Actor, chance: Random) -> Cast:
    choice = "agree" if row.is_chair else chance.choice(LIKELY)
    text = OPINION if choice == "other" else ""
    code = sealing.fingerprint(f"{chance.getrandbits(80)}") if poll.is_secret else ""
    return Cast(by, poll.pk, str(new_id()), choice, text, code, row.pk)
