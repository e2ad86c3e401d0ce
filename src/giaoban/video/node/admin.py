"""Telling the media server what to do, from any process of this machine: its rooms, its microphones, its guests.

One short conversation for each request, on this machine's own address, with the secret of this start.
"""

import json
import secrets
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from typing import Any, Final

from giaoban.video.node import folder
from giaoban.video.node.folder import Node

PLUGIN: Final = "janus.plugin.videoroom"
PATIENCE: Final = 3.0  # seconds; an answer takes milliseconds
LARGEST: Final = 1 << 20  # bytes of an answer
EXISTS, NO_ROOM, NOBODY, NO_STREAM = 427, 426, 428, 479


class Unreachable(Exception):
    """The media server is not there, or does not answer."""


class NodeRefused(Exception):
    """The media server says no; ``code`` is its own."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code


def ask(what: str, node: Node | None = None, **more: Any) -> dict[str, Any]:
    """Send one request and return its answer."""
    known = node or folder.node()
    if known is None:
        raise Unreachable("none")
    message = {"janus": what, "transaction": secrets.token_hex(6), "admin_secret": known.admin_secret, **more}
    try:
        answer = _talk(known.admin_port, json.dumps(message).encode())
    except (OSError, ValueError, HTTPException) as error:
        raise Unreachable(str(error)) from error
    if answer.get("janus") == "error":
        raise NodeRefused(answer["error"]["code"], answer["error"]["reason"])
    return answer


def ask_room(request: str, room: str, *, allow: tuple[int, ...] = (), **more: Any) -> dict[str, Any]:
    """Send a request about one room, with its secret; the codes in ``allow`` are as good as a yes."""
    node = folder.node()
    if node is None:
        raise Unreachable("none")
    body = {"request": request, "room": room, "secret": node.room_secret, **more}
    answer = ask("message_plugin", node, plugin=PLUGIN, request=body)
    said: dict[str, Any] = answer.get("response", {})
    if (code := said.get("error_code")) and code not in allow:
        raise NodeRefused(code, said.get("error", ""))
    return said


def well(name: str) -> bool:
    """Tell whether the media server of that name answers, down to the module that holds the rooms."""
    try:
        if ask("info").get("server-name") != name:
            return False
        node = folder.node()
        said = ask(
            "message_plugin", plugin=PLUGIN, request={"request": "list", "admin_key": node and node.admin_secret}
        )
    except (Unreachable, NodeRefused):
        return False
    return "list" in said.get("response", {})


def is_well() -> bool:
    """Tell whether the media server that was started last answers."""
    node = folder.node()
    return node is not None and well(node.name)


def _talk(port: int, message: bytes) -> dict[str, Any]:
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with closing(line):
        line.request("POST", "/admin", message, {"Content-Type": "application/json"})
        answer: dict[str, Any] = json.loads(line.getresponse().read(LARGEST))
        return answer
