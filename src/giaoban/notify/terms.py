"""What the agency has laid down for its channels: what may go by those that cost, and what nobody may switch off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from giaoban.notify import quiet, registry
from giaoban.notify.models import Preference


@dataclass(frozen=True, slots=True)
class Terms:
    """``kinds``: channel that costs → kinds of pressing message; ``required``: channel → topics that always come."""

    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    required: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def offered(self, channels: Iterable[str], name: str) -> tuple[str, ...]:
        """Return every channel that a message of this action or reminder may take."""
        kind = registry.kind_of(name)
        paid = [channel for channel, kinds in self.kinds.items() if kind in kinds]
        return (*registry.offered(channels), *paid)

    def takes(self, wish: Preference | None, topic: str, channel: str) -> bool:
        """Tell whether this kind of message comes to the person by this channel."""
        return topic in self.required.get(channel, ()) or quiet.wants(wish, topic, channel)
