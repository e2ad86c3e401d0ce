"""What may stand on a ballot: reading a choice as it was sent, and the words for it."""

from typing import Any

from django.utils.translation import gettext as _

from giaoban.kernel.errors import Invalid
from giaoban.voting.counting import ABSTAIN, AGREE, DISAGREE, OTHER, Choice
from giaoban.voting.models import Poll

Kind = Poll.Kind
MOST_TEXT = 1000  # characters of an opinion


def keys_of(poll: Poll) -> tuple[str, ...]:
    """Return the keys that collect votes, in the order of the ballot."""
    if poll.kind == Kind.AGREE:
        return (AGREE, DISAGREE, OTHER) if poll.other_opinion else (AGREE, DISAGREE)
    return tuple(poll.labels)


def label_of(poll: Poll, key: str) -> str:
    """Return what the ballot says for a key, in the language that is active."""
    words = {AGREE: _("Tán thành"), DISAGREE: _("Không tán thành"), OTHER: _("Ý kiến khác")}
    if poll.kind == Kind.AGREE and key in words:
        return words[key]
    if key == ABSTAIN:
        return _("Không biểu quyết") if poll.kind == Kind.AGREE else _("Phiếu trắng")
    return poll.labels.get(key, key)


def words_of(poll: Poll, choice: Choice) -> str:
    """Return a choice in words."""
    if isinstance(choice, dict):
        points = [f"{label_of(poll, key)}: {choice[key]}" for key in poll.labels if key in choice]
        return "; ".join(points) or label_of(poll, ABSTAIN)
    if isinstance(choice, list):
        return "; ".join(label_of(poll, key) for key in choice) or label_of(poll, ABSTAIN)
    return label_of(poll, choice)


def read(poll: Poll, said: Any, text: str) -> tuple[Choice, str]:
    """Return a choice and its text as they are kept; Invalid when the ballot does not hold such a choice."""
    words = "".join(sign for sign in text if sign == "\n" or sign.isprintable()).strip()
    if len(words) > MOST_TEXT:
        raise Invalid("voting.long_text", most=MOST_TEXT)
    choice = _READ[Kind(poll.kind)](poll, said)
    if choice == OTHER and poll.kind == Kind.AGREE:
        if not words:
            raise Invalid("voting.text_needed", fields={"text": "voting.text_needed"})
    elif words:
        raise Invalid("voting.no_text_here")
    return choice, words


def _wrong() -> Invalid:
    return Invalid("voting.bad_choice", fields={"choice": "voting.bad_choice"})


def _key(poll: Poll, said: Any) -> Any:
    """Return the key of an option that was named by its label."""
    by_label = {label: key for key, label in poll.labels.items()}
    return by_label.get(said, said) if isinstance(said, str) else said


def _read_key(poll: Poll, said: Any) -> str:
    said = _key(poll, said)
    if not isinstance(said, str) or said not in {*keys_of(poll), ABSTAIN}:
        raise _wrong()
    return said


def _read_keys(poll: Poll, said: Any) -> list[str]:
    found = [said] if isinstance(said, str) and said != ABSTAIN else [] if said == ABSTAIN else said
    if not isinstance(found, list) or not all(isinstance(key, str) for key in found):
        raise _wrong()
    found = [_key(poll, key) for key in found]
    if not set(found) <= set(keys_of(poll)) or len(set(found)) != len(found):
        raise _wrong()
    if len(found) > poll.most:
        raise Invalid("voting.too_many_choices", most=poll.most)
    return [key for key in keys_of(poll) if key in found]


def _read_points(poll: Poll, said: Any) -> dict[str, int]:
    if said in (ABSTAIN, {}):
        return {}
    keys = keys_of(poll)
    if isinstance(said, int) and len(keys) == 1:
        said = {keys[0]: said}
    said = {_key(poll, key): points for key, points in said.items()} if isinstance(said, dict) else said
    if not isinstance(said, dict) or set(said) != set(keys):
        raise _wrong()
    if any(isinstance(points, bool) or not isinstance(points, int) for points in said.values()):
        raise _wrong()
    if not all(0 <= points <= poll.top_score for points in said.values()):
        raise Invalid("voting.bad_score", most=poll.top_score)
    return {key: said[key] for key in keys}


_READ = {
    Kind.AGREE: _read_key,
    Kind.ONE: _read_key,
    Kind.SEVERAL: _read_keys,
    Kind.ELECTION: _read_keys,
    Kind.SCORE: _read_points,
}
