"""Wake-up calls: only names travel, never content. A lost call costs at most one safety poll.

A name is a live room («meeting:…»), a person's topic («me:<user>:<topic>») or «jobs».
``signal`` carries passing things (presence, pointer) that are never stored.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

Listener = Callable[[str, dict[str, Any] | None], None]


class Bus(Protocol):
    """What carries calls between threads and processes."""

    def send(self, name: str, payload: dict[str, Any] | None) -> None:
        """Call everybody who listens, in every process. Never raises, never blocks for long."""


class LocalBus:
    """Calls within this process: listeners are called at once, in the caller's thread."""

    def __init__(self) -> None:
        self.listeners: list[Listener] = []

    def send(self, name: str, payload: dict[str, Any] | None) -> None:
        """Call every listener of this process."""
        for listener in list(self.listeners):
            listener(name, payload)


local = LocalBus()
_carrier: Bus = local


def use(carrier: Bus) -> None:
    """Let calls travel by this carrier from now on; it must hand what it receives to ``deliver``."""
    global _carrier  # noqa: PLW0603 - one process, one bus, chosen once at start
    _carrier = carrier


def listen(listener: Listener) -> None:
    """Be called for every name that arrives in this process."""
    local.listeners.append(listener)


def deliver(name: str, payload: dict[str, Any] | None = None) -> None:
    """Hand a call that arrived from outside to this process's listeners."""
    local.send(name, payload)


def wake(names: Iterable[str]) -> None:
    """Say that something was committed under these names."""
    for name in names:
        _carrier.send(name, None)


def signal(name: str, payload: dict[str, Any]) -> None:
    """Send a passing thing to whoever is there now. If it is lost, the next one repairs it."""
    _carrier.send(name, payload)
