"""What is done to a secret ballot: sealed into a box of one size, and recognized when it is sent again.

All of it hangs on the poll's key (``keys``). Without the key a box and a mark are noise.
"""

import base64
import hashlib
import hmac
import json
import os
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE: Final = 12  # bytes
SMALL: Final = 2048  # bytes of a box without room for a text, padding included
LARGE: Final = 6144  # with room for a text of a thousand characters
CODE: Final = 16  # signs of a receipt that the server makes


def seal(key: bytes, poll_id: UUID, ballot: dict[str, Any], *, with_text: bool) -> bytes:
    """Return the ballot as a box. Every box of a poll has the same length, whatever is in it."""
    plain = json.dumps(ballot, ensure_ascii=False, sort_keys=True).encode()
    size = LARGE if with_text else SMALL
    if len(plain) > size:
        raise ValueError(f"a ballot of {len(plain)} bytes does not fit its box")
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_part(key, b"box")).encrypt(nonce, plain.ljust(size), poll_id.bytes)


def unseal(key: bytes, poll_id: UUID, box: bytes) -> dict[str, Any] | None:
    """Return what is in a box; None when it was not sealed with this key for this poll."""
    try:
        plain = AESGCM(_part(key, b"box")).decrypt(box[:NONCE], box[NONCE:], poll_id.bytes)
    except InvalidTag:
        return None
    ballot: dict[str, Any] = json.loads(plain)
    return ballot


def mark(key: bytes, what: str, *parts: str) -> str:
    """Return a mark by which the same words of the same voter are known again, as long as the key exists."""
    return hmac.new(_part(key, what.encode()), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def code(key: bytes, voter_id: UUID, attempt: str) -> str:
    """Return a receipt code for who brought none of their own: the same for the same attempt."""
    digest = hmac.new(_part(key, b"code"), f"{voter_id}\x1f{attempt}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest)[:CODE].decode()


def fingerprint(receipt_code: str) -> str:
    """Return what is published of a receipt code. The browser computes the same (frontend/src/hall/voting)."""
    return hashlib.sha256(receipt_code.encode()).hexdigest()


def _part(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, purpose, hashlib.sha256).digest()
