"""Which signing keys this installation has: ``GIAOBAN_SIGNING`` names a file that says where each is (operate.md).

A key is a PKCS #12 file or lies on a token behind a PKCS #11 module. Its password or PIN stands in an environment
variable or in a file that only the service can read; neither it nor the key is ever in the database or in a log.
"""

import os
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.conf import settings

ENTRIES: Final = frozenset({"file", "module", "slot", "token", "label", "secret"})
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class KeyFault(Exception):
    """A key cannot be used; ``code`` is the message key of why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
        self.code = f"signing.{why}"


@dataclass(frozen=True, slots=True)
class Key:
    """Where one key is. Its name is how the administrator and the database know it."""

    name: str
    secret_at: str = field(repr=False)
    file: str = ""
    module: str = ""
    slot: int | None = None
    token: str = ""
    label: str = ""

    @property
    def place(self) -> str:
        """Return in a few words where it is."""
        return f"PKCS #11: {self.token or self.slot}, {self.label}" if self.module else f"PKCS #12: {self.file}"

    def facts(self) -> dict[str, Any]:
        """Return what the process that signs needs. Only ``child_process`` may ask."""
        if self.file:
            _only_ours(Path(self.file), "no_key_file", "key_is_open")
        return {
            "file": self.file, "module": self.module, "slot": self.slot, "token": self.token, "label": self.label,
            "secret": _secret(self.secret_at),
        }  # fmt: skip


def keys() -> dict[str, Key]:
    """Return the keys by name; none where nothing was set up."""
    path = Path(settings.SIGNING)
    if not path.is_file():
        return {}
    try:
        read = tomllib.loads(path.read_text("utf8"))
        return {name: _key(name, facts, path.parent) for name, facts in read.items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        raise KeyFault("keys_unreadable") from None


def key_of(name: str) -> Key:
    """Return a key by its name."""
    found = keys().get(name)
    if found is None:
        raise KeyFault("key_not_set_up")
    return found


def _key(name: str, facts: dict[str, Any], folder: Path) -> Key:
    if unknown := facts.keys() - ENTRIES:
        raise ValueError(f"unknown: {unknown}")
    if ("file" in facts) == ("module" in facts) or ("module" in facts and "label" not in facts):
        raise ValueError(name)
    how, _, where = str(facts["secret"]).partition(":")
    if how not in {"env", "file"} or not where:
        raise ValueError(name)
    return Key(
        name=name,
        secret_at=f"file:{folder / where}" if how == "file" else f"env:{where}",
        file=str(folder / facts["file"]) if "file" in facts else "",
        module=str(facts.get("module", "")),
        slot=facts.get("slot"),
        token=str(facts.get("token", "")),
        label=str(facts.get("label", "")),
    )


def _secret(at: str) -> str:
    how, _, where = at.partition(":")
    if how == "env":
        found = os.environ.get(where, "")
    else:
        _only_ours(Path(where), "no_secret", "secret_is_open")
        found = Path(where).read_text("utf8").rstrip("\r\n")
    if not found:
        raise KeyFault("no_secret")
    return found


def _only_ours(path: Path, missing: str, is_open: str) -> None:
    """Refuse a secret that others on this machine can read."""
    try:
        mode = path.stat().st_mode
    except OSError:
        raise KeyFault(missing) from None
    if mode & OTHERS:
        raise KeyFault(is_open)
    if not os.access(path, os.R_OK):
        raise KeyFault(missing)
