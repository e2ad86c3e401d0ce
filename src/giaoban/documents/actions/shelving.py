"""Libraries: folders are made, renamed, moved, removed; papers are put into them; regulations are described (DOC-7)."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import permissions, queries
from giaoban.documents.guessing import guess
from giaoban.documents.models import Document, Folder, Regulation, Shortcut, Version
from giaoban.documents.queries.libraries import AGENCY, FOLDER
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.folding import fold
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.people.models import CatalogueEntry

LONGEST: Final = 150
DEEPEST: Final = 8
OWN: Final = "Tài liệu của tôi"
SHARED: Final = "Văn bản quy định"
DAYS: Final[tuple[str, ...]] = ("issued_on", "effective_on", "expires_on")
FACTS: Final[tuple[str, ...]] = ("number", "issuing_body_id", *DAYS, "replaced_by_id", "summary")


@transaction.atomic
def open_library(*, library: str, by: Actor) -> Folder:
    """Somebody opens a library for the first time: the agency's, or the own one. It is there from then on.

    Repeat: the same library.
    """
    name = SHARED if library == AGENCY else OWN
    whose: dict[str, Any] = {"user": None} if library == AGENCY else {"user_id": by.person_id}
    called = {"name": name, "folded": fold(name)}
    folder, _made = Folder.objects.get_or_create(parent=None, **whose, defaults=called)
    return folder


@transaction.atomic
def make_folder(*, parent_id: UUID, name: str, by: Actor) -> Folder:
    """Somebody who keeps a library makes a folder in it.

    Repeat: a folder of that name is there already, and is returned.
    """
    parent = _kept(parent_id, by)
    name = _clean(name)
    if len(queries.path_of(parent)) >= DEEPEST:
        raise Invalid("documents.folder_too_deep", fields={"name": "documents.folder_too_deep"})
    folder, made = Folder.objects.get_or_create(
        parent=parent, folded=fold(name), defaults={"name": name, "user_id": parent.user_id}
    )
    if made:
        record("documents.folder_made", by=by, subject=folder, data={"parent": parent.name})
    return folder


@transaction.atomic
def make_path(*, parent_id: UUID, path: str, by: Actor) -> Folder:
    """Somebody who keeps a library sends a whole folder: its inner folders are made as they come.

    Repeat: the same folders.
    """
    folder = _kept(parent_id, by)
    for name in [part for part in path.replace("\\", "/").split("/") if part.strip(" .")]:
        folder = make_folder(parent_id=folder.pk, name=name, by=by)
    return folder


def _kept(folder_id: UUID, by: Actor) -> Folder:
    folder = queries.visible_folder(by, folder_id)
    require(permissions.may_keep_library(by, folder))
    return folder


def _clean(name: str) -> str:
    name = " ".join(name.replace("/", " ").split())[:LONGEST].strip(" .")
    if not name:
        raise Invalid("documents.folder_name", fields={"name": "documents.folder_name"})
    return name


@transaction.atomic
def rename_folder(*, folder_id: UUID, name: str, by: Actor) -> Folder:
    """Somebody who keeps a library gives a folder another name.

    When: no other folder beside it has that name. Repeat: the same name changes nothing.
    """
    folder = _held(folder_id, by)
    name = _clean(name)
    if folder.name == name:
        return folder
    _refuse_twin(folder, folder.parent_id, name)
    before, folder.name, folder.folded = folder.name, name, fold(name)
    folder.save(update_fields=["name", "folded"])
    record("documents.folder_renamed", by=by, subject=folder, data={"before": before})
    return folder


@transaction.atomic
def move_folder(*, folder_id: UUID, parent_id: UUID, by: Actor) -> Folder:
    """Somebody who keeps a library puts a folder into another of the same library.

    When: not into itself or a folder inside it. Repeat: a folder that is there stays.
    """
    folder, parent = _held(folder_id, by), _kept(parent_id, by)
    if folder.parent_id == parent.pk:
        return folder
    if parent.user_id != folder.user_id:
        raise Invalid("documents.other_library")
    way = queries.path_of(parent)
    if folder.pk in {step.pk for step in way}:
        raise Invalid("documents.folder_into_itself")
    if len(way) + queries.depth_of(folder) > DEEPEST:
        raise Invalid("documents.folder_too_deep")
    _refuse_twin(folder, parent.pk, folder.name)
    folder.parent = parent
    folder.save(update_fields=["parent"])
    record("documents.folder_moved", by=by, subject=folder, data={"parent": parent.name})
    return folder


def _refuse_twin(folder: Folder, parent_id: UUID | None, name: str) -> None:
    if Folder.objects.filter(parent_id=parent_id, folded=fold(name)).exclude(pk=folder.pk).exists():
        raise Conflict("documents.folder_there", name=name, fields={"name": "documents.folder_there"})


def _held(folder_id: UUID, by: Actor) -> Folder:
    _kept(folder_id, by)
    folder = lock_one(Folder.objects.filter(pk=folder_id))
    if folder is None:
        raise NotFound
    if folder.parent_id is None:
        raise Invalid("documents.library_stays")
    return folder


@transaction.atomic
def remove_folder(*, folder_id: UUID, by: Actor) -> None:
    """Somebody who keeps a library removes an empty folder.

    When: nothing is in it. Repeat: one that is gone is not found.
    """
    folder = _held(folder_id, by)
    papers = Document.objects.filter(owner_kind=FOLDER, owner_id=folder.pk, withdrawn_at=None)
    if folder.children.exists() or papers.exists() or folder.shortcuts.exists():
        raise Conflict("documents.folder_not_empty", name=folder.name)
    record("documents.folder_removed", by=by, subject=folder)
    folder.delete()


@transaction.atomic
def shelve_document(*, document_id: UUID, folder_id: UUID, by: Actor) -> Document:
    """Somebody who keeps a paper of a library puts it into another folder of it.

    When: the folder does not hold the same file already. Repeat: a paper that is there stays.
    """
    document = queries.lock_visible(by, document_id)
    if document.owner_kind != FOLDER:
        raise Invalid("documents.not_in_a_library")
    require(permissions.may_change(by, document))
    folder = _kept(folder_id, by)
    if document.owner_id == folder.pk:
        return document
    if queries.folder_of(document).user_id != folder.user_id:
        raise Invalid("documents.other_library")
    _refuse_same_file(document, folder)
    document.owner_id = folder.pk
    document.place = Document.objects.filter(owner_kind=FOLDER, owner_id=folder.pk).count() + 1
    document.save(update_fields=["owner_id", "place"])
    record("documents.shelved", by=by, subject=document, data={"folder": folder.name})
    return document


def _refuse_same_file(document: Document, folder: Folder) -> None:
    newest = document.versions.order_by("-number").values_list("sha256", flat=True).first()
    twin = Version.objects.filter(
        sha256=newest, document__owner_kind=FOLDER, document__owner_id=folder.pk, document__withdrawn_at=None
    ).select_related("document")
    if there := twin.first():
        raise Conflict("documents.duplicate", title=there.document.title, document=str(there.document_id))


@transaction.atomic
def keep_at_hand(*, document_id: UUID, folder_id: UUID, by: Actor) -> Shortcut:
    """A person keeps another's paper at hand in a folder of the own library; it stays where it is.

    Repeat: it is there once.
    """
    document = queries.visible_document(by, document_id)
    folder = _kept(folder_id, by)
    if folder.user_id is None or (document.owner_kind == FOLDER and document.owner_id == folder.pk):
        raise Invalid("documents.shortcut_in_own")
    shortcut, made = Shortcut.objects.get_or_create(folder=folder, document=document)
    if made:
        record("documents.kept_at_hand", by=by, subject=document, data={"folder": folder.name})
    return shortcut


@transaction.atomic
def let_go(*, shortcut_id: int, by: Actor) -> None:
    """A person takes a paper off the own shelf; the paper itself is not touched.

    Repeat: one that is gone is not found.
    """
    shortcut = Shortcut.objects.filter(pk=shortcut_id).select_related("folder", "document").first()
    if shortcut is None or not by.is_person(shortcut.folder.user_id):
        raise NotFound
    record("documents.let_go", by=by, subject=shortcut.document, data={"folder": shortcut.folder.name})
    shortcut.delete()


@transaction.atomic
def describe_regulation(*, document_id: UUID, facts: dict[str, Any], by: Actor) -> Regulation:
    """Somebody who keeps the agency's library says what a regulation is: number, body, dates, what replaced it.

    When: it is in force before it expires, and is not replaced by itself. Repeat: the same facts change nothing.
    """
    document = queries.lock_visible(by, document_id)
    if not queries.is_regulation(document):
        raise Invalid("documents.not_a_regulation")
    require(permissions.may_change(by, document))
    regulation, _made = Regulation.objects.get_or_create(document=document)
    wanted = {name: facts[name] for name in FACTS if name in facts}
    _check(document, regulation, wanted)
    changed = {name: value for name, value in wanted.items() if getattr(regulation, name) != value}
    kind = facts.get("document_type_id", document.document_type_id)
    if kind != document.document_type_id:
        document.document_type_id = kind
        document.save(update_fields=["document_type"])
        changed["document_type_id"] = kind
    if not changed and not regulation.guessed:
        return regulation
    for name, value in changed.items():
        if name != "document_type_id":
            setattr(regulation, name, value)
    regulation.guessed = False
    _write(document, regulation)
    data = {"changes": {name: str(value or "") for name, value in changed.items()}}
    record("documents.described", by=by, subject=document, data=data)
    return regulation


def _check(document: Document, regulation: Regulation, wanted: dict[str, Any]) -> None:
    starts: date | None = wanted.get("effective_on", regulation.effective_on)
    ends: date | None = wanted.get("expires_on", regulation.expires_on)
    if starts and ends and ends <= starts:
        raise Invalid("documents.expires_too_early", fields={"expires_on": "documents.expires_too_early"})
    other = wanted.get("replaced_by_id")
    if other and (other == document.pk or not Regulation.objects.filter(pk=other).exists()):
        raise Invalid("documents.replaced_by_what", fields={"replaced_by": "documents.replaced_by_what"})


def _write(document: Document, regulation: Regulation) -> None:
    regulation.number, regulation.summary = regulation.number.strip()[:80], regulation.summary.strip()[:600]
    regulation.folded = fold(f"{regulation.number} {document.title} {regulation.summary}")
    regulation.save()


def guess_job(job: Job) -> None:
    """Read what a new regulation says about itself, for a librarian to confirm (after its text has come).

    Repeat: what a person has described is left alone.
    """
    if job.entry is None:
        return
    document = Document.objects.filter(pk=job.entry.subject_id, owner_kind=FOLDER, withdrawn_at=None).first()
    if document is not None and queries.is_regulation(document):
        _guess(document)


@transaction.atomic
def _guess(document: Document) -> None:
    known = Regulation.objects.filter(document=document).first()
    if known is not None and (not known.guessed or known.number):
        return
    page = queries.readable(document).pages.filter(number=1).first()
    found = guess(page.text if page else "")
    regulation = known or Regulation(document=document)
    regulation.number, regulation.issued_on = found.number[:80], found.issued_on
    regulation.effective_on, regulation.summary = None, found.summary
    regulation.issuing_body = _entry("issuing_body", found.body)
    regulation.guessed = True
    kind = _entry("document_type", found.kind)
    if kind is not None and document.document_type_id is None:
        document.document_type = kind
        document.save(update_fields=["document_type"])
    _write(document, regulation)
    record("documents.guessed", by=SYSTEM, subject=document, data={"number": regulation.number})


def _entry(catalogue: str, name: str) -> CatalogueEntry | None:
    wanted = fold(name)
    rows = CatalogueEntry.objects.filter(catalogue=catalogue, is_active=True)
    return next((row for row in rows if wanted and fold(row.name) == wanted), None)
