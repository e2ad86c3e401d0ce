"""One question to a key, asked of a process of its own and answered within a time."""

import base64
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from giaoban.signing.keys import Key, KeyFault

SECONDS: Final = 60
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whose key it is, who says so, and until when."""

    signer: str
    organization: str
    issuer: str
    valid_from: datetime
    valid_to: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signature is seen: page from 1, and [left, bottom, right, top] in points from the page's corner."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wish:
    """One signature that is to be put behind a PDF. ``field`` makes it one: the same field is never signed twice."""

    field: str
    place: Place
    appearance: bytes  # a PDF page of the size of the box
    moment: datetime
    name: str
    location: str


def look(key: Key) -> Certificate:
    """Use the key once and tell whose it is; raise KeyFault when it cannot be used."""
    return _certificate(_ask("look", key))


def sign(key: Key, source: Path, target: Path, wish: Wish) -> bool:
    """Write the source with the signature behind it to the target; False when this signature is in it already."""
    found = _ask(
        "sign",
        key,
        source=str(source),
        target=str(target),
        field=wish.field,
        moment=wish.moment.isoformat(),
        name=wish.name,
        location=wish.location,
        place={"page": wish.place.page, "box": wish.place.box},
        appearance=base64.b64encode(wish.appearance).decode("ascii"),
        timestamp=settings.TIMESTAMP,
    )
    return not found["already"]


def attest(key: Key, content: bytes) -> bytes:
    """Return a detached signature (CMS, DER) on some bytes."""
    found = _ask("attest", key, content=base64.b64encode(content).decode("ascii"), timestamp=settings.TIMESTAMP)
    return base64.b64decode(found["signature"])


def _ask(do: str, key: Key, **more: Any) -> dict[str, Any]:
    question = json.dumps({"do": do, "key": key.facts(), **more}).encode()
    # a token's driver finds its own settings in the environment; the house's are none of its business
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIAOBAN_")}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-B", "-m", "giaoban.signing.child"],
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | {"PYTHONPATH": os.pathsep.join(sys.path)},
            timeout=SECONDS,
            check=True,
            start_new_session=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise KeyFault("no_answer") from None
    if "trouble" in found:
        logger.warning("signing with %s: %s %s", key.name, found["trouble"], found.get("because", ""))
        raise KeyFault(str(found["trouble"]))
    return found


def _certificate(facts: dict[str, Any]) -> Certificate:
    return Certificate(
        signer=str(facts["signer"]),
        organization=str(facts["organization"]),
        issuer=str(facts["issuer"]),
        valid_from=datetime.fromisoformat(facts["valid_from"]),
        valid_to=datetime.fromisoformat(facts["valid_to"]),
        sha256=str(facts["sha256"]),
    )
