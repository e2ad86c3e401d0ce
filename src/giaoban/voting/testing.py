"""Votes for tests: Bình prepares, An opens, members vote."""

from typing import Any
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Meeting
from giaoban.people.models import User
from giaoban.people.testing import an, binh, by
from giaoban.voting import actions
from giaoban.voting.actions import Cast
from giaoban.voting.models import Poll

QUESTION = "Thông qua phương án luồng xanh"
CODE = "a" * 64  # the fingerprint of a code that some browser made


def a_poll(meeting: Meeting, **rules: Any) -> Poll:
    """A prepared vote: agree or not, in the open."""
    item_id = rules.pop("item_id", None)
    values = {"question": QUESTION} | rules
    return actions.draft_poll(meeting_id=meeting.pk, rules=values, item_id=item_id, by=by(binh()))


def an_open_poll(meeting: Meeting, **rules: Any) -> Poll:
    """A vote that An has opened."""
    return actions.open_poll(poll_id=a_poll(meeting, **rules).pk, by=by(an()))


def casts(poll: Poll, user: User, choice: Any = "agree", **more: Any) -> str:
    """The receipt of somebody's ballot."""
    return actions.cast_ballot(cast=a_cast(poll, by(user), choice, **more))


def a_cast(poll: Poll, actor: Actor, choice: Any = "agree", **more: Any) -> Cast:
    """A ballot as it is sent, with an attempt of its own."""
    return Cast(by=actor, poll_id=poll.pk, key=more.pop("key", str(new_id())), choice=choice, **more)


def voted(poll: Poll, **choices: Any) -> Poll:
    """The vote with these ballots, closed by An: ``voted(poll, an="agree", chi="disagree")``."""
    for name, choice in choices.items():
        casts(poll, User.objects.get(username=name), choice)
    return actions.close_poll(poll_id=poll.pk, by=by(an()))


def published(poll: Poll, **choices: Any) -> Poll:
    """The same, published."""
    return actions.publish_result(poll_id=voted(poll, **choices).pk, by=by(an()))


def voter_of(poll: Poll, user: User) -> UUID:
    """The row in which that member is represented."""
    return poll.voters.get(member=user).pk
