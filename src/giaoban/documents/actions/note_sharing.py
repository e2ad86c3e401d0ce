"""With whom a note is shared (DOC-3): nobody, some people and units, or everybody who may see the paper."""

from collections.abc import Sequence
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
    was = {(share.user_id, share.unit_id) for share in note.shares.all()}
    wanted = {(user.pk, None) for user in people} | {(None, unit.pk) for unit in groups}
    if note.shared_with == sharing and was == wanted:
        return note
    before = live.audiences_for(note)
    note.shares.all().delete()
    NoteShare.objects.bulk_create(NoteShare(note=note, user_id=user, unit_id=unit) for user, unit in wanted)
    note.shared_with, note.changed_at = sharing, clock.now()
    note.save(update_fields=["shared_with", "changed_at"])
    new = [str(user.pk) for user in people if (user.pk, None) not in was]
    data = {"sharing": sharing, "users": new, "note": str(note.pk), "page": note.page}
    record("documents.note_shared", by=by, subject=note.document, data=data, live=live.changes_for_note(note, before))
    return note


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
