"""The rooms of this process: who is in, and that microphones are as the database says.

Nothing is decided here. Whenever something moves in a meeting (and every few seconds, in case a call was
lost) the decisions are read anew and carried out: floor, chair's hand, removal, end of the meeting.
"""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from giaoban.kernel.messages import sentence
from giaoban.ledger import lane
from giaoban.meetings.live import stream
from giaoban.people import gate
from giaoban.people.gate import Guest
from giaoban.video import queries
from giaoban.video.gateway.link import Link
from giaoban.video.node import admin, folder
from giaoban.video.node.admin import NodeRefused, Unreachable
from giaoban.video.node.wire import Wire
from giaoban.video.queries import Card, Voices

GRACE: Final = 30.0  # seconds that a session waits for its browser to come back
ROUND: Final = 5.0  # seconds between looks at everything
KEEP: Final = 20.0  # seconds between signs of life to the media server
RIGHTS: Final = 30.0  # seconds between looks whether everybody may still be here
QUALITY: Final = {  # what a participant may send at most, whatever the browser would like
    "bitrate": 1_200_000, "bitrate_cap": True, "fir_freq": 0, "audiocodec": "opus", "videocodec": "vp8",
    "opus_fec": True, "audiolevel_event": True, "audiolevel_ext": True,
    "audio_active_packets": 25, "audio_level_average": 55,
}  # fmt: skip

log = logging.getLogger(__name__)


class Gathering:
    """One meeting's participants in this process."""

    def __init__(self, meeting_id: UUID) -> None:
        self.meeting_id = meeting_id
        self.links: dict[UUID, Link] = {}
        self.voices: Voices | None = None
        self.said: tuple[Any, ...] = ()
        self.rights_at = monotonic()
        self.recorded: tuple[str, bool] | None = None  # by which media server, and whether
        self._busy = self._again = False
        self._door = asyncio.Lock()

    async def enter(self, guest: Guest, card: Card) -> Link:
        """Let a person in; who was in by another page leaves that one."""
        async with self._door:
            known = self.links.pop(guest.person, None)
            if known is not None:
                await known.close("taken")
            wire = await _wire()
            room, pin = await asyncio.to_thread(_make_room, self.meeting_id)
            link = Link(guest, card, room, pin, wire)
            try:
                await link.open()
            except Exception:
                await link.close()
                raise
            self.links[guest.person] = link
            return link

    async def may_speak(self, person: UUID) -> bool:
        """Tell whether that microphone is open, as the database has it at this moment."""
        self.voices = await lane.ask(queries.voices, self.meeting_id)
        return self.voices.has(person)

    def look(self) -> None:
        """Carry out what the database says now; called again meanwhile, once more afterwards."""
        if self._busy:
            self._again = True
            return
        self._busy = True
        _start(self._look())

    async def _look(self) -> None:
        try:
            while True:
                self._again = False
                await self._carry_out()
                if not self._again:
                    return
        except (Unreachable, NodeRefused):
            log.warning("media server: decisions wait", exc_info=True)
        except Exception:  # the next look tries again
            log.exception("media room %s", self.meeting_id)
        finally:
            self._busy = False

    async def _carry_out(self) -> None:
        voices = await lane.ask(queries.voices, self.meeting_id)
        self.voices = voices
        for link in list(self.links.values()):
            if voices.over or link.person in voices.removed:
                await self.expel(link, "video.not_now" if voices.over else "video.removed")
        # who loses the floor is silent before the next one is heard
        for link in sorted(self.links.values(), key=lambda one: voices.has(one.person)):
            await link.follow(speaks=voices.has(link.person))
        self._say()
        await self._record(voices.records)

    async def _record(self, wanted: bool) -> None:
        """Have the media server record, or not; one that was started anew is told again."""
        node = folder.node()
        if node is None or not self.links or self.recorded == (node.name, wanted):
            return
        if wanted or self.recorded is not None:
            room = next(iter(self.links.values())).room
            await asyncio.to_thread(admin.ask_room, "enable_recording", room, record=wanted)
        self.recorded = (node.name, wanted)

    def _say(self) -> None:
        """Tell everybody whose microphone is open, when that has changed."""
        now = self.facts()
        said = (now["everybody"], tuple(now["open"]), tuple(now["closed"]), now["speaker"])
        if said != self.said:
            self.said = said
            for link in self.links.values():
                link.tell("voices", now)

    def facts(self) -> dict[str, Any]:
        """Return whose microphone is open, as browsers are told."""
        voices = self.voices
        if voices is None:
            return {"everybody": False, "open": [], "closed": [], "speaker": None}
        return {
            "everybody": voices.everybody,
            "open": sorted(str(person) for person in voices.open - voices.closed),
            "closed": sorted(map(str, voices.closed)),
            "speaker": str(voices.speaker) if voices.speaker else None,
        }

    async def expel(self, link: Link, why: str) -> None:
        """Send somebody out at the media server, whatever the browser does."""
        self.links.pop(link.person, None)
        with suppress(Unreachable, NodeRefused):
            more: dict[str, Any] = {"id": str(link.person)}
            await asyncio.to_thread(admin.ask_room, "kick", link.room, allow=(admin.NOBODY, admin.NO_ROOM), **more)
        await link.close("refused", {"code": why, "message": sentence(why)})

    async def tend(self, now: float) -> None:
        """Let go of sessions whose browser did not come back or whose media server has gone."""
        for link in list(self.links.values()):
            if link.wire.lost.is_set() or link.closed:
                self.links.pop(link.person, None)
                link.closed = True
                link.tell("gone", {})
                if link.listener is not None:
                    link.listener.finish()
            elif link.listener is None and now - link.left_at > GRACE:
                self.links.pop(link.person, None)
                await link.close()
            elif link.listener is not None:
                link.listener.sign_of_life(b": beat\n\n", now)
        if monotonic() - self.rights_at > RIGHTS:
            self.rights_at = monotonic()
            await self._look_at_rights()

    async def _look_at_rights(self) -> None:
        links = list(self.links.values())
        here = await lane.ask(queries.still_here, self.meeting_id, [link.person for link in links])
        good = await lane.ask(gate.still_signed_in, [link.guest for link in links])
        for link in links:
            if link.person not in here or link.guest.key not in good:
                await self.expel(link, "kernel.not_found")


