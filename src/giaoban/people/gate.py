"""Who is at the other end of a bare ASGI request: by session cookie or bearer key, with a small cache.

The same facts as Django's middleware, asked once per half minute and person instead of once per
request. A sign-out or a change of rights calls «me:<person>:rights», which empties the person's part.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.ledger import lane
from giaoban.people import queries
from giaoban.people.models import ApiToken, User

FRESH: Final = 30.0  # seconds
RENEWED: Final = 60.0  # seconds that somebody stays known whose sign-in was looked at with all the others
ROOM: Final = 20_000  # people; the oldest makes room


@dataclass(frozen=True, slots=True)
class Guest:
    """A signed-in person at the door of the live lane. ``token``: came with a key, not with a cookie."""

    actor: Actor
    key: str
    token: bool
    language: str
    until: float

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
    guest = await lane.ask(_look_up, key, token)
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

    Who was forgotten meanwhile is looked up anew. On the loop's thread only.
    """
    for guest in guests:
        name = _name(guest.key, guest.token)
        if name in _known:
            _known[name] = replace(_known[name], until=monotonic() + RENEWED)


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
    try:
        morsel = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    return (morsel.value, False) if morsel and morsel.value else None


def _look_up(key: str, token: bool) -> Guest | None:
    user = _by_token(key) if token else _by_session(key)
    if user is None or not user.is_active or user.must_change_password:
        return None
    actor = queries.actor_of(user)
    if queries.lacks_second_factor(actor):
        return None
    return Guest(actor=actor, key=key, token=token, language=user.language, until=monotonic() + FRESH)


def _by_token(key: str) -> User | None:
    valid = ApiToken.objects.filter(digest=ApiToken.digest_of(key), revoked_at=None, expires_at__gt=clock.now())
    row = valid.select_related("user").first()
    return row.user if row else None


def _by_session(key: str) -> User | None:
    request = HttpRequest()
    request.session = SessionStore(key)
    user = get_user(request)  # checks the session's hash too: a changed password ends old sessions
    return user if isinstance(user, User) else None
