"""Reading whose the keys are."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from giaoban.documents.models import Document
from giaoban.documents.queries import latest
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.signing import child_process
from giaoban.signing.child_process import Certificate
from giaoban.signing.keys import Key, KeyFault, keys
from giaoban.signing.models import KeyHolder


@dataclass(frozen=True, slots=True)
class Looked:
    """A key of this installation as it was found now: whose certificate it has, or why it cannot be used."""

    key: Key
    holder: KeyHolder | None
    certificate: Certificate | None
    fault: str = ""


def holders() -> list[KeyHolder]:
    """Return who holds a key now."""
    return list(KeyHolder.objects.filter(ended_at=None).select_related("user", "unit", "added_by"))


def holder_of_person(user_id: UUID | None) -> KeyHolder | None:
    """Return the person's key."""
    return KeyHolder.objects.filter(user_id=user_id, ended_at=None).select_related("user").first() if user_id else None


def holder_of_agency(unit_id: UUID) -> KeyHolder | None:
    """Return the agency's key."""
    return KeyHolder.objects.filter(unit_id=unit_id, ended_at=None).select_related("unit").first()


def lock_holder(holder_id: UUID) -> KeyHolder:
    """Lock who holds a key."""
    found = lock_one(KeyHolder.objects.filter(pk=holder_id))
    if found is None:
        raise NotFound
    return found


def is_signed(document: Document) -> bool:
    """Tell whether the paper in force carries a signature, made here or elsewhere."""
    return latest(document).number > 1


def looked_at(found: Iterable[Key] | None = None) -> list[Looked]:
    """Try every key of this installation. This takes a second for each: for the administrator and for ``doctor``."""
    tried = list(keys().values() if found is None else found)
    of = {holder.key: holder for holder in holders()} if tried else {}
    return [_looked(key, of.get(key.name)) for key in tried]


def _looked(key: Key, holder: KeyHolder | None) -> Looked:
    try:
        return Looked(key, holder, child_process.look(key))
    except KeyFault as fault:
        return Looked(key, holder, None, fault.code)
