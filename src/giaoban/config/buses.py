"""Which bus this process joins (setting GIAOBAN_BUS). The carriers live in ``ledger``."""


def join_bus(role: str) -> None:
    """Connect this process to the other processes of the house. ``role`` names it: web or worker."""
