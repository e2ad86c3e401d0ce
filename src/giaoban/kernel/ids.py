"""Identifiers: UUID version 7, so that ids made later sort later and a client may make its own."""

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """Return a fresh UUIDv7."""
    return UUID(int=uuid6.uuid7().int)
