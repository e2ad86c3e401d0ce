"""A server of somebody else, which may be dead: pages must not hang on it one after the other."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Final, TypeVar

R = TypeVar("R")
REST: Final = 20.0  # seconds


class Unreachable(Exception):
    """The other side does not answer now."""


class Gateway:
    """Ask the other side; after it failed to answer, nobody waits for it again for a while.

    When the rest is over one thread tries, the others are still told at once, until it has answered.
    """

    def __init__(self, faults: tuple[type[Exception], ...], rest: float = REST) -> None:
        self._faults = faults
        self._rest = rest
        self._quiet_until = 0.0
        self._lock = threading.Lock()

    def ask(self, question: Callable[[], R]) -> R:
        """Return the answer, or raise Unreachable: after the question's own time limit, or at once."""
        self._enter()
        try:
            answer = question()
        except self._faults as fault:
            self._quiet_until = monotonic() + self._rest
            raise Unreachable(str(fault)) from fault
        self._quiet_until = 0.0
        return answer

    def forget(self) -> None:
        """Try again at once: an operator has looked after it."""
        self._quiet_until = 0.0

    def _enter(self) -> None:
        with self._lock:
            if not self._quiet_until:
                return
            if monotonic() < self._quiet_until:
                raise Unreachable("resting after a failure")
            self._quiet_until = monotonic() + self._rest
