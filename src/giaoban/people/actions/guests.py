"""Guests of a single meeting: an account without password, position or role, for as long as the meeting needs it."""

from uuid import UUID

from django.db import transaction

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.ids import new_id
from giaoban.ledger.record import record
from giaoban.people.actions import checks
from giaoban.people.actions.users import cut_off
from giaoban.people.models import User


@transaction.atomic
def make_guest(*, full_name: str, phone: str, by: Actor) -> User:
    """Make the account of a guest. Who may let one in is the rule of the app that owns the meeting."""
    checks.needed(full_name=full_name)
    user = User(username=f"khach-{new_id().hex[-20:]}", phone=phone[:40], is_guest=True)
    checks.rename(user, full_name)
    user.set_unusable_password()
    user.save()
    record("people.guest_made", by=by, subject=user)
    return user


@transaction.atomic
def close_guest(*, user_id: UUID, by: Actor) -> User:
    """Close the account of a guest; every record keeps the name. Repeat: a closed one stays closed."""
    user = checks.lock_user(user_id)
    if not user.is_guest:
        raise NotFound
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        cut_off(user)
        record("people.guest_closed", by=by, subject=user, topics=[(user.pk, "rights")])
    return user
