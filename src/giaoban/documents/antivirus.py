"""Asking the agency's virus scanner (clamd) about a file that has arrived, where there is one (GIAOBAN_CLAMD)."""

import logging
import socket
import struct
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from giaoban.documents.sniff import Unacceptable
from giaoban.kernel.errors import Invalid

PIECE: Final = 256 * 1024
TIME: Final = 60.0  # seconds
PORT: Final = 3310

log = logging.getLogger(__name__)


class NotAsked(Invalid):
    """The scanner did not answer: nothing comes in unlooked at. HTTP 503."""

    status = 503


def look_at(path: Path) -> None:
    """Refuse a file in which the scanner finds something, and every file while it does not answer."""
    if not settings.CLAMD:
        return
    try:
        said = _ask(settings.CLAMD, path)
    except OSError as error:
        log.warning("clamd: %s", error)
        raise NotAsked("documents.virus_unknown", fields={"file": "documents.virus_unknown"}) from error
    if said.endswith(" FOUND"):
        name = said.removesuffix(" FOUND").partition(": ")[2]
        raise Unacceptable("documents.virus", name=name, fields={"file": "documents.virus"})
    if not said.endswith(" OK"):
        log.warning("clamd: %s", said)
        raise NotAsked("documents.virus_unknown", fields={"file": "documents.virus_unknown"})


def _ask(address: str, path: Path) -> str:
    with _connected(address) as line, path.open("rb") as content:
        line.sendall(b"zINSTREAM\0")
        while piece := content.read(PIECE):
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        said = b""
        while not said.endswith(b"\0") and (part := line.recv(4096)):
            said += part
    return said.rstrip(b"\0").decode("utf8", "replace").strip()


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIME)
        try:
            line.connect(address.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "localhost", parts.port or PORT), timeout=TIME)
