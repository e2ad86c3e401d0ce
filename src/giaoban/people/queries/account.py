"""Reading what belongs to one account: keys, sessions, second factors, lock-outs."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import QuerySet

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.people.models import ApiToken, Role, SignInGuard, StaffSession

BY_AGENCY: Final = "by_agency"  # the session's key: signed in by an account of the agency, and by which
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.UNIT_ADMIN)


def locked_minutes(username: str) -> int:
    """Return for how many minutes more the sign-in name is locked, 0 when it is not."""
    counted = SignInGuard.objects.filter(digest=SignInGuard.digest_of(username))
    until = counted.values_list("locked_until", flat=True).first()
    seconds = (until - clock.now()).total_seconds() if until else 0
    return max(0, math.ceil(seconds / 60))


def has_second_factor(user_id: UUID) -> bool:
    """Tell whether the person has an authenticator app or a passkey."""
    return _second_factors().filter(user_id=user_id).exists()


def _second_factors() -> QuerySet[Authenticator]:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    found: QuerySet[Authenticator] = Authenticator.objects.filter(type__in=kinds)
    return found


def needs_second_factor(by: Actor) -> bool:
    """Tell whether the person's roles ask for a second factor (setting SECOND_FACTOR)."""
    asked = settings.SECOND_FACTOR == "all" or (
        settings.SECOND_FACTOR == "admins" and any(by.has_role(role) for role in ADMINISTRATORS)
    )
    return asked and not by.is_guest


def lacks_second_factor(by: Actor) -> bool:
    """Tell whether the second factor that the person's roles ask for is not there yet."""
    return by.person_id in lacking_second_factor([by])


def lacking_second_factor(actors: Iterable[Actor]) -> set[UUID]:
    """Return those among these people who lack it, in one query."""
    asked = {actor.person_id for actor in actors if needs_second_factor(actor)}
    if not asked:
        return set()
    return asked - set(_second_factors().filter(user_id__in=asked).values_list("user_id", flat=True))


def current_staff_session(user_id: UUID) -> StaffSession | None:
    """Return the administrator's session that runs now."""
    return StaffSession.objects.filter(user_id=user_id, ended_at=None, ends_at__gt=clock.now()).first()


def tokens_of(user_id: UUID) -> QuerySet[ApiToken]:
    """Return the person's keys that still open the door."""
    return ApiToken.objects.filter(user_id=user_id, revoked_at=None, expires_at__gt=clock.now())


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A place where the person is signed in."""

    pk: int
    address: str
    program: str
    since: datetime
    is_here: bool


_PROGRAMS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_MACHINES = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def open_sessions(user_id: UUID, session_key: str | None) -> list[OpenSession]:
    """Return where the person is signed in, this place first."""
    rows = UserSession.objects.filter(user_id=user_id).order_by("-created_at")
    found = [
        OpenSession(row.pk, row.ip, _program(row.user_agent), row.created_at, row.session_key == session_key)
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.is_here)


def _program(agent: str) -> str:
    program = next((name for mark, name in _PROGRAMS if mark in agent), "")
    machine = next((name for mark, name in _MACHINES if mark in agent), "")
    return " · ".join(part for part in (program, machine) if part) or agent[:60]
