"""Every address of the house, as the resolver knows it, with its parameters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

_ROUTE = re.compile(r"<(?:(\w+):)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>((?:[^()]|\([^()]*\))*)\)")


@dataclass(frozen=True)
class Address:
    """One pattern: a path with ``<converter:name>`` gaps, and the view's name."""

    path: str
    name: str
    parameters: tuple[tuple[str, str], ...]

    def filled(self, values: dict[str, str]) -> str:
        """Return the path with every gap filled."""
        path = self.path
        for kind, name in self.parameters:
            path = path.replace(f"<{kind}:{name}>", values.get(name) or values.get(kind, kind), 1)
        return "/" + path


def addresses() -> list[Address]:
    """Return every address once."""
    return sorted(set(_walk(get_resolver().url_patterns, "")), key=lambda address: address.path)


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Address]:
    for entry in patterns:
        part = _plain(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, prefix + part)
        else:
            path = prefix + part
            gaps = tuple((kind or "str", name) for kind, name in _ROUTE.findall(path))
            path = _ROUTE.sub(lambda m: f"<{m[1] or 'str'}:{m[2]}>", path)
            yield Address(path, entry.name or "", gaps)


def _plain(pattern: object) -> str:
    if isinstance(pattern, RoutePattern):
        return str(pattern)
    if isinstance(pattern, RegexPattern):
        text = (
            str(pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z").replace(r"\.", ".").replace(r"\-", "-")
        )
        return _GROUP.sub(lambda m: f"<{_kind(m[2])}:{m[1]}>", text)
    return ""


def _kind(inside: str) -> str:
    if "0-9a-f" in inside:
        return "uuid"
    return inside.split("|", maxsplit=1)[0] if "|" in inside else "str"
