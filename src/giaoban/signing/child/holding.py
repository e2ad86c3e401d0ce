"""Keys as pyHanko's signers: a PKCS #12 file, or a token behind a PKCS #11 module."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pkcs11
from pkcs11 import exceptions as faults
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer, SimpleSigner

WRONG_SECRET = (faults.PinIncorrect, faults.PinInvalid, faults.PinLenRange)


class Trouble(Exception):
    """The key cannot be used; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextlib.contextmanager
def held(key: dict[str, Any]) -> Iterator[Signer]:
    """Open the key for one use."""
    with _token(key) if key["module"] else _file(key) as signer:
        yield signer


@contextlib.contextmanager
def _file(key: dict[str, Any]) -> Iterator[Signer]:
    try:
        content = Path(key["file"]).read_bytes()
    except OSError:
        raise Trouble("no_key_file") from None
    signer = None
    with contextlib.suppress(ValueError):
        signer = SimpleSigner.load_pkcs12_data(content, [], passphrase=key["secret"].encode())
    if signer is None:  # whether the file or the password is wrong cannot be told
        raise Trouble("wrong_secret")
    yield signer


@contextlib.contextmanager
def _token(key: dict[str, Any]) -> Iterator[Signer]:
    criteria = TokenCriteria(label=key["token"]) if key["token"] else None
    try:
        session = open_pkcs11_session(key["module"], key["slot"], criteria, key["secret"])
    except WRONG_SECRET:
        raise Trouble("wrong_secret") from None
    except faults.PinLocked:
        raise Trouble("locked") from None
    except (faults.PKCS11Error, RuntimeError, IndexError):
        raise Trouble("no_token") from None
    try:
        with session:
            yield PKCS11Signer(session, cert_label=key["label"], key_label=key["label"], other_certs_to_pull=None)
    except (faults.PKCS11Error, pkcs11.NoSuchKey):
        raise Trouble("no_key_on_token") from None
