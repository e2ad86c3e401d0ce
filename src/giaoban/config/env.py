"""Settings from the environment: text becomes typed values, or the start stops with words."""

import os
import urllib.parse
from pathlib import Path
from typing import Any


class SettingError(Exception):
    """A setting cannot be understood; the text says which and why."""


KNOWN: dict[str, str] = {}  # name → what it is for; ``giaoban doctor`` prints the table


def _read(name: str, default: str, purpose: str) -> str:
    KNOWN[name] = purpose
    file = os.environ.get(f"{name}_FILE")
    KNOWN[f"{name}_FILE"] = f"tệp chứa {name}"
    return Path(file).read_text("utf8").strip() if file else os.environ.get(name, default)


def text(name: str, default: str, purpose: str) -> str:
    """Read a setting as it is; NAME_FILE names a file that holds it."""
    return _read(name, default, purpose)


def one_of(name: str, default: str, allowed: set[str], purpose: str) -> str:
    """Read one of a few words."""
    value = _read(name, default, purpose)
    if value not in allowed:
        raise SettingError(f"{name}={value!r}: write one of {', '.join(sorted(allowed))}")
    return value


def flag(name: str, *, default: bool, purpose: str) -> bool:
    """Read yes or no."""
    value = _read(name, "yes" if default else "no", purpose).lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off", ""}:
        return False
    raise SettingError(f"{name}={value!r}: write yes or no")


def number(name: str, default: int, purpose: str) -> int:
    """Read a whole number."""
    value = _read(name, str(default), purpose)
    try:
        return int(value)
    except ValueError:
        raise SettingError(f"{name}={value!r}: write a whole number") from None


def listed(name: str, default: str, purpose: str) -> list[str]:
    """Read a list separated by commas."""
    return [part.strip() for part in _read(name, default, purpose).split(",") if part.strip()]


def refuse_unknown() -> None:
    """Stop on a misspelt GIAOBAN_ name instead of ignoring it."""
    unknown = sorted(name for name in os.environ if name.startswith("GIAOBAN_") and name not in KNOWN)
    if unknown:
        raise SettingError(f"unknown settings: {', '.join(unknown)}")


def database(url: str) -> dict[str, Any]:
    """Turn sqlite:///path or postgres://user:password@host:port/name into Django's form."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path if url.startswith("sqlite:////") else parts.path.lstrip("/"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # invariant 1: one writer at a time that waits its turn, instead of «database is locked»
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"
                    "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": urllib.parse.unquote(parts.username or ""),
            "PASSWORD": urllib.parse.unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": _postgres_options(parts.query),
        }
    raise SettingError(f"GIAOBAN_DATABASE: {parts.scheme!r} is neither sqlite nor postgres")


PREPARE_AFTER = 4  # times that a connection asks before it keeps the plan; a page lives by some thirty questions


def _postgres_options(query: str) -> dict[str, Any]:
    """Return the options of a connection; ``prepared=no`` suits poolers that hand a connection on midway."""
    options: dict[str, Any] = dict(urllib.parse.parse_qsl(query))
    prepared = options.pop("prepared", "yes")
    if prepared not in {"yes", "no"}:
        raise SettingError(f"GIAOBAN_DATABASE: prepared={prepared!r} is neither yes nor no")
    if prepared == "yes":
        options |= {"server_side_binding": True, "prepare_threshold": PREPARE_AFTER}
    return options
