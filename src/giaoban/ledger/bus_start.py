"""Which carrier a process's calls travel by: setting GIAOBAN_BUS."""

from typing import Protocol

from django.conf import settings

from giaoban.ledger import bus
from giaoban.ledger.bus_local import SocketBus
from giaoban.ledger.bus_postgres import PostgresBus


class Carrier(bus.Bus, Protocol):
    """A bus between processes, which can be ended."""

    def stop(self) -> None:
        """Carry no more."""


def start(url: str) -> Carrier:
    """Let this process's calls travel by the carrier that the setting names, until it is stopped."""
    carrier: Carrier
    if url.startswith("postgres"):
        carrier = PostgresBus(settings.DATABASES["default"] if url in {"postgres:", "postgres"} else url)
    elif url.startswith(("redis:", "rediss:", "unix:")):
        from giaoban.ledger.bus_redis import RedisBus  # an extra: only installed where it is used

        carrier = RedisBus(url)
    else:
        carrier = SocketBus(settings.DATA / "run")
    bus.use(carrier)
    return carrier
