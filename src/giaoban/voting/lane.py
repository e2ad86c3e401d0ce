"""The live lane of ballots: «POST /api/polls/<id>/ballots», many in one commit (VOTE-5).

A vote of a thousand people is a thousand requests in some seconds, and each must lie on the disk before it is
answered. One writer takes whatever has arrived while it wrote the last lot, writes it in one transaction, and
answers all of them when that is committed: a burst costs tens of commits, not thousands. Rules and words are
those of ``actions.cast_ballots``, which the ordinary API calls too.
"""

import asyncio
import logging
import re
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from secrets import token_hex
from time import monotonic
from typing import Any, Final
from uuid import UUID

from django.db import close_old_connections, connections
from django.utils import translation
from pydantic import ValidationError

from giaoban.kernel.retry import again
from giaoban.ledger import lane, sse
from giaoban.ledger.tails import Send
from giaoban.people import gate
from giaoban.people.gate import Guest
from giaoban.voting import live
from giaoban.voting.actions import Cast, Outcome, cast_ballots
from giaoban.voting.models import Poll
from giaoban.voting.schemas import BallotIn

ADDRESS: Final = re.compile(r"^/api/polls/([0-9a-fA-F-]{32,36})/ballots$")
LONGEST: Final = 16 * 1024  # bytes of one ballot with the longest opinion
TOGETHER: Final = 250  # ballots in one commit: so that the first of them does not wait too long
QUEUE: Final = 20_000  # ballots that wait; more are asked to come again
TELL: Final = 0.5  # seconds between two signals of one vote

log = logging.getLogger(__name__)
Answer = Outcome | None  # None: nothing was written, and the browser may send it again


@dataclass(slots=True)
class _Waiting:
    cast: Cast
    answer: "asyncio.Future[Answer]"


class Writer:
    """The one writer of this process: a thread with a connection of its own, and the queue before it."""

    def __init__(self) -> None:
        self.queue: deque[_Waiting] = deque()
        self.task: asyncio.Task[None] | None = None
        self.commits = 0
        self._thread: ThreadPoolExecutor | None = None

    async def write(self, cast: Cast) -> Answer:
        """Return what became of a ballot, when it is committed or refused."""
        if len(self.queue) >= QUEUE:
            return None
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.queue.append(_Waiting(cast, answer))
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self.queue:
            lot = [self.queue.popleft() for _ in range(min(len(self.queue), TOGETHER))]
            outcomes = await self._commit([one.cast for one in lot])
            for one, outcome in zip(lot, outcomes, strict=True):
                if not one.answer.done():  # who has gone meanwhile is not told, and the ballot stays
                    one.answer.set_result(outcome)
            tell({one.cast.poll_id for one, outcome in zip(lot, outcomes, strict=True) if outcome and outcome.receipt})

    async def _commit(self, casts: Sequence[Cast]) -> list[Answer]:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="ballots")
        self.commits += 1
        return await asyncio.get_running_loop().run_in_executor(self._thread, _commit, casts)

    def stop(self) -> None:
        """Close the thread and its connection when what is in hand is written."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.submit(connections.close_all)
            thread.shutdown(wait=True)


def _commit(casts: Sequence[Cast]) -> list[Answer]:
    """Write a lot; where it fails as a whole, one by one, so that nobody's ballot hangs on another's."""
    close_old_connections()
    try:
        return list(again(lambda: cast_ballots(casts=casts)))
    except Exception:  # whatever it was: who gets no receipt sends the ballot again
        log.exception("a lot of %d ballots", len(casts))
        return [None] if len(casts) == 1 else [_commit([cast])[0] for cast in casts]


writer = Writer()
_told: dict[UUID, float] = {}
_telling: set[UUID] = set()
_keep: set[asyncio.Task[None]] = set()


def tell(poll_ids: set[UUID]) -> None:
    """Let the rooms know how many have voted: soon, and never more than twice a second."""
    for poll_id in poll_ids - _telling:
        _telling.add(poll_id)
        task = asyncio.get_running_loop().create_task(_tell(poll_id))
        _keep.add(task)
        task.add_done_callback(_keep.discard)


async def _tell(poll_id: UUID) -> None:
    try:
        await asyncio.sleep(max(_told.get(poll_id, 0.0) + TELL - monotonic(), 0.05))
        _telling.discard(poll_id)  # whoever votes from here on is told of by the next one
        if len(_told) > QUEUE:
            _told.clear()
        _told[poll_id] = monotonic()
        await lane.ask(_tell_now, poll_id)
    except Exception:  # a signal that is lost is repaired by the next one
        log.exception("turnout")
    finally:
        _telling.discard(poll_id)


def _tell_now(poll_id: UUID) -> None:
    poll = Poll.objects.filter(pk=poll_id).first()
    if poll is not None:
        live.tell_turnout(poll)


async def serve(scope: Any, receive: sse.Receive, send: Send) -> None:
    """Take one ballot."""
    if not sse.from_here(scope) or not sse.header(scope, b"content-type").startswith("application/json"):
        await sse.refuse(send, 403, "kernel.foreign_page")
        return
    guest = await gate.guest_of(scope)
    if guest is None:
        await sse.refuse(send, 401, "kernel.sign_in")
        return
    cast = _cast(scope, guest, await sse.body(receive, LONGEST))
    outcome = await writer.write(cast) if cast else None
    if outcome is not None and outcome.error is None:
        await sse.answer(send, 200, {"receipt": outcome.receipt})
        return
    with translation.override(guest.language):
        if cast is None:
            await sse.refuse(send, 422, "kernel.bad_input")
        elif outcome is None or outcome.error is None:
            await sse.refuse(send, 503, "voting.send_again")
        else:
            await sse.refuse(send, outcome.error.status, outcome.error.code, **outcome.error.details)


def _cast(scope: Any, guest: Guest, body: bytes) -> Cast | None:
    """Read a ballot; None when it cannot be read."""
    found = ADDRESS.match(scope["path"])
    try:
        poll_id = UUID(found.group(1)) if found else None
        said = BallotIn.model_validate_json(body)
    except (ValueError, ValidationError):
        return None
    if poll_id is None:
        return None
    client = scope.get("client") or ("",)
    request_id = sse.header(scope, b"x-request-id")[:64] or token_hex(16)
    by = replace(guest.actor, request_id=request_id, address=str(client[0]))
    key = sse.header(scope, b"idempotency-key")
    return Cast(by, poll_id, key, said.choice, said.text, said.commitment, said.voter)


def stop() -> None:
    """Close the writer's thread."""
    writer.stop()
