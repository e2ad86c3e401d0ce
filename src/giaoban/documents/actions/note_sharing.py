"""With whom a note is shared (DOC-3): nobody, some people and units, or everybody who may see the paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import live, queries
from giaoban.documents.models import Annotation, Document, NoteShare
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid
from giaoban.ledger.record import record
from giaoban.people.models import Unit, User
from giaoban.people.queries import actor_of

Names = set[tuple[UUID | None, UUID | None]]  # a person, or a unit
Sharing = Annotation.Sharing
MOST: Final = 50


@transaction.atomic
def share_note(
    *, note_id: UUID, sharing: str, users: Sequence[UUID] = (), units: Sequence[UUID] = (), by: Actor
) -> Annotation:
    """A reader says who else sees an own note: nobody, these people and units, or everybody who may see the paper.

    When: each named person may see the paper. Repeat: what is already so changes nothing.
    """
    note = queries.own_note(by, note_id)
    people, groups = _named(note.document, sharing, users, units, by)
    was: Names = {(share.user_id, share.unit_id) for share in note.shares.all()}
    wanted: Names = {(user.pk, None) for user in people} | {(None, unit.pk) for unit in groups}
    if note.shared_with == sharing and was == wanted:
        return note
    before, saw = live.audiences_for(note), queries.people_shown(note)
    now = clock.now()
    _name(note, was, wanted, now)
    note.shared_with, note.changed_at = sharing, now
    note.save(update_fields=["shared_with", "changed_at"])
    data = {"sharing": sharing, "note": str(note.pk), "since": now.isoformat()}  # whom is the note's own to know
    topics = [(user_id, "papers") for user_id in sorted(saw | queries.people_shown(note))]
    told = live.changes_for_note(note, before)
    record("documents.note_shared", by=by, subject=note.document, data=data, live=told, topics=topics)
    return note


def _name(note: Annotation, was: Names, wanted: Names, now: datetime) -> None:
    """Name whom the note is shown to; who stays keeps the time since when, and is not told again."""
    left = [share.pk for share in note.shares.all() if (share.user_id, share.unit_id) not in wanted]
    note.shares.filter(pk__in=left).delete()
    new = [NoteShare(note=note, user_id=user_id, unit_id=unit_id, at=now) for user_id, unit_id in wanted - was]
    NoteShare.objects.bulk_create(new)


def _named(
    document: Document, sharing: str, users: Sequence[UUID], units: Sequence[UUID], by: Actor
) -> tuple[list[User], list[Unit]]:
    """Return whom to show it to. Somebody who may not see the paper would be told of a thing that is not there."""
    if sharing not in Sharing.values or len(users) + len(units) > MOST:
        raise Invalid("documents.note_bad")
    if sharing != Sharing.SOME:
        return [], []
    people = list(User.objects.filter(pk__in=set(users) - {by.user_id}, is_active=True))
    groups = list(Unit.objects.filter(pk__in=set(units)))
    if not people and not groups:
        raise Invalid("documents.whom")
    blind = [user.full_name for user in people if not queries.may_see(actor_of(user), document)]
    if blind:
        raise Invalid("documents.note_not_for_them", names=", ".join(blind))
    return people, groups
