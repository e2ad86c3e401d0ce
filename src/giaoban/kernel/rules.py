"""Answers of permission rules."""

from dataclasses import dataclass

from giaoban.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a permission rule. Truthy when allowed; otherwise ``reason`` is a message key."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Verdict()


def no(reason: str) -> Verdict:
    """Say no, with the message key that tells the person why."""
    return Verdict(reason)


def require(verdict: Verdict) -> None:
    """Raise Refused with the verdict's reason unless it is a yes."""
    if not verdict:
        raise Refused(verdict.reason)
