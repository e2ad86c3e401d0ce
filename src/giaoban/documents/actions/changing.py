"""What happens to a document besides its bytes: name, rights, order, lock, withdrawal, sharing."""

from typing import Any, Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import permissions, queries
from giaoban.documents.models import Document, Grant
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.folding import fold
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people.models import Unit, User

CHANGEABLE: Final = ("title", "may_download", "may_print", "watermark", "document_type_id", "unit_id")


@transaction.atomic
def change_document(*, document_id: UUID, changes: dict[str, Any], by: Actor) -> Document:
    """Somebody renames a paper or says what its readers may do with it.

    Repeat: setting what is already so changes nothing and records nothing.
    """
    document = queries.lock_visible(by, document_id)
    require(permissions.may_change(by, document))
    wanted = {name: changes[name] for name in CHANGEABLE if name in changes}
    if "title" in wanted and not document.is_secret:
        wanted["title"] = wanted["title"].strip()[:300]
        if not wanted["title"]:
            raise Invalid("documents.title_needed", fields={"title": "documents.title_needed"})
    changed = {name: value for name, value in wanted.items() if getattr(document, name) != value}
    if not changed:
        return document
    before = {name: getattr(document, name) for name in changed}
    for name, value in changed.items():
        setattr(document, name, value)
    document.folded = fold(document.title)[:300]
    document.save(update_fields=["folded", *(name.removesuffix("_id") for name in changed)])
    data = {name: [_plain(before[name]), _plain(value)] for name, value in changed.items()}
    record("documents.changed", by=by, subject=document, data={"changes": data})
    return document


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


@transaction.atomic
def move_document(*, document_id: UUID, place: int, by: Actor) -> Document:
    """Somebody puts a paper at another place among its owner's papers, counted from 1.

    Repeat: a paper that is there already stays.
    """
    document = queries.lock_visible(by, document_id)
    require(permissions.may_change(by, document))
    siblings = list(
        Document.objects.filter(owner_kind=document.owner_kind, owner_id=document.owner_id, withdrawn_at=None)
    )
    order = [sibling for sibling in siblings if sibling.pk != document.pk]
    order.insert(max(0, min(place - 1, len(order))), document)
    if [sibling.pk for sibling in order] == [sibling.pk for sibling in siblings]:
        return document
    for number, sibling in enumerate(order, 1):
        Document.objects.filter(pk=sibling.pk).update(place=number)
    document.place = order.index(document) + 1
    record("documents.moved", by=by, subject=document, data={"place": document.place})
    return document


@transaction.atomic
def lock_paper(*, document_id: UUID, by: Actor) -> Document:
    """Approval freezes a paper. Called by the owner's action, in its transaction, after its own permission.

    Repeat: a locked paper stays locked since the first time.
    """
    document = queries.lock_document(document_id)
    if document.locked_at is None:
        document.locked_at = clock.now()
        document.save(update_fields=["locked_at"])
        record("documents.locked", by=by, subject=document)
    return document


@transaction.atomic
def unlock_paper(*, document_id: UUID, by: Actor) -> Document:
    """The owner's return opens a paper again. Called by the owner's action, after its own permission.

    Repeat: an open paper stays open.
    """
    document = queries.lock_document(document_id)
    if document.locked_at is not None:
        document.locked_at = None
        document.save(update_fields=["locked_at"])
        record("documents.unlocked", by=by, subject=document)
    return document


@transaction.atomic
def withdraw_document(*, document_id: UUID, by: Actor) -> Document:
    """Somebody takes a paper out; its readers no longer find it, its keepers may bring it back.

    When: it is not locked. Repeat: withdrawing twice changes nothing.
    """
    document = queries.lock_visible(by, document_id)
    if document.withdrawn_at:
        return document
    require(permissions.may_change(by, document))
    document.withdrawn_at = clock.now()
    document.save(update_fields=["withdrawn_at"])
    record("documents.withdrawn", by=by, subject=document)
    return document


@transaction.atomic
def restore_document(*, document_id: UUID, by: Actor) -> Document:
    """Somebody takes a withdrawal back.

    Repeat: a paper that is there stays.
    """
    document = queries.lock_visible(by, document_id)
    require(permissions.may_restore(by, document))
    if document.withdrawn_at:
        document.withdrawn_at = None
        document.save(update_fields=["withdrawn_at"])
        record("documents.restored", by=by, subject=document)
    return document


@transaction.atomic
def grant(
    *,
    document_id: UUID,
    user_id: UUID | None = None,
    unit_id: UUID | None = None,
    may_download: bool = False,
    may_print: bool = False,
    may_share: bool = False,
    by: Actor,
) -> Grant:
    """Somebody who may share lets a person or a unit see a paper that its owner's rule does not show them (DOC-5).

    Nobody gives more than they have. Repeat: a second grant replaces the first.
    """
    document = queries.lock_visible(by, document_id)
    own = permissions.rights(by, document)
    require(own.share)
    whom = _whom(user_id, unit_id)
    whose = {"user_id": user_id} if user_id else {"unit_id": unit_id}
    given, _made = Grant.objects.update_or_create(
        document=document,
        **whose,
        defaults={
            "may_see": True,
            "may_download": may_download and bool(own.download),
            "may_print": may_print and bool(own.print_),
            "may_share": may_share,
        },
    )
    record("documents.granted", by=by, subject=document, data={"whom": whom, "user": _plain(user_id)})
    return given


def _whom(user_id: UUID | None, unit_id: UUID | None) -> str:
    found: User | Unit | None = None
    if user_id and not unit_id:
        found = User.objects.filter(pk=user_id).first()
    elif unit_id and not user_id:
        found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise Invalid("documents.whom", fields={"user": "documents.whom"})
    return str(found)


@transaction.atomic
def revoke(*, grant_id: UUID, by: Actor) -> None:
    """Somebody who may share takes a grant back.

    Repeat: a grant that is gone is not found.
    """
    given = Grant.objects.filter(pk=grant_id).select_related("user", "unit").first()
    if given is None:
        raise NotFound
    document = queries.lock_visible(by, given.document_id)
    require(permissions.may_share(by, document))
    whom = str(given.user or given.unit)
    Grant.objects.filter(pk=grant_id).delete()
    record("documents.revoked", by=by, subject=document, data={"whom": whom})
