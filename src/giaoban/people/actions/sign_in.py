"""Signing in and out as the book must tell it, lock-out, sessions, the administrator's session (ORG-5, ORG-6)."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, Refused, TooMany
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import permissions, queries, session_ends
from giaoban.people.actions import checks
from giaoban.people.actions.keys import make_token
from giaoban.people.actions.users import cut_off
from giaoban.people.models import SignInGuard, StaffSession, User

LIMIT: Final = 5  # failures in a row before the name is locked
LOCK: Final = timedelta(minutes=15)
FORGET: Final = timedelta(days=1)
STAFF_HOURS: Final = (1, 2, 4)


@transaction.atomic
def note_sign_in(*, user_id: UUID, method: str, by: Actor) -> None:
    """A person has signed in: the count of failures starts anew."""
    user = checks.lock_user(user_id)
    SignInGuard.objects.filter(digest=SignInGuard.digest_of(user.username)).delete()
    user.seen_at = clock.now()
    user.save(update_fields=["seen_at"])
    record("people.signed_in", by=by, subject=user, data={"method": method})


@transaction.atomic
def note_failed_sign_in(*, username: str, method: str = "password", by: Actor) -> None:
    """Somebody failed to sign in under that name; the fifth failure in a row locks the name for a while."""
    digest = SignInGuard.digest_of(username)
    SignInGuard.objects.get_or_create(digest=digest)
    guard = lock(SignInGuard.objects.filter(digest=digest))[0]
    now = clock.now()
    stale = guard.locked_until is not None and guard.locked_until <= now
    if stale or now - guard.last_failed_at > FORGET:
        guard.failures, guard.locked_until = 0, None
    guard.failures, guard.last_failed_at = guard.failures + 1, now
    locks_now = guard.failures == LIMIT
    if locks_now:
        guard.locked_until = now + LOCK
    guard.save()
    subject = User.objects.filter(username__iexact=username.strip()).first() or guard
    record("people.sign_in_failed", by=by, subject=subject, data={"method": method, "count": guard.failures})
    if locks_now:
        record("people.locked_out", by=by, subject=subject, data={"minutes": LOCK.seconds // 60})


@transaction.atomic
def note_sign_out(*, user_id: UUID, session_key: str | None, by: Actor) -> None:
    """A person has signed out; a running administrator's session ends with it."""
    user = checks.lock_user(user_id)
    if session_key:
        session_ends.tell(user.pk, ended=session_key)
    StaffSession.objects.filter(user=user, ended_at=None).update(ended_at=clock.now())
    record("people.signed_out", by=by, subject=user, topics=[(user.pk, "rights")])


@transaction.atomic
def note_password_changed(*, user_id: UUID, session_key: str | None, by: Actor) -> None:
    """A person has chosen a new password: no longer asked to, and signed out everywhere else."""
    user = checks.lock_user(user_id)
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    cut_off(user, keep=session_key)
    record("people.password_changed", by=by, subject=user, topics=[(user.pk, "rights")])


@transaction.atomic
def note_second_factor(*, user_id: UUID, kind: str, added: bool, by: Actor) -> None:
    """A person has added or removed an authenticator app, a passkey or recovery codes."""
    user = checks.lock_user(user_id)
    action = "people.second_factor_added" if added else "people.second_factor_removed"
    record(action, by=by, subject=user, data={"kind": kind}, topics=[(user.pk, "rights")])


def token_for_password(*, username: str, password: str, code: str = "", by: Actor) -> str:
    """A script asks for a key with a person's name and password (and code, where a second factor is on).

    Raises TooMany while the name is locked. Failures are counted like those of the page.
    """
    if minutes := queries.locked_minutes(username):
        raise TooMany("people.locked", limit=LIMIT, minutes=minutes, seconds=minutes * 60)
    user = User.objects.filter(username__iexact=username.strip(), is_active=True).first()
    if user is None:
        make_password(password)  # take as long as for a known name
    if user is None or not check_password(password, user.password):
        note_failed_sign_in(username=username, method="token", by=by)
        raise Invalid("people.wrong_password")
    if not queries.may_use_password(user):
        raise Refused("people.password_closed")
    if user.must_change_password:
        raise Refused("people.change_password_first")
    _check_code(user, code, by)
    if queries.lacks_second_factor(queries.actor_of(user)):
        raise Refused("people.set_up_second_factor")
    with transaction.atomic():
        acting = queries.actor_of(user, request_id=by.request_id, address=by.address)
        note_sign_in(user_id=user.pk, method="token", by=acting)
        return make_token(label="API", days=1, by=acting)[1]