rooms: dict[UUID, Gathering] = {}
_tasks: set[asyncio.Task[Any]] = set()
_line: Wire | None = None
_lock: asyncio.Lock | None = None


def gathering(meeting_id: UUID) -> Gathering:
    """Return the meeting's participants in this process."""
    return rooms.setdefault(meeting_id, Gathering(meeting_id))


def find(meeting_id: UUID, person: UUID) -> tuple[Gathering, Link] | None:
    """Return a person's session in that meeting."""
    there = rooms.get(meeting_id)
    link = there.links.get(person) if there else None
    return (there, link) if there and link else None


def heard(name: str) -> None:
    """Something moved under that name: look, if it is a meeting with people in it. On the loop's thread only."""
    for meeting_id, there in rooms.items():
        if there.links and name == stream(meeting_id):
            there.look()


def doubt(person: str) -> None:
    """Look at one person's rights at the next round. On the loop's thread only."""
    for there in rooms.values():
        if any(str(one) == person for one in there.links):
            there.rights_at = 0.0


async def watch() -> None:
    """Tend all rooms for as long as the server runs."""
    kept = 0.0
    while True:
        await asyncio.sleep(1.0 if _line is not None and _line.lost.is_set() else ROUND)
        now = asyncio.get_running_loop().time()
        keep, kept = (True, now) if now - kept > KEEP else (False, kept)
        for meeting_id, there in list(rooms.items()):
            try:
                await there.tend(now)
                if keep:
                    await _keep(there.links.values())
            except Exception:  # the next round tries again
                log.exception("media room %s", meeting_id)
            if there.links:
                there.look()
            else:
                rooms.pop(meeting_id, None)


async def _keep(links: Iterable[Link]) -> None:
    for link in list(links):
        with suppress(Unreachable):
            await link.keep()


async def _wire() -> Wire:
    """Return the connection to the media server that runs now; a lost one is made again."""
    global _line, _lock  # noqa: PLW0603 - one connection per process, made when first needed
    _lock = _lock or asyncio.Lock()
    async with _lock:
        node = folder.node()
        if node is None:
            raise Unreachable("none")
        if _line is None or _line.lost.is_set() or _line.node != node:
            if _line is not None:
                _line.close()
            _line = await Wire(node).open()
            _start(_tell_when_lost(_line))
        return _line


async def _tell_when_lost(wire: Wire) -> None:
    """The media server has died: everybody is told at once, and comes back by itself."""
    await wire.lost.wait()
    now = asyncio.get_running_loop().time()
    for there in list(rooms.values()):
        await there.tend(now)


def _make_room(meeting_id: UUID) -> tuple[str, str]:
    """Have the meeting's room at the media server, and return its name and the word that opens it."""
    node = folder.node()
    if node is None:
        raise Unreachable("none")
    room = str(meeting_id)
    pin = hmac.new(node.room_secret.encode(), room.encode(), hashlib.sha256).hexdigest()[:24]
    admin.ask_room(
        "create", room, allow=(admin.EXISTS,), admin_key=node.admin_secret, pin=pin, is_private=True,
        publishers=settings.MEDIA_SEATS, require_pvtid=True, lock_record=True, notify_joining=False,
        rec_dir=f"recordings/{room}", **QUALITY,
    )  # fmt: skip
    return room, pin


def _start(work: Any) -> None:
    task = asyncio.get_running_loop().create_task(work)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


def end_streams() -> None:
    """End every stream in order: the server stops, and browsers come back to the next one."""
    for there in rooms.values():
        for link in there.links.values():
            if link.listener is not None:
                link.listener.finish()


def stop() -> None:
    """Hang up: the media server ends what this process held."""
    for task in list(_tasks):
        task.cancel()
    if _line is not None:
        _line.close()
