"""Who is at the other end of a bare ASGI request: by session cookie or bearer key, with a small cache.

The same facts as Django's middleware, asked once per half minute and person instead of once per
request. A sign-out or a change of rights calls «me:<person>:rights», which empties the person's part.
"""

import re
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.ledger import lane
from giaoban.people import queries
from giaoban.people.models import ApiToken, User
from giaoban.people.queries.account import BY_AGENCY

FRESH: Final = 30.0  # seconds
RENEWED: Final = 60.0  # seconds that somebody stays known whose sign-in was looked at with all the others
HATS: Final = 600.0  # seconds after which the hats are looked up anew in any case
ROOM: Final = 20_000  # people; the oldest makes room
KEY: Final = re.compile(r"[0-9a-z]{8,64}")  # a session's key as Django makes it


@dataclass(frozen=True, slots=True)
class Guest:
    """A signed-in person at the door of the live lane. ``token``: came with a key, not with a cookie."""

    actor: Actor
    key: str
    token: bool
    language: str
    until: float
    since: float  # when the hats were looked up

    @property
    def person(self) -> UUID:
        """The person's id."""
        return self.actor.person_id


_known: OrderedDict[str, Guest] = OrderedDict()


async def guest_of(scope: Any) -> Guest | None:
    """Return who sends this request, None when nobody is signed in."""
    found = _credential(scope)
    if found is None:
        return None
    key, token = found
    name = _name(key, token)
    guest = _known.get(name)
    if guest is not None and guest.until > monotonic():
        return guest
    guest = await _looked_up.ask(found)
    if guest is None:
        _known.pop(name, None)
        return None
    _known[name] = guest
    _known.move_to_end(name)
    while len(_known) > ROOM:
        _known.popitem(last=False)
    return guest


def renew(guests: Iterable[Guest]) -> None:
    """Go on knowing these, whose sign-in has just been looked at again: a whole hall votes without a look each.

    Who was forgotten meanwhile is looked up anew, and so is who holds somebody's authority: a delegation ends by
    the clock, and no change says so. On the loop's thread only.
    """
    now = monotonic()
    for guest in guests:
        name = _name(guest.key, guest.token)
        known = _known.get(name)
        if known is not None and not known.actor.stands_in_for and now - known.since < HATS:
            _known[name] = replace(known, until=now + RENEWED)


def forget(person: str) -> None:
    """Ask again next time: the person signed out or the rights changed. On the loop's thread only."""
    for name in [name for name, guest in _known.items() if str(guest.person) == person]:
        del _known[name]


def forget_everybody() -> None:
    """Empty the cache."""
    _known.clear()


def still_signed_in(guests: list[Guest]) -> set[str]:
    """Return the keys among these that are still good, in a few queries however many there are."""
    good: set[str] = set()
    for start in range(0, len(guests), 500):
        part = guests[start : start + 500]
        cookies = [guest.key for guest in part if not guest.token]
        tokens = {ApiToken.digest_of(guest.key): guest.key for guest in part if guest.token}
        active = set(User.objects.filter(id__in={guest.person for guest in part}, is_active=True).values_list("id"))
        kept = set(
            Session.objects.filter(session_key__in=cookies, expire_date__gt=clock.now()).values_list(
                "session_key", flat=True
            )
        )
        valid = ApiToken.objects.filter(digest__in=tokens, revoked_at=None, expires_at__gt=clock.now())
        kept |= {tokens[digest] for digest in valid.values_list("digest", flat=True)}
        good |= {guest.key for guest in part if guest.key in kept and (guest.person,) in active}
    return good


def _name(key: str, token: bool) -> str:
    return f"{'t' if token else 's'}:{key}"


def _credential(scope: Any) -> tuple[str, bool] | None:
    cookie = ""
    for name, value in scope["headers"]:
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            return value[7:].decode("latin-1").strip(), True
        if name == b"cookie":
            cookie = f"{cookie}; {value.decode('latin-1')}" if cookie else value.decode("latin-1")
    key = ""
    for part in cookie.split(";"):
        name, _is, value = part.partition("=")
        if name.strip() == settings.SESSION_COOKIE_NAME:
            key = value.strip()  # the last of several, as Django reads them
    if not KEY.fullmatch(key):
        return None  # not a key of ours: it must not reach a question that is asked for many at once
    return key, False


Credential = tuple[str, bool]  # a session's key or a bearer key, and whether it is the latter


def _look_up(credentials: Sequence[Credential]) -> list[Guest | None]:
    """Return who these are, in the same few queries however many they are."""
    users = _by_session([key for key, token in credentials if not token])
    users |= _by_token([key for key, token in credentials if token])
    good = {name: user for name, user in users.items() if user.is_active}
    people = list({user.pk: user for user in good.values()}.values())
    actors = {actor.person_id: actor for actor in queries.actors_of(people)}
    lacking = queries.lacking_second_factor(actors.values())
    return [_guest(credential, good.get(credential), actors, lacking) for credential in credentials]


def _guest(
    credential: Credential, user: User | None, actors: Mapping[UUID, Actor], lacking: Collection[UUID]
) -> Guest | None:
    if user is None or user.pk in lacking:
        return None
    key, token = credential
    now = monotonic()
    return Guest(actors[user.pk], key, token, user.language, until=now + FRESH, since=now)


def _by_token(keys: Iterable[str]) -> dict[Credential, User]:
    tokens = {ApiToken.digest_of(key): key for key in keys}
    if not tokens:
        return {}
    valid = ApiToken.objects.filter(digest__in=tokens, revoked_at=None, expires_at__gt=clock.now())
    valid = valid.filter(user__must_change_password=False)
    return {(tokens[row.digest], True): row.user for row in valid.select_related("user")}


def _by_session(keys: Collection[str]) -> dict[Credential, User]:
    """Read sessions as Django's ``get_user`` does, many at once; a changed password ends old ones here too."""
    if not keys:
        return {}
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now())
    kept = {row.session_key: row.get_decoded() for row in rows}
    said_by = {key: queries.uuid_of(said.get(SESSION_KEY, "")) for key, said in kept.items()}
    users = User.objects.in_bulk([user_id for user_id in said_by.values() if user_id])
    found = {}
    for key, said in kept.items():
        user = users.get(said_by[key])
        if user is None or (user.must_change_password and BY_AGENCY not in said):
            continue
        if said.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS and _same(said, user):
            found[(key, False)] = user
    return found


def _same(said: Mapping[str, Any], user: User) -> bool:
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return any(constant_time_compare(said.get(HASH_SESSION_KEY, ""), good) for good in hashes)


_looked_up: lane.Gathered[Credential, Guest | None] = lane.Gathered(_look_up)
