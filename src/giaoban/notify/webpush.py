"""Sealing a message for one browser: RFC 8291 over RFC 8188, with the primitives of ``cryptography``.

Forty lines of our own instead of pywebpush: that brings two HTTP clients which follow redirects and know no guard
against addresses inside the house, and http-ece, which has no wheel (decision 0013).
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE: Final = ec.SECP256R1()
RECORD: Final = 4096
SECRET_BYTES: Final = 16
ROUND: Final = 256  # a message is filled up to a multiple, so that its length says little


def unfold(text: str) -> bytes:
    """Read base64url with or without its filling."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def fold(raw: bytes) -> str:
    """Write base64url as the RFCs do."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def are_keys(p256dh: str, auth: str) -> bool:
    """Tell whether these are the keys of a browser: a point of the curve and sixteen bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unfold(p256dh))
        return len(unfold(auth)) == SECRET_BYTES
    except ValueError:
        return False


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def seal(
    message: bytes,
    p256dh: str,
    auth: str,
    *,
    ours: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
    filling: int | None = None,
) -> bytes:
    """Return the body of the request; key and salt are fresh for each message (tests of the RFC give theirs)."""
    ours, salt = ours or ec.generate_private_key(CURVE), salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unfold(p256dh))
    their_point, our_point = point_of(theirs), point_of(ours.public_key())
    shared = ours.exchange(ec.ECDH(), theirs)
    base = _hkdf(unfold(auth), shared, b"WebPush: info\0" + their_point + our_point, 32)
    key = _hkdf(salt, base, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(salt, base, b"Content-Encoding: nonce\0", 12)
    zeros = -(len(message) + 1) % ROUND if filling is None else filling
    head = salt + RECORD.to_bytes(4) + bytes([len(our_point)]) + our_point
    return head + AESGCM(key).encrypt(nonce, message + b"\x02" + b"\0" * zeros, None)
