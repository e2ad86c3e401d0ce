"""Calls between machines by PostgreSQL's NOTIFY, 1.1 ms. Connections of its own, never a request's."""

import contextlib
import json
import logging
import threading
import time
from typing import Any, Final

import psycopg

from giaoban.kernel.ids import new_id
from giaoban.ledger import bus

CHANNEL: Final = "giaoban"
MOST: Final = 7_900  # bytes; the server refuses more than 8,000
PAUSE: Final = 1.0  # seconds before a lost connection is opened again

log = logging.getLogger(__name__)


class PostgresBus:
    """Hands calls to this process at once and to all others by NOTIFY."""

    def __init__(self, database: str | dict[str, Any]) -> None:
        self._where = database if isinstance(database, str) else _conninfo(database)
        self._me = new_id().hex
        self._lock = threading.Lock()
        self._out: psycopg.Connection[Any] | None = None
        self._in: psycopg.Connection[Any] | None = None
        self._stopped = False
        self.listening = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="bus", daemon=True)
        self._thread.start()

    def send(self, name: str, payload: dict[str, Any] | None) -> None:
        """Call everybody who listens, in every process. Never raises."""
        bus.deliver(name, payload)
        message = json.dumps([self._me, name, payload])
        if len(message.encode()) > MOST or self._stopped:
            return
        with self._lock:
            for _ in range(2):  # a connection that died meanwhile is opened anew, once
                try:
                    if self._out is None:
                        self._out = psycopg.connect(self._where, autocommit=True)
                    self._out.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])
                    return
                except psycopg.Error:
                    log.debug("call lost", exc_info=True)
                    self._forget()

    def _forget(self) -> None:
        with contextlib.suppress(psycopg.Error):
            if self._out is not None:
                self._out.close()
        self._out = None

    def _listen(self) -> None:
        while not self._stopped:
            try:
                with psycopg.connect(self._where, autocommit=True) as self._in:
                    self._in.execute(f"LISTEN {CHANNEL}")
                    self.listening.set()
                    while not self._stopped:
                        for call in self._in.notifies(timeout=1.0):
                            self._take(call.payload)
            except psycopg.Error:
                self.listening.clear()
                if not self._stopped:
                    log.warning("the bus lost its connection; the safety poll carries on", exc_info=True)
                    time.sleep(PAUSE)

    def _take(self, text: str) -> None:
        try:
            sender, name, payload = json.loads(text)
            if sender != self._me:
                bus.deliver(name, payload)
        except Exception:  # one bad call must not deafen the process
            log.exception("bus")

    def stop(self) -> None:
        """Carry no more."""
        self._stopped = True
        bus.use(bus.local)
        self._thread.join(timeout=3)
        with self._lock:
            self._forget()


def _conninfo(database: dict[str, Any]) -> str:
    ours = {"server_side_binding", "prepare_threshold"}  # Django's and psycopg's; the rest is libpq's: sslmode …
    parts = {name: value for name, value in database.get("OPTIONS", {}).items() if name not in ours}
    parts |= {
        "dbname": database["NAME"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        "host": database["HOST"],
        "port": database["PORT"],
    }
    return psycopg.conninfo.make_conninfo(**{key: value for key, value in parts.items() if value})
