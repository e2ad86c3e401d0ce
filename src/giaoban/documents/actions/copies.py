"""Paper copies are handed out, collected, missed: the register that the chair answers for (R-45-15)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import permissions, queries
from giaoban.documents.doors import DOORS
from giaoban.documents.models import Document, PaperCopy
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people.models import User

MOST: Final = 500  # copies at once
COLLECT_AFTER: Final = timedelta(hours=4)  # after the beginning of a meeting its copies should be back

State = PaperCopy.State


@transaction.atomic
def hand_out_copies(
    *, document_id: UUID, user_ids: Iterable[UUID] = (), names: Iterable[str] = (), by: Actor
) -> list[PaperCopy]:
    """Somebody who keeps a paper hands numbered copies of it to people of the house and to guests by name.

    Repeat: who holds a copy gets no second one.
    """
    document = queries.lock_visible(by, document_id)
    require(permissions.may_keep_copies(by, document))
    holders = _holders(user_ids, names)
    if not holders:
        raise Invalid("documents.whom_to_hand", fields={"users": "documents.whom_to_hand"})
    held = document.copies.exclude(state=State.RETURNED)
    known = {(copy.holder_id, copy.holder_name) for copy in held}
    next_number = max(document.copies.values_list("number", flat=True), default=0) + 1
    wanted = [holder for holder in holders if holder not in known]
    copies = [
        PaperCopy(document=document, number=number, holder_id=user_id, holder_name=name, handed_by_id=by.person_id)
        for number, (user_id, name) in enumerate(wanted, next_number)
    ]
    if copies:
        PaperCopy.objects.bulk_create(copies)
        data = {"count": len(copies), "numbers": [copy.number for copy in copies]}
        record("documents.copies_handed_out", by=by, subject=document, data=data)
    return copies


def _holders(user_ids: Iterable[UUID], names: Iterable[str]) -> list[tuple[UUID | None, str]]:
    people = User.objects.filter(pk__in=set(user_ids), is_active=True).order_by("folded_name")
    guests = dict.fromkeys(" ".join(name.split())[:200] for name in names if name.strip())
    return [*((user.pk, user.full_name) for user in people), *((None, name) for name in guests)][:MOST]


@transaction.atomic
def take_back_copy(*, copy_id: UUID, by: Actor) -> PaperCopy:
    """Somebody who keeps a paper takes one copy back, a missing one too.

    Repeat: a copy that is back stays back.
    """
    copy = _lock(copy_id, by)
    if copy.state == State.RETURNED:
        return copy
    _take(copy, by)
    data = {"number": copy.number, "holder": copy.holder_name}
    record("documents.copy_taken_back", by=by, subject=copy.document, data=data)
    return copy


@transaction.atomic
def take_back_all(*, document_id: UUID, by: Actor) -> int:
    """Somebody who keeps a paper takes back every copy that is out; return how many.

    Repeat: nothing is out any more.
    """
    document = queries.lock_visible(by, document_id)
    require(permissions.may_keep_copies(by, document))
    copies = list(document.copies.filter(state=State.OUT))
    for copy in copies:
        _take(copy, by)
    if copies:
        record("documents.copies_taken_back", by=by, subject=document, data={"count": len(copies)})
    return len(copies)


def _take(copy: PaperCopy, by: Actor) -> None:
    copy.state, copy.returned_at, copy.taken_by_id = State.RETURNED, clock.now(), by.person_id
    copy.save(update_fields=["state", "returned_at", "taken_by"])


@transaction.atomic
def report_missing_copy(*, copy_id: UUID, note: str, by: Actor) -> PaperCopy:
    """Somebody who keeps a paper writes down that a copy cannot be found, and what is known about it.

    When: it is out. Repeat: the note is the latest one.
    """
    copy = _lock(copy_id, by)
    note = note.strip()[:300]
    if not note:
        raise Invalid("documents.note_needed", fields={"note": "documents.note_needed"})
    if copy.state == State.RETURNED or (copy.state == State.MISSING and copy.note == note):
        return copy
    copy.state, copy.note = State.MISSING, note
    copy.save(update_fields=["state", "note"])
    data = {"number": copy.number, "holder": copy.holder_name}
    record("documents.copy_missing", by=by, subject=copy.document, data=data)
    return copy


def _lock(copy_id: UUID, by: Actor) -> PaperCopy:
    copy = lock_one(PaperCopy.objects.filter(pk=copy_id).select_related("document"))
    if copy is None or not queries.may_see(by, copy.document):
        raise NotFound
    require(permissions.may_keep_copies(by, copy.document))
    return copy


def remind_copies() -> int:
    """Tell who handed out copies that some are still out hours after the meeting began; return of how many papers.

    Repeat: each handing-out is told once.
    """
    out = PaperCopy.objects.filter(state=State.OUT, reminded_at=None)
    told = 0
    for document in Document.objects.filter(pk__in=out.values("document")):
        owner = DOORS.get(document.owner_kind)
        wanted = owner.needed_at(document.owner_id) if owner else None
        if wanted is not None and wanted + COLLECT_AFTER <= clock.now():
            told += _remind(document)
    return told


@transaction.atomic
def _remind(document: Document) -> bool:
    copies = list(document.copies.filter(state=State.OUT, reminded_at=None))
    if not copies:
        return False
    PaperCopy.objects.filter(pk__in=[copy.pk for copy in copies]).update(reminded_at=clock.now())
    keepers = sorted({str(copy.handed_by_id) for copy in copies})
    record("documents.copies_out", by=SYSTEM, subject=document, data={"count": len(copies), "keepers": keepers})
    return True
