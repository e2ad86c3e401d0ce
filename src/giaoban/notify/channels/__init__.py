"""The ways of telling people that leave the house. The inbox is none of them: what is written there has arrived."""

from typing import Final

from giaoban.notify.channels.channel import (
    Address,
    Channel,
    Gone,
    NeverDeliverable,
    NotDelivered,
    Sent,
    StaleKeys,
    Unsure,
)
from giaoban.notify.channels.letters import Letters
from giaoban.notify.channels.push import Push
from giaoban.notify.channels.sms import ShortMessages
from giaoban.notify.channels.zalo import Zalo

CHANNELS: Final[dict[str, Channel]] = {
    channel.name: channel for channel in (Letters(), Push(), Zalo(), ShortMessages())
}

__all__ = [
    "CHANNELS",
    "Address",
    "Channel",
    "Gone",
    "NeverDeliverable",
    "NotDelivered",
    "Sent",
    "StaleKeys",
    "Unsure",
]
