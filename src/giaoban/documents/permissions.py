"""Who may do what with a document (DOC-5): the owner's rule first, then what the document allows, then grants."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from giaoban.documents.doors import door
from giaoban.documents.models import Document, Folder, Grant
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.people.models import Role
from giaoban.people.queries import is_system_admin


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do with one document; each answer says why not."""

    download: Verdict
    print_: Verdict
    share: Verdict
    change: Verdict
    watch: Verdict

    def as_dict(self) -> dict[str, str]:
        """Return verb → reason, empty when allowed: what pages and the API carry."""
        return {
            "download": self.download.reason,
            "print": self.print_.reason,
            "share": self.share.reason,
            "change": self.change.reason,
            "watch": self.watch.reason,
        }


def rights(by: Actor, document: Document) -> Rights:
    """Return everything this person may do with a document that the person may see."""
    owner = door(document.owner_kind)
    manages = owner.may_change(by, document.owner_id)
    watches = owner.may_watch(by, document.owner_id)
    keeper = bool(manages) or watches
    grants = list(Grant.objects.filter(Q(user_id=by.user_id) | Q(unit_id__in=by.units), document=document))
    download = document.may_download or keeper or any(grant.may_download for grant in grants)
    printing = document.may_print or keeper or any(grant.may_print for grant in grants)
    share = keeper or any(grant.may_share for grant in grants)
    return Rights(
        download=YES if download else no("documents.may_not_download"),
        print_=YES if printing else no("documents.may_not_print"),
        share=YES if share else no("documents.may_not_share"),
        change=_change(document, manages),
        watch=YES if watches else no("documents.may_not_watch"),
    )


def downloadable_among(by: Actor, documents: Iterable[Document]) -> set[UUID]:
    """Cut documents that this person may see to those the person may download, as ``rights`` says of each."""
    rows = list(documents)
    found = {document.pk for document in rows if document.may_download}
    left = [document for document in rows if document.pk not in found]
    if not left:
        return found
    grants = Grant.objects.filter(Q(user_id=by.user_id) | Q(unit_id__in=by.units), may_download=True, document__in=left)
    found |= set(grants.values_list("document_id", flat=True))
    owners = {(document.owner_kind, document.owner_id) for document in left if document.pk not in found}
    kept = {(kind, one) for kind, one in owners if door(kind).may_change(by, one) or door(kind).may_watch(by, one)}
    return found | {document.pk for document in left if (document.owner_kind, document.owner_id) in kept}


def _change(document: Document, manages: Verdict) -> Verdict:
    if not manages:
        return manages
    if document.withdrawn_at:
        return no("documents.withdrawn")
    return no("documents.locked") if document.locked_at else YES


def may_add(by: Actor, owner_kind: str, owner_id: UUID) -> Verdict:
    """The owner's rule says who may add papers to it, and when."""
    return door(owner_kind).may_change(by, owner_id)


def may_change(by: Actor, document: Document) -> Verdict:
    """Whoever may add papers may replace, rename and withdraw them, until they are locked."""
    return _change(document, door(document.owner_kind).may_change(by, document.owner_id))


def may_restore(by: Actor, document: Document) -> Verdict:
    """Who may change the owner's papers may take a withdrawal back."""
    if document.locked_at:
        return no("documents.locked")
    return door(document.owner_kind).may_change(by, document.owner_id)


def may_read_again(by: Actor, document: Document) -> Verdict:
    """Those who look after a paper; a lock does not matter, for not a byte of it changes."""
    owner = door(document.owner_kind)
    if owner.may_watch(by, document.owner_id) or owner.may_change(by, document.owner_id):
        return YES
    return no("documents.may_not_change")


def may_link(by: Actor, document: Document) -> Verdict:
    """Who may take a clean copy away may put it elsewhere: nobody gets round a watermark this way."""
    if document.is_secret:
        return no("documents.secret_owner")
    own = rights(by, document)
    clean = bool(own.change) or (bool(own.download) and not marks_pages(by, document))
    return YES if clean else no("documents.may_not_link")


def may_keep_library(by: Actor, folder: Folder) -> Verdict:
    """A person keeps the own library; the agency's is kept by the Office and the system administrators."""
    if folder.user_id is not None:
        return YES if by.is_person(folder.user_id) else no("documents.not_your_library")
    keeps = by.has_role(Role.OFFICE_SECRETARY) or is_system_admin(by)
    return YES if keeps else no("documents.only_librarians")


def may_keep_copies(by: Actor, document: Document) -> Verdict:
    """Paper copies are handed out and collected by those who look after the paper; a lock does not matter."""
    owner = door(document.owner_kind)
    if owner.may_watch(by, document.owner_id) or owner.may_change(by, document.owner_id):
        return YES
    return no("documents.may_not_keep_copies")


def may_keep_authorities(by: Actor) -> Verdict:
    """Which certification authorities are trusted is the system administrator's to say."""
    return YES if is_system_admin(by) else no("documents.only_administrators")


def may_share(by: Actor, document: Document) -> Verdict:
    """The owner's people, and those whom they allowed to share."""
    return rights(by, document).share


def may_watch(by: Actor, document: Document) -> Verdict:
    """Reading states and the access log are for those who follow the reading."""
    return YES if door(document.owner_kind).may_watch(by, document.owner_id) else no("documents.may_not_watch")


def marks_pages(by: Actor, document: Document) -> bool:
    """Tell whether copies for this person carry the name: those who look after the paper get it clean."""
    return document.watermark and not door(document.owner_kind).may_change(by, document.owner_id)
