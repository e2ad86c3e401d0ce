"""Servers for tests that keep what arrives: mail, and a push service that reads like a browser."""

import json
import os
import socket
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


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


@dataclass
class Asked:
    """One request that reached a server for tests."""

    path: str
    headers: dict[str, str]
    body: bytes


class Answering:
    """What arrived, and what the server answers next: status, headers, text; else the usual answer."""

    def __init__(self, usual: tuple[int, dict[str, str], str]) -> None:
        self.asked: list[Asked] = []
        self.answers: list[tuple[int, dict[str, str], str]] = []
        self.usual = usual

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], str]:
        """Return what comes next."""
        self.asked.append(asked)
        return self.answers.pop(0) if self.answers else self.usual


@contextmanager
def a_web_server(kept: Answering, port: int = 0) -> Iterator[str]:
    """Run a real HTTP server on loopback: its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, said, text = kept.answer(Asked(self.path, headers, self.rfile.read(length)))
            self.send_response(status)
            for name, value in said.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Browser:
    """A browser's side of web push, written from the RFCs, sharing nothing with the house: it opens messages."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)

    @property
    def point(self) -> bytes:
        """The public key as it is told to the server."""
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self, endpoint: str) -> dict[str, str]:
        """Return what the browser tells the server."""
        return {"endpoint": endpoint, "p256dh": _fold(self.point), "auth": _fold(self.secret)}

    def opened(self, body: bytes) -> dict[str, Any]:
        """Open a sealed message (RFC 8291, section 3; RFC 8188, section 2)."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        point, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = self.key.exchange(ec.ECDH(), sender)
        said = b"WebPush: info\x00" + self.point + point
        base = HKDF(algorithm=SHA256(), length=32, salt=self.secret, info=said).derive(shared)
        root = HKDF.extract(SHA256(), salt, base)
        key = HKDFExpand(SHA256(), 16, b"Content-Encoding: aes128gcm\x00").derive(root)
        nonce = HKDFExpand(SHA256(), 12, b"Content-Encoding: nonce\x00").derive(root)
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00")
        assert plain.endswith(b"\x02")
        return dict(json.loads(plain[:-1]))


def who_pushes(authorization: str) -> tuple[str, dict[str, Any]]:
    """Check a VAPID header (RFC 8292): the public key, and what it says; a bad signature raises."""
    kind, _, rest = authorization.partition(" ")
    assert kind == "vapid"
    facts = dict(part.strip().split("=", 1) for part in rest.split(","))
    said, _, signature = facts["t"].rpartition(".")
    raw = _unfold(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _unfold(facts["k"]))
    numbers = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(numbers, said.encode(), ec.ECDSA(SHA256()))
    head, claims = (json.loads(_unfold(part)) for part in said.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    return facts["k"], claims


def _fold(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _unfold(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Gateway(Answering):
    """A short-message gateway as eSMS documents it: keys, brandname, and a RequestId that is taken once."""

    def __init__(self) -> None:
        super().__init__((200, {}, ""))
        self.taken: dict[str, dict[str, str]] = {}

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], str]:
        """Answer as the documentation says."""
        self.asked.append(asked)
        if self.answers:
            return self.answers.pop(0)
        said = json.loads(asked.body)
        return 200, {}, json.dumps(self._understood(said))

    def _understood(self, said: dict[str, str]) -> dict[str, Any]:
        if (said["ApiKey"], said["SecretKey"]) != ("key", "secret"):
            return {"CodeResult": "101", "CountRegenerate": 0, "ErrorMessage": "Authorize Failed"}
        if said["Brandname"] != "CUC-HQ" or said["SmsType"] != "2":
            return {"CodeResult": "104", "CountRegenerate": 0, "ErrorMessage": "Brand name code is not exist"}
        if said["RequestId"] in self.taken:
            return {"CodeResult": "124", "CountRegenerate": 0, "ErrorMessage": "Request exist 1", "SendStatus": "5"}
        self.taken[said["RequestId"]] = said
        return {"CodeResult": "100", "CountRegenerate": 0, "SMSID": f"sms-{len(self.taken)}"}


class ZaloCloud(Answering):
    """Zalo as it documents itself: keys that are renewed with one that works once, and template messages."""

    def __init__(self) -> None:
        super().__init__((200, {}, ""))
        self.access, self.refresh, self.renewed = "", "refresh-0", 0
        self.messages: list[dict[str, Any]] = []

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], str]:
        """Answer as the documentation says."""
        self.asked.append(asked)
        if self.answers:
            return self.answers.pop(0)
        said = self._keys(asked) if asked.path == "/v4/oa/access_token" else self._message(asked)
        return 200, {}, json.dumps(said)

    def _keys(self, asked: Asked) -> dict[str, Any]:
        said = dict(parse_qsl(asked.body.decode()))
        if asked.headers.get("secret_key") != "secret" or said.get("app_id") != "app":
            return {"error": -14004, "error_name": "Invalid secret key"}
        if said.get("grant_type") != "refresh_token" or said.get("refresh_token") != self.refresh:
            return {"error": -14014, "error_name": "Invalid refresh token"}
        self.renewed += 1
        self.access, self.refresh = f"access-{self.renewed}", f"refresh-{self.renewed}"
        return {"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"}

    def _message(self, asked: Asked) -> dict[str, Any]:
        said = json.loads(asked.body)
        if not self.access or asked.headers.get("access_token") != self.access:
            return {"error": -124, "message": "Access token is invalid"}
        if not said["phone"].startswith("84"):
            return {"error": -108, "message": "Phone number is invalid"}
        if set(said["template_data"]) != {"name", "content", "time"} or len(said["tracking_id"]) > 48:
            return {"error": -112, "message": "Template data is invalid"}
        self.messages.append(said)
        data = {"msg_id": f"zns-{len(self.messages)}", "sent_time": "1", "quota": {"dailyQuota": "500"}}
        return {"error": 0, "message": "Success", "data": data}
