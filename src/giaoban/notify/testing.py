"""A mail server for tests that keeps what arrives, and words to send."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from typing import Any

from aiosmtpd.controller import Controller


class Kept:
    """What arrived, and what the server answers to the next letters."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.to: list[str] = []
        self.answers: list[str] = []

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd asks for
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Take the address, or answer what the test wishes."""
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - likewise
        """Keep the letter, parsed."""
        self.letters.append(message_from_bytes(envelope.content, policy=policy))
        self.to += envelope.rcpt_tos
        return "250 kept"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def a_mail_server() -> Iterator[tuple[str, Kept]]:
    """Run a real SMTP server on loopback: its address, and what it keeps."""
    kept, port = Kept(), _free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}", kept
    finally:
        controller.stop()
