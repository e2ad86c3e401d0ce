"""The agency's directory, LDAP or Active Directory: who has this name and password, and who is there (ORG-5).

ldap3 is in pure Python: an agency needs no compiler. It is loaded when a directory is asked, since most have none.
A password goes out over TLS only, to the directory itself (referrals are not followed), and never empty: a bind
without a password succeeds for anybody (RFC 4513 § 5.1.2).
"""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

from django.conf import settings

from giaoban.people.identity.claims import Identity, stable_uid
from giaoban.people.identity.gateway import Gateway

R = TypeVar("R")
SOURCE: Final = "ldap"
CONNECT: Final = 3  # seconds
ANSWER: Final = 5  # seconds
LONGEST: Final = 120  # characters of a name
PAGE: Final = 500  # entries
STABLE: Final = ("entryUUID", "objectGUID")  # what stays when somebody is renamed or moved
WRONG: Final = frozenset({32, 34, 48, 49, 50, 53})  # no such entry, no name, not so, wrong password, not allowed
DIRECTORY: Final = Gateway((OSError,))


def identify(username: str, password: str, names: Iterable[str]) -> Identity | None:
    """Return who that is with these attributes, None when name and password do not belong together.

    Raises Unreachable when the directory does not answer.
    """
    name = username.strip()
    if not name or not password or len(name) > LONGEST or not name.isprintable():
        return None
    return DIRECTORY.ask(lambda: _spoken(lambda: _identified(name, password, tuple(names))))


def everybody(names: Iterable[str]) -> list[Identity]:
    """Return everybody whom the filter finds. Raises Unreachable."""
    return DIRECTORY.ask(lambda: _spoken(lambda: list(_everybody(tuple(names)))))


def knock() -> None:
    """Connect and bind as the installation does. Raises Unreachable with the directory's own words."""

    def question() -> None:
        with _bound(settings.LDAP_BIND_DN, settings.LDAP_PASSWORD) as connection:
            if connection is None:
                raise ConnectionError("the account of GIAOBAN_LDAP_BIND_DN is refused")

    DIRECTORY.ask(lambda: _spoken(question))


def _spoken(question: Callable[[], R]) -> R:
    """Ask; every fault of the talk is one kind of fault."""
    from ldap3.core.exceptions import LDAPException

    try:
        return question()
    except LDAPException as fault:
        raise ConnectionError(str(fault)) from fault


def _identified(name: str, password: str, names: tuple[str, ...]) -> Identity | None:
    from ldap3.utils.dn import escape_rdn

    if settings.LDAP_USER_DN:
        is_dn = "=" in settings.LDAP_USER_DN  # else a name such as «…@agency.gov.vn», which Active Directory takes
        bound = settings.LDAP_USER_DN.format(escape_rdn(name) if is_dn else name)
        with _bound(bound, password) as own:
            # looked for by the very name that was bound: another's entry must never be found for it
            entries = _entries(own, "" if is_dn else bound, bound, names) if own else []
            return _identity(entries[0], names) if len(entries) == 1 else None
    with _bound(settings.LDAP_BIND_DN, settings.LDAP_PASSWORD) as service:
        if service is None:
            raise ConnectionError("the account of GIAOBAN_LDAP_BIND_DN is refused")
        entries = _entries(service, name, "", names)
    if len(entries) != 1:
        return None
    with _bound(entries[0]["dn"], password) as own:
        return _identity(entries[0], names) if own else None


def _entries(connection: Any, name: str, dn: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Find the one entry of a name; without a name it is the one at ``dn``."""
    from ldap3 import BASE, SUBTREE
    from ldap3.utils.conv import escape_filter_chars

    wanted = [*names, *STABLE]
    if name:
        query = settings.LDAP_FILTER.format(escape_filter_chars(name))
        connection.search(settings.LDAP_BASE, query, SUBTREE, attributes=wanted, size_limit=2)
    else:
        connection.search(dn, "(objectClass=*)", BASE, attributes=wanted)
    return [row for row in connection.response or [] if row["type"] == "searchResEntry"]


def _everybody(names: tuple[str, ...]) -> Iterator[Identity]:
    from ldap3 import SUBTREE

    with _bound(settings.LDAP_BIND_DN, settings.LDAP_PASSWORD) as service:
        if service is None:
            raise ConnectionError("the account of GIAOBAN_LDAP_BIND_DN is refused")
        rows = service.extend.standard.paged_search(
            settings.LDAP_BASE, settings.LDAP_FILTER.format("*"), SUBTREE, attributes=[*names, *STABLE], paged_size=PAGE
        )
        for row in rows:
            if row["type"] == "searchResEntry":
                yield _identity(row, names)


@contextmanager
def _bound(dn: str, password: str) -> Iterator[Any]:
    """Yield a connection that is bound as ``dn``, None when the directory says no; closed afterwards."""
    import ldap3
    from ldap3.core.exceptions import LDAPException

    secure = settings.LDAP_URL.startswith("ldaps:")
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=settings.LDAP_CA or None)
    server = ldap3.Server(settings.LDAP_URL, use_ssl=secure, tls=tls, connect_timeout=CONNECT, get_info=ldap3.NONE)
    connection = ldap3.Connection(
        server, dn or None, password or None, authentication=ldap3.SIMPLE if dn else ldap3.ANONYMOUS,
        client_strategy=ldap3.SYNC, receive_timeout=ANSWER, auto_referrals=False, check_names=False, read_only=True,
    )  # fmt: skip
    try:
        connection.open()
        if settings.LDAP_TLS == "required" and not secure and not connection.start_tls():
            raise ConnectionError(f"StartTLS is refused: {connection.result['description']}")
        yield connection if _bind(connection) else None
    finally:
        with suppress(LDAPException, OSError):  # a broken line cannot be closed in order; why it broke is what matters
            connection.unbind()


def _bind(connection: Any) -> bool:
    if connection.bind():
        return True
    if connection.result["result"] in WRONG:
        return False
    raise ConnectionError(f"bind: {connection.result['description']}")


def _identity(row: dict[str, Any], names: tuple[str, ...]) -> Identity:
    said = {name.casefold(): values for name, values in row["raw_attributes"].items()}
    claims = {name: _texts(said.get(name.casefold(), [])) for name in names}
    for name in names:
        if name.casefold() == "ou" and not claims[name]:
            claims[name] = _units_of(row["dn"])
    keys = [value.hex() for name in STABLE for value in said.get(name.casefold(), [])]
    return Identity(SOURCE, stable_uid(SOURCE, keys[0] if keys else row["dn"].casefold()), claims)


def _texts(values: Iterable[bytes]) -> list[str]:
    """Return what is text; pictures and keys are not."""
    texts = []
    for value in values:
        try:
            texts.append(value.decode())
        except UnicodeDecodeError:
            continue
    return texts


def _units_of(dn: str) -> list[str]:
    """Return the organisational units that an entry hangs below, the nearest first."""
    from ldap3.utils.dn import parse_dn

    return [value for kind, value, _ in parse_dn(dn) if kind.casefold() == "ou"]
