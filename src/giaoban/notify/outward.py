"""Asking a server outside the house: no redirects, little memory, and never one inside the house by mistake.

The address comes from a browser, so somebody may have written it to make the house knock at its own doors (SSRF): the
name is resolved once, every address it has must be public, and the connection goes to one of those.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import urllib.parse
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

TIMEOUT: Final = 15  # seconds
MOST_READ: Final = 64 * 1024
PORTS: Final = {"https": 443, "http": 80}


class Forbidden(Exception):
    """The house does not knock at this address."""


class NotConnected(OSError):
    """Nobody was asked: the name is not known, or nobody answers there."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    status: int
    headers: Mapping[str, str]  # names in small letters
    text: str

    @property
    def wait_seconds(self) -> int:
        """How long the server asks one to wait."""
        asked = self.headers.get("retry-after", "")
        return min(int(asked), 6 * 3600) if asked.isdigit() else 0

    def facts(self) -> dict[str, Any]:
        """Return the JSON of the answer; nothing when it is none."""
        try:
            said = json.loads(self.text)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address, as VAPID and the list of services name them."""
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def forbids(url: str, allowed: Collection[str] = ()) -> str:
    """Return why the address cannot be one of a push service, before anybody looks where its name leads; or nothing."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "not an address"
    if origin_of(url) in allowed:
        return ""
    if parts.scheme != "https" or not host or parts.username or parts.fragment:
        return "not an https address"
    if port not in {None, 443}:
        return "not the port of https"
    if _is_number(host) and not ipaddress.ip_address(host).is_global:
        return "not a public address"
    return ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def post(url: str, body: bytes, headers: Mapping[str, str], *, allowed: Collection[str] = ()) -> Reply:
    """Post to an address that somebody else gave us; ``allowed`` origins may lie inside the house."""
    if why := forbids(url, allowed):
        raise Forbidden(why)
    parts = urllib.parse.urlsplit(url)
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    inside = origin_of(url) in allowed
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise NotConnected(str(fault)) from fault
    public = [row for row in found if inside or ipaddress.ip_address(str(row[4][0]).partition("%")[0]).is_global]
    if len(public) < len(found):
        raise Forbidden("the name leads to an address that is not public")
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return _ask(parts.scheme, host, port, str(public[0][4][0]), target, body, headers)


def post_to_provider(url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """Post to an address that the operator has set."""
    return post(url, body, headers, allowed={origin_of(url)})


class _Pinned(http.client.HTTPSConnection):
    """TLS with the name that was asked for, over a connection to the address that was checked."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self.tls = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT, context=self.tls)
        self.address = address

    def connect(self) -> None:
        """Connect without asking again where the name leads."""
        plain = socket.create_connection((self.address, self.port), TIMEOUT)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)


def _ask(
    scheme: str, host: str, port: int, address: str, target: str, body: bytes, headers: Mapping[str, str]
) -> Reply:
    if scheme == "https":
        connection: http.client.HTTPConnection = _Pinned(host, port, address)
    else:
        connection = http.client.HTTPConnection(address, port, timeout=TIMEOUT)
    try:
        try:
            connection.connect()
        except OSError as fault:
            raise NotConnected(str(fault) or type(fault).__name__) from fault
        connection.request("POST", target, body, dict(headers))
        reply = connection.getresponse()
        text = reply.read(MOST_READ).decode("utf8", "replace")
        return Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, text)
    except http.client.HTTPException as fault:
        raise OSError(f"not understood: {type(fault).__name__}") from fault
    finally:
        connection.close()
