"""Who we are to push services (RFC 8292): a key of our own, made at the first start and kept with the data.

The private key is never logged and never leaves the machine but in a backup: whoever has it can push to the browsers
that trust it. A new key makes every subscription void; browsers subscribe anew when their owner next looks.
"""

import json
import os
import tempfile
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from giaoban.kernel import clock
from giaoban.notify import outward
from giaoban.notify.webpush import CURVE, fold, point_of, unfold

FILE: Final = "vapid.key"
GOOD_FOR: Final = 12 * 3600  # seconds; services refuse more than a day
NUMBER_BYTES: Final = 32


class UnusableKey(Exception):
    """The key that was given is none; the text says what is expected, never what was given."""


def key_file() -> Path:
    """Return where the key lies when no setting gives one."""
    return Path(settings.DATA) / FILE


def private_key() -> ec.EllipticCurvePrivateKey:
    """Return the key of this installation; it is made once, readable for its owner only."""
    if settings.VAPID_KEY:
        return _read(settings.VAPID_KEY)
    file = key_file()
    if not file.exists():
        _make(file)
    return _read(file.read_text("ascii"))


def _make(file: Path) -> None:
    """Write a whole key at once: of two processes that start together, the first one's stands."""
    file.parent.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(CURVE)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{FILE}.")  # mode 600
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(part, file)
        except FileExistsError:
            return
    finally:
        Path(part).unlink()


@lru_cache(maxsize=4)
def _read(text: str) -> ec.EllipticCurvePrivateKey:
    try:
        if "BEGIN" not in text:  # as other tools write it: the number alone
            number = unfold(text.strip())
            if len(number) != NUMBER_BYTES:
                raise ValueError
            return ec.derive_private_key(int.from_bytes(number), CURVE)
        key = load_pem_private_key(text.replace("\\n", "\n").encode(), None)
    except (ValueError, TypeError):
        raise UnusableKey("a P-256 private key is expected: PEM, or its 32 bytes in base64url") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != CURVE.name:
        raise UnusableKey("a P-256 private key is expected: PEM, or its 32 bytes in base64url")
    return key


def public_key() -> str:
    """Return what browsers are told when they subscribe."""
    return fold(point_of(private_key().public_key()))


def subject() -> str:
    """Return whom a push service may ask: our site, or the mail address in the open."""
    return settings.SITE_URL if settings.BEHIND_TLS else f"mailto:{parseaddr(settings.MAIL_FROM)[1]}"


def authorization(endpoint: str) -> str:
    """Return the header that says who pushes: a signed word for this push service alone, good for half a day."""
    claims = {
        "aud": outward.origin_of(endpoint),
        "exp": int(clock.now().timestamp()) + GOOD_FOR,
        "sub": subject(),
    }
    said = ".".join(fold(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(private_key().sign(said.encode(), ec.ECDSA(SHA256())))
    signature = fold(r.to_bytes(NUMBER_BYTES) + s.to_bytes(NUMBER_BYTES))
    return f"vapid t={said}.{signature}, k={public_key()}"
