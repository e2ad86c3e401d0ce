"""The page lane: Django in a fixed pool of threads that keep their database connection.

Django's own ASGI handler spends half of each request on handing threads over and reconnecting
(docs/decisions). Here a request is read by the event loop, answered by one thread in one go, and
written by the event loop again, so a slow telephone never holds one of the few threads: neither while
it uploads nor while it downloads. a2wsgi translates the request; its responder would hold the thread.
"""

import asyncio
import functools
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO, Any, Final

from a2wsgi.wsgi import build_environ

from giaoban.config import memory

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

IN_MEMORY: Final = 1024 * 1024  # bytes of a body kept in memory before it goes to a file
BLOCK: Final = 128 * 1024


class FileBody:
    """What Django hands back for a file (``wsgi.file_wrapper``): written by the loop, not by the thread."""

    def __init__(self, file: IO[bytes], _block: int = BLOCK) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(functools.partial(self.file.read, BLOCK), b"")

    def close(self) -> None:
        """Close the file and tell Django that the request is over."""
        self.file.close()


@dataclass(slots=True)
class Reply:
    """One answer of the page lane: its head, and either its bytes or a file to read them from."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    file: Any = None


class Pages:
    """An ASGI application that answers with a WSGI application's pages."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]], *, threads: int, body_max: int) -> None:
        self.wsgi = wsgi
        self.body_max = body_max
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self.files = ThreadPoolExecutor(4, thread_name_prefix="file")

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await self._body(scope, receive)
        if body is None:
            await _too_large(send)
            return
        loop = asyncio.get_running_loop()
        with body:
            reply = await loop.run_in_executor(self.pool, self._answer, scope, body)
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        if reply.file is None:
            await send({"type": "http.response.body", "body": reply.body})
            loop.call_soon(memory.tidy)
            return
        try:
            while block := await loop.run_in_executor(self.files, reply.file.file.read, BLOCK):
                await send({"type": "http.response.body", "body": block, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await loop.run_in_executor(self.files, reply.file.close)

    async def _body(self, scope: Any, receive: Receive) -> IO[bytes] | None:
        """Read the request's body; None when it is larger than anything we accept."""
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not announced.isdigit() or int(announced) > self.body_max:
            return None
        body: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by the caller
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            block = message.get("body", b"")
            size += len(block)
            if size > self.body_max:
                body.close()
                return None
            body.write(block)
            more = message.get("more_body", False)
        body.seek(0)
        return body  # type: ignore[no-any-return]

    def _answer(self, scope: Any, body: IO[bytes]) -> Reply:
        reply = Reply()

        def start(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> Callable[[bytes], None]:
            reply.status = int(status.split(" ", 1)[0])
            reply.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
            return lambda _: None  # Django never writes by this way

        environ: Any = build_environ(scope, body)  # type: ignore[arg-type]
        environ["wsgi.file_wrapper"] = FileBody
        parts = self.wsgi(environ, start)
        if isinstance(parts, FileBody):
            reply.file = parts
            return reply
        try:
            self._collect(reply, parts)
        finally:
            getattr(parts, "close", lambda: None)()
        return reply

    def _collect(self, reply: Reply, parts: Iterable[bytes]) -> None:
        """Keep a page's bytes; what grows large goes to a file, so that the thread is free at once."""
        spool: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it was sent
        size = 0
        for part in parts:
            spool.write(part)
            size += len(part)
        spool.seek(0)
        if size > IN_MEMORY:
            reply.file = FileBody(spool)
        else:
            reply.body = spool.read()
            spool.close()

    def stop(self) -> None:
        """Let what runs finish, then end the threads."""
        self.pool.shutdown(wait=True)
        self.files.shutdown(wait=True)


async def _too_large(send: Send) -> None:
    text = "Nội dung gửi lên quá lớn. · The content is too large.".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(text)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": text})
