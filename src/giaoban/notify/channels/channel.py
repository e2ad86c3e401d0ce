"""What the house asks of every way of telling people; docs/channels.md explains it to who writes one more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from giaoban.notify.models import Delivery


class NeverDeliverable(Exception):
    """This message is refused for good; trying again would not help."""


class Gone(NeverDeliverable):
    """Nobody is at this address any more: it is forgotten, the message is not at fault."""


class Unsure(Exception):
    """The provider was asked and nobody knows what became of it, nor would it know the message again."""


class StaleKeys(Exception):
    """The provider wants newer keys; with those it is asked once more."""


class NotDelivered(Exception):
    """The message did not leave this time; it is tried again, not before ``wait_seconds``."""

    def __init__(self, words: str, wait_seconds: int = 0) -> None:
        super().__init__(words)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class Address:
    """One place where a person is reached: ``key`` names it in the delivery record, ``to`` is its place."""

    key: str
    to: str
    keys: tuple[str, str] = ("", "")  # a browser's public key and its secret


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took the message, and calls it so."""

    provider_id: str = ""


class Channel(Protocol):
    """One way of telling people.

    ``repeats_safely_for``: how long the provider (or the reader's device) knows a message again by the delivery's id,
    so that it may be handed over once more after the worker was killed in the middle. Later, or where it never does,
    the message waits for a person to decide. ``is_paid``: each message is reserved against price and caps.
    """

    name: str
    is_paid: bool
    repeats_safely_for: timedelta

    def is_set_up(self) -> bool:
        """Tell whether the operator has named what the channel needs."""

    def is_on(self) -> bool:
        """Tell whether messages leave by this channel; while not, they rest."""

    def addresses(self, delivery: Delivery) -> Iterable[Address]:
        """Return where the person is reached now."""

    def price(self, delivery: Delivery) -> int:
        """Return what this message costs, in đồng."""

    def send(self, delivery: Delivery, address: Address) -> Sent:
        """Hand the message over. Raises NeverDeliverable, Gone, NotDelivered, Unsure or StaleKeys; writes nothing."""
