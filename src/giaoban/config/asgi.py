"""One process, two lanes (docs/live.md): pages through Django's threads, live streams on bare ASGI.

Start it with ``giaoban serve``, or by hand: ``uvicorn giaoban.config.asgi:application``.
"""
# ruff: noqa: E402 - Django is set up before anything that needs it is imported

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giaoban.config.settings")

import django

django.setup()

import asyncio
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from giaoban.config import memory
from giaoban.config.pages import Message, Pages, Receive, Send
from giaoban.hall import lane as hall_lane
from giaoban.hall import pointer as hall_pointer
from giaoban.hall import presence
from giaoban.ledger import bus, bus_start, lane, sse, tails
from giaoban.people import gate
from giaoban.people import lane as people_lane
from giaoban.video.gateway import rooms as video_rooms
from giaoban.video.gateway import serve as video
from giaoban.voting import lane as voting_lane

Route = Callable[[Any, Receive, Send], Awaitable[None]]

ROUTES: tuple[tuple[str, Any, Route], ...] = (
    ("GET", hall_lane.ADDRESS, hall_lane.serve),
    ("GET", hall_lane.ARRIVAL, hall_lane.arrive),
    ("GET", people_lane.ADDRESS, people_lane.serve),
    ("POST", hall_pointer.ADDRESS, hall_pointer.serve),
    ("POST", voting_lane.ADDRESS, voting_lane.serve),
    ("GET", video.ADDRESS, video.listen),
    ("POST", video.ADDRESS, video.ask),
)
ENDS = (
    "/events",
    "/live",
    "/pointer",
    "/video",
    "/ballots",
)  # of the addresses in ROUTES: all else is a page at a glance
BODY_MAX = (settings.UPLOAD_MAX_MB * 2 + 16) * 1024 * 1024  # beyond: not even worth a spool file

pages = Pages(get_wsgi_application(), threads=settings.THREADS, body_max=BODY_MAX)
_keep: set[asyncio.Task[None]] = set()


async def application(scope: Any, receive: Receive, send: Send) -> None:
    """Send each request down its lane."""
    if scope["type"] == "http":
        path = scope["path"]
        if path.endswith(ENDS):
            for method, address, route in ROUTES:
                if scope["method"] == method and address.match(path):
                    await route(scope, receive, send)
                    return
        await pages(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)
    else:
        await send({"type": "websocket.close", "code": 1000})


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    loop = asyncio.get_running_loop()
    bus.listen(lambda name, payload: _call(loop, name, payload))
    carrier = bus_start.start(settings.BUS)
    for work in (_beats(), hall_lane.watch(), presence.watch(hall_lane.taken), video_rooms.watch()):
        task = loop.create_task(work)
        _keep.add(task)
    _end_streams_on(signal.SIGTERM, loop)
    _end_streams_on(signal.SIGINT, loop)
    memory.settle()
    await send({"type": "lifespan.startup.complete"})
    message: Message = await receive()
    for task in _keep:
        task.cancel()
    video_rooms.stop()
    carrier.stop()
    voting_lane.stop()
    pages.stop()
    lane.stop()
    await send({"type": f"{message['type']}.complete"})


def _call(loop: asyncio.AbstractEventLoop, name: str, payload: dict[str, Any] | None) -> None:
    """Take a call of the bus, in whatever thread it arrives, to the loop's thread."""
    if name != "jobs" and not loop.is_closed():
        loop.call_soon_threadsafe(_heard, name, payload)


def _heard(name: str, payload: dict[str, Any] | None) -> None:
    if name.startswith(presence.NAME):
        presence.heard(name, payload)
        return
    if not name.startswith("me:"):
        tails.heard(name, payload)
        if payload is None:
            video_rooms.heard(name)
        return
    _, person, topic = name.split(":", 2)
    if topic == "rights":
        gate.forget(person)
        asyncio.get_running_loop().call_later(hall_lane.SETTLE, gate.forget, person)
        hall_lane.doubt(person)
        video_rooms.doubt(person)
    sse.calls.heard(name)


async def _beats() -> None:
    while True:
        await asyncio.sleep(tails.BEAT)
        sse.calls.beat()


def _end_streams_on(number: signal.Signals, loop: asyncio.AbstractEventLoop) -> None:
    """End open streams when the server is asked to stop: it would wait for them otherwise."""
    try:
        before = signal.getsignal(number)

        def end(signum: int, stack: Any) -> None:
            loop.call_soon_threadsafe(_end_streams)
            if callable(before):
                before(signum, stack)

        signal.signal(number, end)
    except ValueError:  # not the main thread: a test drives the application itself
        return


def _end_streams() -> None:
    tails.close_all()
    for listener in sse.calls.everybody():
        listener.finish()
    video_rooms.end_streams()
