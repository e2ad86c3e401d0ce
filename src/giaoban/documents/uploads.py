"""Receiving a file: streamed to disk and hashed on the way, never held in memory, never above the limit."""

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from giaoban.documents.storage import incoming, storage
from giaoban.kernel.errors import Invalid

MEGABYTE: Final = 1024 * 1024
PART_MOST: Final = 8 * MEGABYTE  # of one part of a file that comes in parts
COPIED: Final = 256 * 1024


class TooLarge(Invalid):
    """More bytes than this installation takes. HTTP 413."""

    status = 413


def limit() -> int:
    """Return how many bytes one file may have."""
    return int(settings.UPLOAD_MAX_MB) * MEGABYTE


def too_large() -> TooLarge:
    """Make the refusal that names the limit."""
    return TooLarge("documents.too_large", limit=settings.UPLOAD_MAX_MB, fields={"file": "documents.too_large"})


if TYPE_CHECKING:
    Sent = UploadedFile[bytes]
else:
    Sent = UploadedFile


class Received(Sent):
    """A file that has arrived: a path in the incoming folder, its size and hash. Closing it removes what is left."""

    def __init__(self, file: IO[bytes], name: str, content_type: str, size: int, sha256: str) -> None:
        super().__init__(file, name, content_type, size)
        self.path = Path(file.name)
        self.sha256 = sha256

    def temporary_file_path(self) -> str:
        """Return the path, as Django's own temporary uploads do."""
        return str(self.path)

    def close(self) -> None:
        """Close, and remove the file unless it has been moved into the store."""
        super().close()
        self.path.unlink(missing_ok=True)


class HashingUpload(FileUploadHandler):
    """Django's upload handler of this house (FILE_UPLOAD_HANDLERS).

    A file above the limit is read to its end but not kept: an answer sent while the browser still
    sends would reach nobody, the browser shows a broken connection instead of the words.
    """

    file: IO[bytes]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file of its own in the incoming folder."""
        super().new_file(*args, **kwargs)
        self.file = tempfile.NamedTemporaryFile(dir=incoming(), prefix="upload-", delete=False)  # noqa: SIM115 - lives on
        self.hash = hashlib.sha256()
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write and hash one chunk; above the limit, drop it."""
        self.size = start + len(raw_data)
        if self.size <= limit():
            self.file.write(raw_data)
            self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> Received:
        """Hand over what arrived, or say that it was too large."""
        if file_size > limit():
            self._drop()
            raise too_large()
        self.file.flush()
        self.file.seek(0)
        return Received(self.file, self.file_name or "", self.content_type or "", file_size, self.hash.hexdigest())

    def upload_interrupted(self) -> None:
        """The browser went away: keep nothing."""
        self._drop()

    def _drop(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
            Path(self.file.name).unlink(missing_ok=True)


def received(file: Sent) -> Received:
    """Return an uploaded file as one that lies in the incoming folder with its hash, wherever it came from."""
    if isinstance(file, Received):
        return file
    handler = HashingUpload()
    handler.new_file("file", file.name, file.content_type, None)
    start = 0
    for chunk in file.chunks():
        handler.receive_data_chunk(chunk, start)
        start += len(chunk)
    return handler.file_complete(start)


def part_of(stream: IO[bytes], announced: int) -> Path:
    """Write one part that arrives into the incoming folder; refuse one that is cut off or too large."""
    if not 0 < announced <= PART_MOST:
        raise Invalid("documents.part_size", most=PART_MOST)
    with tempfile.NamedTemporaryFile(dir=incoming(), prefix="part-", delete=False) as out:
        size = 0
        while size <= announced and (piece := stream.read(COPIED)):
            size += len(piece)
            out.write(piece)
    path = Path(out.name)
    if size != announced:
        path.unlink()
        raise Invalid("documents.part_cut_off")
    return path


def put_together(keys: Iterable[str], name: str) -> Received:
    """Make one file of its parts, in order."""
    handler = HashingUpload()
    handler.new_file("file", name, "", None)
    start = 0
    for key in keys:
        with storage().open(key) as part:
            while piece := part.read(COPIED):
                handler.receive_data_chunk(piece, start)
                start += len(piece)
    return handler.file_complete(start)


def from_path(path: Path, name: str = "") -> Received:
    """Take a file that lies on this machine: demo data, papers that the house makes itself."""
    with path.open("rb") as content:
        return received(UploadedFile(content, name or path.name, "", path.stat().st_size))


def from_bytes(content: bytes, name: str) -> Received:
    """Take bytes that the house made itself: a notice, minutes, an invitation."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return received(SimpleUploadedFile(name, content))
