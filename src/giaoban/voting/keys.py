"""Keys of the secret polls that are open: files beside the database, never in it, destroyed at closing.

A copy of the database, of its log or of its backups holds no key. What the operating system keeps of a
deleted file (journals, snapshots, flash memory) is outside the promise: docs/voting.md says so.
"""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

SIZE = 32  # bytes


def make(poll_id: UUID) -> bytes:
    """Make the key of a poll and return it when it lies safely on disk; the one before it is destroyed."""
    burn(poll_id)
    place = _place(poll_id)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(SIZE)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    _settle(place.parent)
    return key


def of(poll_id: UUID) -> bytes | None:
    """Return the key of an open secret poll; None when there is none here."""
    try:
        key = _place(poll_id).read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == SIZE else None


def burn(poll_id: UUID) -> None:
    """Destroy a key: overwritten, then removed. Nothing happens when there is none."""
    place = _place(poll_id)
    try:
        handle = os.open(place, os.O_WRONLY)
    except FileNotFoundError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    place.unlink(missing_ok=True)
    _settle(place.parent)


def held() -> Iterable[UUID]:
    """Return the polls whose keys lie here."""
    folder = Path(settings.URN)
    return [UUID(file.stem) for file in folder.glob("*.key")] if folder.is_dir() else []


def _place(poll_id: UUID) -> Path:
    return Path(settings.URN) / f"{poll_id}.key"


def _settle(folder: Path) -> None:
    """Make the folder's entry durable too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
