"""Where the live lane asks the database: a few threads of its own that keep their connection.

Pages have their own pool (``config.pages``); a storm of listeners never takes a page's thread.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
R = TypeVar("R")

Q = TypeVar("Q")
A = TypeVar("A")

THREADS = 3
TOGETHER = 250  # questions answered in one go, so that the first of them does not wait too long

_pool: ThreadPoolExecutor | None = None
_threads: set[int] = set()  # those that have worked, and so may hold a connection


def _fresh(work: Callable[[], R]) -> R:
    _threads.add(threading.get_ident())
    close_old_connections()  # only what is broken or over age: a good connection is kept
    return work()


async def ask(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a reading function in one of the lane's threads and return its answer."""
    global _pool  # noqa: PLW0603 - one pool per process, made when first needed
    if _pool is None:
        _pool = ThreadPoolExecutor(THREADS, thread_name_prefix="lane")
    return await asyncio.get_running_loop().run_in_executor(_pool, _fresh, lambda: work(*args, **kwargs))


class Gathered(Generic[Q, A]):
    """One question of many askers: what comes while one lot is being answered makes the next lot.

    A crowd that arrives in the same second costs some lots instead of a thousand questions, waits on the loop
    and not in a thread, and whoever asks after a commit is answered from after it: a lot is read when it begins.
    On the loop's thread only.
    """

    def __init__(self, answer: Callable[[Sequence[Q]], Sequence[A]]) -> None:
        self._answer = answer
        self._waiting: deque[tuple[Q, asyncio.Future[A]]] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Nobody waits and nothing is being answered."""
        return self._task is None or self._task.done()

    async def ask(self, question: Q) -> A:
        """Return the answer to one question; an error of its lot is raised to everybody in it."""
        future: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, future))
        if self.idle:
            self._task = asyncio.get_running_loop().create_task(self._run())
        return await future

    async def _run(self) -> None:
        while self._waiting:
            lot = [self._waiting.popleft() for _ in range(min(len(self._waiting), TOGETHER))]
            try:
                answers = await ask(self._answer, [question for question, _ in lot])
            except Exception as error:  # whatever it was, who asked must hear of it, and the next lot is tried
                for _, future in lot:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_, future), answer in zip(lot, answers, strict=True):
                if not future.done():  # who has gone meanwhile is not told
                    future.set_result(answer)


def stop() -> None:
    """Close the threads and their connections."""
    global _pool
    pool, _pool = _pool, None
    if pool is None:
        return
    together = threading.Barrier(len(_threads)) if _threads else None  # so that each thread takes one
    for _ in _threads:
        pool.submit(_leave, together)
    pool.shutdown(wait=True)
    _threads.clear()


def _leave(together: threading.Barrier | None) -> None:
    connections.close_all()
    if together is not None:
        together.wait(timeout=5)
