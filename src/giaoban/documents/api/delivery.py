"""Sending bytes: whole or a range of them, never as something that the browser would run."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

CHUNK: Final = 256 * 1024
IMPOSSIBLE: Final[tuple[int, int]] = (-1, -1)
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)$")


def deliver(
    request: HttpRequest, path: Path, *, media: str, filename: str, tag: str, download: bool, keep: int = 0
) -> HttpResponseBase:
    """Answer with a file. ``tag`` names these very bytes; ``keep`` is how long the browser may keep them (seconds)."""
    etag = f'"{tag}"'
    if request.headers.get("If-None-Match") == etag:
        return _dress(HttpResponse(status=304), etag, keep)
    size = path.stat().st_size
    span = _asked(request, size, etag)
    if span == IMPOSSIBLE:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = span or (0, size - 1)
    file = path.open("rb")
    response = StreamingHttpResponse(_Part(file, first, last - first + 1), content_type=media)
    response.status_code = 206 if span else 200
    if span:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    disposition = content_disposition_header(download, filename)
    if disposition:
        response["Content-Disposition"] = disposition
    return _dress(response, etag, keep)


def _dress(response: HttpResponseBase, etag: str, keep: int) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={keep}" if keep else "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _asked(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return the asked range as (first, last); None for all; IMPOSSIBLE when there are no such bytes."""
    match = _RANGE.match(request.headers.get("Range", ""))
    if not match or request.headers.get("If-Range", etag) != etag or match.groups() == ("", ""):
        return None
    begin, end = match.groups()
    if not begin:
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(begin), min(int(end) if end else size - 1, size - 1)
    return (first, last) if first <= last and first < size else IMPOSSIBLE


class _Part:
    """Some bytes of an open file, in pieces; closed with the response."""

    def __init__(self, file: BinaryIO, first: int, length: int) -> None:
        self.file, self.length = file, length
        file.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        left = self.length
        while left > 0 and (piece := self.file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        """Close the file."""
        self.file.close()
