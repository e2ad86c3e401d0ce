"""Keys for scripts: made, used, revoked. Only a hash is kept; the key itself is shown once."""

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.locks import lock
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import permissions
from giaoban.people.models import ApiToken, User

LIFE: Final = (1, 30, 90, 365)  # days that a person may choose from
USED_EVERY: Final = timedelta(minutes=5)  # a key's last use is written this often, not on every call


@transaction.atomic
def make_token(*, label: str, days: int = 90, by: Actor) -> tuple[ApiToken, str]:
    """A person makes a key that acts with the person's own rights; the key is returned this once.

    Repeat: a new key each time.
    """
    if days not in LIFE:
        raise Invalid("kernel.bad_input", fields={"days": "kernel.bad_input"})
    key = f"gb_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user_id=by.person_id,
        digest=ApiToken.digest_of(key),
        label=label.strip()[:120],
        expires_at=clock.now() + timedelta(days=days),
    )
    record("people.token_made", by=by, subject=token, data={"days": days})
    return token, key


@transaction.atomic
def revoke_token(*, token_id: UUID, by: Actor) -> ApiToken:
    """The owner, or an administrator, cuts a key.

    Repeat: a revoked key stays revoked.
    """
    found = lock(ApiToken.objects.filter(pk=token_id))
    if not found:
        raise NotFound
    token = found[0]
    require(permissions.may_revoke_token(by, token))
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record("people.token_revoked", by=by, subject=token, topics=[(token.user_id, "rights")])
    return token


@transaction.atomic
def renew_calendar(*, by: Actor) -> str:
    """A person makes, or makes anew, the secret of the own calendar feed; every program with the old one is cut off.

    Repeat: a new secret each time.
    """
    user = lock(User.objects.filter(pk=by.person_id))[0]
    user.calendar_secret = secrets.token_urlsafe(32)
    user.save(update_fields=["calendar_secret"])
    record("people.calendar_renewed", by=by, subject=user)
    return user.calendar_secret


def use_token(*, key: str) -> ApiToken | None:
    """Find the usable key that a script sent, and note its use. No line in the book: its acts have their own."""
    token = ApiToken.objects.select_related("user").filter(digest=ApiToken.digest_of(key)).first()
    if token is None or not token.is_usable or not token.user.is_active or token.user.must_change_password:
        return None
    now = clock.now()
    if token.used_at is None or now - token.used_at > USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token
