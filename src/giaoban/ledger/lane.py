"""Where the live lane asks the database: a few threads of its own that keep their connection.

Pages have their own pool (``config.pages``); a storm of listeners never takes a page's thread.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 3

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
