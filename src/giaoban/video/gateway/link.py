"""One participant's session at the media server. It outlives the browser's stream for half a minute."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from giaoban.ledger.tails import Listener, frame
from giaoban.people.gate import Guest
from giaoban.video.gateway import asking
from giaoban.video.node import admin
from giaoban.video.node.admin import PLUGIN, NodeRefused, Unreachable
from giaoban.video.node.wire import Wire
from giaoban.video.queries import Card

SEND, WATCH = "send", "watch"
NO_SUCH_ROOM: Final = 426


class Link:
    """A person in one room. ``muted`` says what the media server was last told about each line with sound."""

    def __init__(self, guest: Guest, card: Card, room: str, pin: str, wire: Wire) -> None:
        self.guest, self.card, self.room, self.pin, self.wire = guest, card, room, pin, wire
        self.id = secrets.randbelow(10**15)  # a browser that comes back says it as its last number
        self.session = 0
        self.handles: dict[str, int] = {}
        self.feeds: dict[str, dict[str, Any]] = {}
        self.muted: dict[str, bool] = {}
        self.publishing = self.closed = False
        self.listener: Listener | None = None
        self.left_at = 0.0
        self._private = 0
        self._line = asyncio.Lock()  # one negotiation at a time

    @property
    def person(self) -> UUID:
        """Whose it is."""
        return self.guest.person

    async def open(self) -> None:
        """Get a session, enter the room, and learn who is there."""
        self.session = (await self.wire.ask("create"))["data"]["id"]
        self.wire.sessions[self.session] = self._heard
        await self._attach(SEND)
        said = await self._message(
            SEND,
            {
                "request": "join",
                "ptype": "publisher",
                "room": self.room,
                "pin": self.pin,
                "id": str(self.person),
                "display": json.dumps(
                    {"name": self.card.name, "unit": self.card.unit, "role": self.card.role}, ensure_ascii=False
                ),
            },
        )
        data = said["plugindata"]["data"]
        self._private = data["private_id"]
        self._take_feeds(data.get("publishers", []))

    async def publish(self, said: dict[str, Any], may_speak: Callable[[], Awaitable[bool]]) -> dict[str, Any]:
        """Take an offer to send. The answer leaves only when every line with sound is as the house wants it."""
        sdp, streams = asking.sdp_of(said), asking.streams_of(said)
        async with self._line:
            body = {"request": "configure" if self.publishing else "publish", "descriptions": streams}
            offer = {"type": "offer", "sdp": sdp, "update": self.publishing}
            answer = await self._message(SEND, body, offer)
            if "jsep" not in answer:
                raise NodeRefused(0, "no answer")
            self.publishing = True
            for mid in asking.audio_lines(sdp):
                if self.muted.get(mid) is None:
                    await self.mute(mid, muted=not await may_speak())
            return {"sdp": answer["jsep"]["sdp"]}

    async def unpublish(self, _said: dict[str, Any]) -> dict[str, Any]:
        """Send nothing any more."""
        async with self._line:
            if self.publishing:
                await self._message(SEND, {"request": "unpublish"})
            self.publishing = False
            self.muted.clear()
            return {}

    async def watch(self, said: dict[str, Any]) -> dict[str, Any]:
        """Ask for streams and let others go; returns an offer when there is something to agree on."""
        add, drop = asking.wanted(said, "add"), asking.wanted(said, "drop")
        add = [stream for stream in add if stream.get("feed") in self.feeds]
        async with self._line:
            if WATCH not in self.handles:
                if not add:
                    return {}
                await self._attach(WATCH)
                body = {
                    "request": "join", "ptype": "subscriber", "room": self.room, "pin": self.pin,
                    "private_id": self._private, "use_msid": False, "autoupdate": False, "streams": add,
                }  # fmt: skip
                try:
                    return _offer(await self._message(WATCH, body))
                except NodeRefused:
                    await self._detach(WATCH)
                    raise
            body = {
                "request": "update",
                **({"subscribe": add} if add else {}),
                **({"unsubscribe": drop} if drop else {}),
            }
            return _offer(await self._message(WATCH, body)) if add or drop else {}

    async def answer(self, said: dict[str, Any]) -> dict[str, Any]:
        """Take the answer to such an offer: the streams begin."""
        async with self._line:
            await self._message(WATCH, {"request": "start"}, {"type": "answer", "sdp": asking.sdp_of(said)})
            return {}

    async def restart(self, _said: dict[str, Any]) -> dict[str, Any]:
        """Look for a new way through the network for what is watched."""
        async with self._line:
            return _offer(await self._message(WATCH, {"request": "configure", "restart": True}))

    async def layer(self, said: dict[str, Any]) -> dict[str, Any]:
        """Say how good each picture should come."""
        streams = asking.layers_of(said)
        if streams and WATCH in self.handles:
            await self._message(WATCH, {"request": "configure", "streams": streams})
        return {}

    async def trickle(self, said: dict[str, Any]) -> dict[str, Any]:
        """Hand on at which addresses the browser can be reached."""
        peer, candidates = asking.peer_of(said), asking.candidates_of(said)
        if peer in self.handles and candidates:
            handle = self.handles[peer]
            await self.wire.ask("trickle", session_id=self.session, handle_id=handle, candidates=candidates)
        return {}

    async def mute(self, mid: str, *, muted: bool) -> None:
        """Close or open a line at the media server: the browser has no say in it."""
        more = {"id": str(self.person), "mid": mid, "mute": muted}
        await asyncio.to_thread(admin.ask_room, "moderate", self.room, allow=(admin.NOBODY, admin.NO_STREAM), **more)
        self.muted[mid] = muted

    async def follow(self, *, speaks: bool) -> None:
        """Have every line with sound as the house wants it."""
        for mid, muted in list(self.muted.items()):
            if muted == speaks:
                await self.mute(mid, muted=not speaks)

    async def keep(self) -> None:
        """Tell the media server that we are still here."""
        with suppress(NodeRefused):
            await self.wire.ask("keepalive", session_id=self.session)

    def tell(self, event: str, data: Any) -> None:
        """Tell the browser something; nobody listens, nobody hears."""
        if self.listener is not None:
            self.listener.write(frame(event, data, self.id if event == "hello" else None))

    async def close(self, event: str = "", data: Any = None) -> None:
        """End the session: what was sent and watched ends at the media server, whatever the browser does."""
        if self.closed:
            return
        self.closed = True
        self.wire.sessions.pop(self.session, None)
        if event:
            self.tell(event, data or {})
        if self.listener is not None:
            self.listener.finish()
        if self.session and not self.wire.lost.is_set():
            with suppress(Unreachable, NodeRefused):
                await self.wire.ask("destroy", session_id=self.session)

    async def _attach(self, peer: str) -> None:
        said = await self.wire.ask("attach", session_id=self.session, plugin=PLUGIN, opaque_id=str(self.person))
        self.handles[peer] = said["data"]["id"]

    async def _detach(self, peer: str) -> None:
        with suppress(NodeRefused, Unreachable):
            await self.wire.ask("detach", session_id=self.session, handle_id=self.handles.pop(peer))

    async def _message(self, peer: str, body: dict[str, Any], jsep: dict[str, Any] | None = None) -> dict[str, Any]:
        if peer not in self.handles:
            raise NodeRefused(NO_SUCH_ROOM, "nothing is watched")
        more = {"jsep": jsep} if jsep else {}
        return await self.wire.ask(
            "message", event=True, session_id=self.session, handle_id=self.handles[peer], body=body, **more
        )

    def _heard(self, said: dict[str, Any]) -> None:
        """Take what the media server says by itself."""
        what = said["janus"]
        if what == "event":
            self._event(said.get("plugindata", {}).get("data", {}))
        elif what == "timeout":
            self.closed = True
            self.tell("gone", {})
        elif what == "hangup":
            peer = next((name for name, handle in self.handles.items() if handle == said.get("sender")), "")
            self.tell("hangup", {"peer": peer})
        elif what == "slowlink":
            self.tell("slow", {"lost": said.get("lost", 0), "up": bool(said.get("uplink"))})

    def _event(self, data: dict[str, Any]) -> None:
        if data.get("publishers"):
            self._take_feeds(data["publishers"])
            self.tell("feeds", list(self.feeds.values()))
        gone = [data.get(name) for name in ("unpublished", "leaving", "kicked")]
        if any(name in self.feeds for name in gone):
            for name in gone:
                self.feeds.pop(str(name), None)
            self.tell("feeds", list(self.feeds.values()))
        if data.get("videoroom") in {"talking", "stopped-talking"}:
            self.tell("talking", {"feed": data.get("id"), "on": data["videoroom"] == "talking"})

    def _take_feeds(self, publishers: list[dict[str, Any]]) -> None:
        for one in publishers:
            self.feeds[one["id"]] = _feed(one)


def _feed(one: dict[str, Any]) -> dict[str, Any]:
    try:
        who = json.loads(one.get("display") or "{}")
    except ValueError:
        who = {}
    streams = [
        {"mid": row["mid"], "what": row.get("description", ""), "layers": bool(row.get("simulcast"))}
        for row in one.get("streams", [])
        if not row.get("disabled") and row.get("type") in {"audio", "video"}
    ]
    return {"id": one["id"], "streams": streams, "name": "", "unit": "", "role": "", **who}


def _offer(said: dict[str, Any]) -> dict[str, Any]:
    data = said["plugindata"]["data"]
    rows = [
        {"mid": row["mid"], "feed": row.get("feed_id"), "of": row.get("feed_mid"), "active": row.get("active", False)}
        for row in data.get("streams", [])
    ]
    return {"streams": rows, **({"sdp": said["jsep"]["sdp"]} if "jsep" in said else {})}
