"""Lines drop all the time, several people act at once: every browser ends with what the server says."""

import asyncio
import random
import uuid

from tests.live.browser import Far
from tests.live.server import Server

BROWSERS = 24
ACTS = 30


async def _act(server: Server, who: str, name: str) -> None:
    for number in range(ACTS):
        body = {"id": str(uuid.uuid4()), "text": f"{name} {number}"}
        status, answer = await asyncio.to_thread(server.ask, who, "POST", f"{server.room}/lines", body)
        assert status == 201, answer
        if name == "A" and number % 5 == 0:
            status, answer = await asyncio.to_thread(server.ask, who, "POST", f"{server.room}/next", {})
            assert status == 200, answer


async def _browse(far: Far, over: asyncio.Event, dice: random.Random) -> None:
    await far.load()
    while not over.is_set():
        await far.follow(dice.uniform(0.02, 0.6))
    await far.follow(6)  # more than one safety poll: nothing may be missing after that


def test_every_browser_ends_with_the_servers_room(server):
    status, _ = server.ask("an", "POST", f"{server.room}/start", {})
    assert status == 200
    dice = random.Random(7)
    people = ["an", "binh", "chi", "giang"]

    async def story():
        over = asyncio.Event()
        browsers = [Far(server, people[n % 4]) for n in range(BROWSERS)]
        following = [asyncio.create_task(_browse(far, over, random.Random(dice.random()))) for far in browsers]
        await asyncio.gather(_act(server, "an", "A"), _act(server, "binh", "B"), _act(server, "binh", "C"))
        over.set()
        await asyncio.gather(*following)
        return browsers

    browsers = asyncio.run(story())
    for far in browsers:
        assert far.seen == sorted(set(far.seen)), "twice or out of order"
        _, now = server.ask(far.who, "GET", f"{server.room}/live")
        assert far.state == now["state"]
    desk = [far for far in browsers if far.who in {"an", "binh"}]
    seats = [far for far in browsers if far.who in {"chi", "giang"}]
    assert all(any(key.startswith("line/") for key in far.state) for far in desk)
    assert not any(key.startswith("line/") for far in seats for key in far.state)
