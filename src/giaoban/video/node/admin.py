"""Telling the media server what to do, from any process of this machine: its rooms, its microphones, its guests.

One short conversation on a socket in its folder for each request; there is no port that a stranger could try.
"""

import json
import os
import secrets
import socket
from contextlib import closing, suppress
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
        answer = _talk(json.dumps(message).encode())
    except (OSError, ValueError) as error:
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


def end_session(session: int) -> None:
    """End everything of one connection; that it is gone already is fine."""
    with suppress(NodeRefused, Unreachable):
        ask("destroy_session", session_id=session)


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


def _talk(message: bytes) -> dict[str, Any]:
    # The way to the socket may be longer than an address of a socket can be: go through the folder's handle.
    handle = os.open(folder.root(), os.O_PATH | os.O_DIRECTORY)
    try:
        with closing(socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)) as line:
            line.settimeout(PATIENCE)
            line.connect(f"/proc/self/fd/{handle}/admin.sock")
            line.send(message)
            answer: dict[str, Any] = json.loads(line.recv(LARGEST))
            return answer
    finally:
        os.close(handle)
