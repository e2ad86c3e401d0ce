"""Where the live lane asks the database: a few threads of its own that keep their connection.

Pages have their own pool (``config.pages``); a storm of listeners never takes a page's thread.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 3

_pool: ThreadPoolExecutor | None = None


def _fresh(work: Callable[[], R]) -> R:
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
    global _pool  # noqa: PLW0603 - see above
    pool, _pool = _pool, None
    if pool is None:
        return
    for _ in range(THREADS):  # each idle thread takes one; a thread that was never started has nothing to close
        pool.submit(connections.close_all)
    pool.shutdown(wait=True)