def _check_code(user: User, code: str, by: Actor) -> None:
    if not queries.has_second_factor(user.pk):
        return
    if not code.strip():
        raise Refused("people.second_factor_needed")
    codes = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    for authenticator in Authenticator.objects.filter(user=user, type__in=codes):
        if authenticator.wrap().validate_code(code.strip()):
            return
    note_failed_sign_in(username=user.username, method="code", by=by)
    raise Invalid("people.wrong_code")


@transaction.atomic
def set_preferences(*, language: str | None = None, theme: str | None = None, by: Actor) -> User:
    """A person chooses the language and the look of the pages.

    Repeat: what is already so is not recorded again.
    """
    user = checks.lock_user(by.person_id)
    wanted = {"language": language or user.language, "theme": theme or user.theme}
    if wanted["language"] not in {"vi", "en"} or wanted["theme"] not in User.Theme.values:
        raise Invalid("kernel.bad_input")
    changed = {name: value for name, value in wanted.items() if getattr(user, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(user, name, value)
        user.save(update_fields=list(changed))
        record("people.preferences_changed", by=by, subject=user, data=changed)
    return user


@transaction.atomic
def end_session(*, session_id: int, by: Actor) -> None:
    """A person signs out one other device.

    Repeat: a session that is gone stays gone.
    """
    user = checks.lock_user(by.person_id)
    row = UserSession.objects.filter(pk=session_id, user=user).first()
    if row is None:
        return
    session_ends.tell(user.pk, ended=row.session_key)
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    record("people.sessions_ended", by=by, subject=user, data={"count": 1}, topics=[(user.pk, "rights")])


@transaction.atomic
def end_other_sessions(*, keep: str, by: Actor) -> int:
    """A person signs out every other device.

    Repeat: nothing is left to end, nothing is recorded.
    """
    user = checks.lock_user(by.person_id)
    ended = cut_off(user, keep=keep)
    if ended:
        record("people.sessions_ended", by=by, subject=user, data={"count": ended}, topics=[(user.pk, "rights")])
    return ended


@transaction.atomic
def begin_staff_session(*, reason: str, hours: int = 1, by: Actor) -> StaffSession:
    """An administrator begins to work as one: with a reason, for a limited time, seen by a banner.

    Repeat: a running session is returned unchanged.
    """
    require(permissions.may_begin_staff_session(by))
    user = checks.lock_user(by.person_id)
    running = queries.current_staff_session(user.pk)
    if running:
        return running
    checks.needed(reason=reason)
    if hours not in STAFF_HOURS:
        raise Invalid("kernel.bad_input", fields={"hours": "kernel.bad_input"})
    session = StaffSession.objects.create(
        user=user, reason=reason.strip()[:200], began_at=clock.now(), ends_at=clock.now() + timedelta(hours=hours)
    )
    record("people.staff_session_begun", by=by, subject=session, data={"hours": hours})
    return session


@transaction.atomic
def end_staff_session(*, by: Actor) -> None:
    """An administrator has finished.

    Repeat: without a running session nothing happens.
    """
    user = checks.lock_user(by.person_id)
    session = queries.current_staff_session(user.pk)
    if session is None:
        return
    session.ended_at = clock.now()
    session.save(update_fields=["ended_at"])
    record("people.staff_session_ended", by=by, subject=session)


def forget_old_guards() -> None:
    """Forget failures that are older than a day. Run daily."""
    SignInGuard.objects.filter(last_failed_at__lt=clock.now() - FORGET).delete()
