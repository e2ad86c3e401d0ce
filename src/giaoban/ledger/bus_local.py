"""Calls between the processes of one machine (web, worker): datagrams over unix sockets, 0.4 ms.

Each process binds a socket of its own in one directory; a call goes to every socket there. A full or
dead socket loses the call, which costs its owner one safety poll.
"""

import contextlib
import json
import logging
import os
import socket
import threading
from pathlib import Path
from typing import Any, Final

from giaoban.kernel.ids import new_id
from giaoban.ledger import bus

MOST: Final = 60_000  # bytes of one datagram
PATH_MAX: Final = 100  # bytes; the kernel's limit is 107

log = logging.getLogger(__name__)


class SocketBus:
    """Hands calls to this process at once and to its neighbours by datagram."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        self._name = f"{os.getpid()}-{new_id().hex[-8:]}.sock"
        self._directory = directory
        self._out = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._out.setblocking(False)
        self._in = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._in.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024 * 1024)
        self._in.bind(self._address(self._name))
        self._stopped = False
        self._thread = threading.Thread(target=self._listen, name="bus", daemon=True)
        self._thread.start()

    def _address(self, name: str) -> str:
        """Return a socket's path, by way of the open directory when it is too long for the kernel."""
        path = str(self._directory / name)
        return path if len(path.encode()) <= PATH_MAX else f"/proc/self/fd/{self._folder}/{name}"

    def send(self, name: str, payload: dict[str, Any] | None) -> None:
        """Call everybody who listens, in every process. Never raises, never blocks."""
        bus.deliver(name, payload)
        message = json.dumps([name, payload]).encode()
        if len(message) > MOST or self._stopped:
            return
        with contextlib.suppress(OSError):
            for neighbour in os.listdir(self._folder):  # noqa: PTH208 - by the open folder: its path may be too long
                if neighbour.endswith(".sock") and neighbour != self._name:
                    self._send_to(neighbour, message)

    def _send_to(self, neighbour: str, message: bytes) -> None:
        try:
            self._out.sendto(message, self._address(neighbour))
        except ConnectionRefusedError:  # its process is dead
            with contextlib.suppress(OSError):
                os.unlink(neighbour, dir_fd=self._folder)
        except OSError:  # full or just gone: the safety poll repairs it
            log.debug("call lost", exc_info=True)

    def _listen(self) -> None:
        while not self._stopped:
            try:
                message = self._in.recv(MOST + 1)
                if not message:
                    continue
                name, payload = json.loads(message)
                bus.deliver(name, payload)
            except OSError:
                if not self._stopped:
                    log.exception("bus")
                return
            except Exception:  # one bad call must not deafen the process
                log.exception("bus")

    def stop(self) -> None:
        """Carry no more; leave nothing behind."""
        self._stopped = True
        bus.use(bus.local)
        with contextlib.suppress(OSError):
            self._out.sendto(b"", self._address(self._name))  # wakes the thread
        self._thread.join(timeout=2)
        with contextlib.suppress(OSError):
            os.unlink(self._name, dir_fd=self._folder)
        self._in.close()
        self._out.close()
        os.close(self._folder)
