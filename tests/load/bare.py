"""A bare «ok» behind the same HTTP server as the product: ``uvicorn tests.load.bare:application``."""

from typing import Any

START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"application/json"), (b"content-length", b"2")],
}


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Read the request, answer «ok»."""
    if scope["type"] == "lifespan":
        for word in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{word}.complete"})
        return
    await receive()
    await send(START)
    await send({"type": "http.response.body", "body": b"ok"})
