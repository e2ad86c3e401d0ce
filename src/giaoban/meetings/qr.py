"""The check-in code on the big screen: signed with the round's secret, new every half minute (LIVE-1)."""

import hashlib
import hmac
import io
from base64 import b32encode
from datetime import datetime
from typing import Final

import segno

from giaoban.meetings.models import AttendanceRound

STEP: Final = 30  # seconds a code is shown; it holds for this step and the next
LENGTH: Final = 12  # characters of base32: 60 bits


def code(a_round: AttendanceRound, at: datetime) -> str:
    """Return the code of the round at that instant."""
    return _code(a_round, int(at.timestamp()) // STEP)


def holds(a_round: AttendanceRound, given: str, at: datetime) -> bool:
    """Tell whether the code is the present one or the one before."""
    step = int(at.timestamp()) // STEP
    codes = (_code(a_round, step), _code(a_round, step - 1))
    return any(hmac.compare_digest(known, given.upper()) for known in codes) if given.isascii() else False


def seconds_left(at: datetime) -> int:
    """Return when the next code comes."""
    return STEP - int(at.timestamp()) % STEP


def _code(a_round: AttendanceRound, step: int) -> str:
    message = f"{a_round.pk}:{step}".encode()
    digest = hmac.new(a_round.secret.encode(), message, hashlib.sha256).digest()
    return b32encode(digest).decode("ascii")[:LENGTH]


def svg(address: str) -> str:
    """Return the address as a QR picture that scales with its box."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, dark="#000", light="#fff"
    )
    return out.getvalue().decode("utf8")
