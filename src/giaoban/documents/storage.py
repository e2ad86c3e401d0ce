"""Where bytes lie: originals under their hash, renditions under their version. Nothing here asks who may read.

``file:<folder>`` keeps them on disk; ``s3://<bucket>`` keeps them in an object store and a copy at hand for
programs that need a path. No address leads here: views ask the Door first and then deliver.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from giaoban.kernel.ids import new_id


def original_key(sha256: str) -> str:
    """Return the key of original bytes with that hash."""
    return f"objects/{sha256[:2]}/{sha256[2:]}"


def sha256_of(key: str) -> str:
    """Return the hash that an original's key stands for."""
    return "".join(key.split("/")[-2:])


def part_key(upload_id: UUID) -> str:
    """Return a new key for one part of a file that is arriving; a part that came twice has two, and one is used."""
    return f"uploads/{upload_id}/{new_id().hex}"


def rendition_key(version_id: UUID, name: str) -> str:
    """Return the key of something made from a version."""
    return f"renditions/{version_id}/{name}"


class Storage(Protocol):
    """What the house asks of a store. Keys are made by this module, never by a person."""

    def put(self, key: str, source: Path) -> None:
        """Keep a file under the key; the source may be moved away. Durable when this returns."""
        ...

    def write(self, key: str, content: bytes) -> None:
        """Keep bytes under the key. Durable when this returns."""
        ...

    def open(self, key: str) -> BinaryIO:
        """Open the bytes for reading; raise FileNotFoundError when there are none."""
        ...

    def exists(self, key: str) -> bool:
        """Tell whether there is something under the key."""
        ...

    def path(self, key: str) -> Path:
        """Return a path on this machine with these bytes; raise FileNotFoundError when there are none."""
        ...

    def forget(self, prefix: str) -> None:
        """Drop a rendition or a whole folder of renditions."""
        ...

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Walk what lies below a folder: key, and when it was last put there."""
        ...

    def check(self) -> None:
        """Raise when the store cannot be written to (readyz)."""
        ...


class FileStorage:
    """Files on disk: written aside, flushed to the disk, then renamed; so a name never shows half a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _place(self, key: str) -> Path:
        return self.folder / key

    def put(self, key: str, source: Path) -> None:
        """Move the file in. The same content twice is kept once, and counts as put there now."""
        place = self._place(key)
        if place.exists():
            os.utime(place)
            source.unlink()
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.stat().st_dev != place.parent.stat().st_dev:
            source = Path(shutil.move(source, place.parent / f".{new_id().hex}"))
        _flush(source)
        source.replace(place)
        _flush(place.parent)

    def write(self, key: str, content: bytes) -> None:
        """Write aside, flush, rename."""
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.parent / f".{new_id().hex}"
        aside.write_bytes(content)
        _flush(aside)
        aside.replace(place)
        _flush(place.parent)

    def open(self, key: str) -> BinaryIO:
        """Open the file."""
        return self._place(key).open("rb")

    def exists(self, key: str) -> bool:
        """Look for the file."""
        return self._place(key).exists()

    def path(self, key: str) -> Path:
        """Return the file itself."""
        place = self._place(key)
        if not place.exists():
            raise FileNotFoundError(key)
        return place

    def forget(self, prefix: str) -> None:
        """Remove a file or folder; gone already is fine."""
        place = self._place(prefix)
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Walk the folder."""
        for path in (self.folder / prefix).rglob("*"):
            if path.is_file():
                yield str(path.relative_to(self.folder)), datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def check(self) -> None:
        """Write and remove a small file."""
        self.write("check", b"ok")
        self.forget("check")


class S3Storage:
    """An object store through django-storages; programs that need a path get a copy in a local cache folder."""

    def __init__(self, bucket: str, prefix: str, cache: Path) -> None:
        from storages.backends.s3 import S3Storage as Backend

        self.backend: Any = Backend(bucket_name=bucket, location=prefix, file_overwrite=True, default_acl=None)
        self.cache = cache

    def put(self, key: str, source: Path) -> None:
        """Upload the file, then drop it."""
        if not (key.startswith("objects/") and self.exists(key)):
            with source.open("rb") as content:
                self.backend.save(key, content)
        source.unlink()

    def write(self, key: str, content: bytes) -> None:
        """Upload the bytes."""
        from django.core.files.base import ContentFile

        self.backend.save(key, ContentFile(content))

    def open(self, key: str) -> BinaryIO:
        """Open the local copy: readers ask for ranges, and a range over the network each time is slow."""
        return self.path(key).open("rb")

    def exists(self, key: str) -> bool:
        """Ask the store."""
        return bool(self.backend.exists(key))

    def path(self, key: str) -> Path:
        """Fetch a copy when there is none yet."""
        place = self.cache / hashlib.sha256(key.encode()).hexdigest()
        if not place.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=self.cache)
            with os.fdopen(handle, "wb") as out, self.backend.open(key, "rb") as content:
                shutil.copyfileobj(content, out)
            Path(aside).replace(place)
        return place

    def forget(self, prefix: str) -> None:
        """Remove every object below the prefix, and the local copies."""
        for key in self._below(prefix):
            self.backend.delete(key)
            (self.cache / hashlib.sha256(key.encode()).hexdigest()).unlink(missing_ok=True)

    def _below(self, prefix: str) -> list[str]:
        folders, files = self.backend.listdir(prefix)
        found = [f"{prefix}/{name}" for name in files if name] or [prefix]
        for folder in folders:
            found.extend(self._below(f"{prefix}/{folder}"))
        return found

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """List the objects."""
        for key in self._below(prefix):
            if key != prefix:
                yield key, self.backend.get_modified_time(key)

    def check(self) -> None:
        """Write and remove a small object."""
        self.write("check", b"ok")
        self.backend.delete("check")


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@lru_cache(maxsize=4)
def _made(address: str) -> Storage:
    if address.startswith("file:"):
        return FileStorage(Path(address.removeprefix("file:")).resolve())
    parts = urlsplit(address)
    if parts.scheme == "s3" and parts.netloc:
        return S3Storage(parts.netloc, parts.path.strip("/"), Path(settings.DATA) / "cache")
    raise ValueError(f"GIAOBAN_STORAGE={address!r}: write file:<folder> or s3://<bucket>")


def storage() -> Storage:
    """Return the store of this installation."""
    return _made(settings.STORAGE)


def incoming() -> Path:
    """Return the folder where uploads and conversions are written before they are kept."""
    address = settings.STORAGE
    base = Path(address.removeprefix("file:")) if address.startswith("file:") else Path(settings.DATA)
    folder = base.resolve() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def workshop() -> Iterator[Path]:
    """Give a folder of its own for one conversion, on the same disk as the store; gone afterwards."""
    with tempfile.TemporaryDirectory(dir=incoming()) as folder:
        yield Path(folder)
