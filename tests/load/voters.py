"""Many voters at once: each has a connection and sends what it is given; prints when each was answered.

Run as ``python -m tests.load.voters PORT``; the requests come as JSON lines on standard input (one list a
connection), then they all begin at the same moment.
"""

import asyncio
import json
import sys
import time

import uvloop


async def one(port: int, requests: list[str], go: asyncio.Event, ready: asyncio.Semaphore) -> list[tuple[float, str]]:
    """Send one connection's requests one after the other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    ready.release()
    await go.wait()
    answers = []
    for request in requests:
        began = time.monotonic()
        writer.write(request.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        at = head.lower().find(b"content-length:")
        body = await reader.readexactly(int(head[at + 15 :].split(b"\r\n", 1)[0]))
        answers.append((time.monotonic() - began, f"{head.split(b' ', 2)[1].decode()} {body.decode()}"))
    writer.close()
    return answers


async def main(port: int) -> None:
    lots = [json.loads(line) for line in sys.stdin]
    go, ready = asyncio.Event(), asyncio.Semaphore(0)
    tasks = [asyncio.create_task(one(port, lot, go, ready)) for lot in lots]
    for _ in lots:
        await ready.acquire()
    began = time.monotonic()
    go.set()
    answers = [answer for mine in await asyncio.gather(*tasks) for answer in mine]
    print(json.dumps({"all": time.monotonic() - began, "answers": answers}))


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
