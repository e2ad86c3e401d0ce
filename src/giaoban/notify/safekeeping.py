"""Words that must not lie open in the database, nor in its backups' copies: sealed with the installation's key."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _box() -> Fernet:
    derived = HKDF(SHA256(), 32, None, b"giaoban.notify.keys").derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(derived))


def seal(words: str) -> str:
    """Return the words as they may be stored."""
    return _box().encrypt(words.encode()).decode()


def opened(sealed: str) -> str:
    """Return what was sealed; nothing when the installation's key is another one."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""
