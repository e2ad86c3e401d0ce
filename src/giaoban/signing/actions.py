"""The administrator says which key is whose; signing itself is an act of the paper's own app."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people.models import Unit, User
from giaoban.signing import permissions, pictures, queries
from giaoban.signing.keys import KeyFault, key_of
from giaoban.signing.models import KeyHolder

ACTIONS: dict[str, Promise | str] = {
    "signing.key_given": _("{actor} giao khóa ký số “{key}” cho {subject}"),
    "signing.key_taken_back": _("{actor} thu hồi khóa ký số “{key}” của {subject}"),
}
LEAST_MM, MOST_MM = 15, 80


@transaction.atomic
def give_key(
    *, key: str, user_id: UUID | None = None, unit_id: UUID | None = None, picture: bytes, width_mm: int, by: Actor
) -> KeyHolder:
    """The administrator gives a key of this installation to a person or to an agency, with what its signatures show.

    A holder has one key: a new one, or a new picture, takes the place of the old. Repeat: what is so already stays.
    """
    require(permissions.may_keep_keys(by))
    try:
        key_of(key)
    except KeyFault as fault:
        raise Invalid(fault.code, fields={"key": fault.code}) from None
    whose = _whose(user_id, unit_id)
    shown = _shown(picture, red=unit_id is not None)
    width = min(max(width_mm, LEAST_MM), MOST_MM)
    holders = {holder.key: holder for holder in queries.holders()}
    held = next((row for row in holders.values() if (row.user_id, row.unit_id) == (user_id, unit_id)), None)
    if held and (held.key, bytes(held.picture), held.width_mm) == (key, shown, width):
        return held
    if key in holders and holders[key] != held:
        raise Conflict("signing.key_taken", fields={"key": "signing.key_taken"})
    if held:
        _end(held)
    made = KeyHolder.objects.create(key=key, **whose, picture=shown, width_mm=width, added_by_id=by.person_id)
    record("signing.key_given", by=by, subject=made, data={"key": key})
    return made


def _shown(picture: bytes, *, red: bool) -> bytes:
    try:
        return pictures.cleaned(picture, red=red)
    except pictures.PictureFault as fault:
        raise Invalid(fault.code, fields={"picture": fault.code}) from None


def _whose(user_id: UUID | None, unit_id: UUID | None) -> dict[str, UUID]:
    user = User.objects.filter(pk=user_id).exists() if user_id else False
    unit = Unit.objects.filter(pk=unit_id).exists() if unit_id else False
    if user == unit or (user_id is not None and unit_id is not None):
        raise Invalid("signing.whom", fields={"user": "signing.whom"})
    return {"user_id": user_id} if user_id else {"unit_id": unit_id} if unit_id else {}


@transaction.atomic
def take_key_back(*, holder_id: UUID, by: Actor) -> None:
    """The administrator takes a key back; what was signed with it stays signed. Repeat: changes nothing."""
    require(permissions.may_keep_keys(by))
    holder = queries.lock_holder(holder_id)
    if holder.ended_at is None:
        _end(holder)
        record("signing.key_taken_back", by=by, subject=holder, data={"key": holder.key})


def _end(holder: KeyHolder) -> None:
    holder.ended_at = clock.now()
    holder.save(update_fields=["ended_at"])
