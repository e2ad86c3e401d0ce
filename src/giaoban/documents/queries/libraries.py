"""What lies in libraries: folders, their papers, the agency's regulations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from giaoban.documents.models import Document, Folder, Grant, Regulation, Shortcut, Version
from giaoban.documents.queries.seeing import seen_among
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.folding import fold

FOLDER: Final = "documents.folder"
AGENCY: Final = "agency"
MINE: Final = "mine"
EFFECTS: Final = ("in_force", "upcoming", "expired", "replaced", "unknown")
ORDERS: Final = {
    "number": "regulation__number",
    "issued": "regulation__issued_on",
    "title": "title",
    "added": "created_at",
}


def visible_folders(by: Actor) -> QuerySet[Folder]:
    """Return the agency's folders and the person's own."""
    if by.user_id is None:
        return Folder.objects.none()
    return Folder.objects.filter(Q(user=None) | Q(user_id=by.user_id))


def visible_folder(by: Actor, folder_id: UUID) -> Folder:
    """Return a folder, or say that it is not there."""
    folder = visible_folders(by).filter(pk=folder_id).select_related("parent").first()
    if folder is None:
        raise NotFound
    return folder


def folders_seen_among(by: Actor, folder_ids: Iterable[UUID]) -> set[UUID]:
    """Cut folder ids to those that this person may see."""
    return set(visible_folders(by).filter(pk__in=list(folder_ids)).values_list("pk", flat=True))


def folder_of(document: Document) -> Folder:
    """Return the folder in which a paper of a library lies."""
    folder = Folder.objects.filter(pk=document.owner_id).first() if document.owner_kind == FOLDER else None
    if folder is None:
        raise NotFound
    return folder


def is_regulation(document: Document) -> bool:
    """Tell whether a paper lies in the agency's library."""
    return document.owner_kind == FOLDER and Folder.objects.filter(pk=document.owner_id, user=None).exists()


def path_of(folder: Folder) -> list[Folder]:
    """Return the way to a folder, from its library on, itself last."""
    way = [folder]
    while (parent := way[0].parent) is not None:
        way.insert(0, parent)
    return way


def depth_of(folder: Folder) -> int:
    """Return how many levels of folders there are from this one down."""
    depth, level = 0, [folder.pk]
    while level:
        depth += 1
        level = list(Folder.objects.filter(parent_id__in=level).values_list("pk", flat=True))
    return depth


def inside(folder: Folder) -> set[UUID]:
    """Return a folder and everything below it."""
    children: dict[UUID | None, list[UUID]] = {}
    for pk, parent_id in Folder.objects.filter(user=folder.user).values_list("pk", "parent_id"):
        children.setdefault(parent_id, []).append(pk)
    found, waiting = {folder.pk}, [folder.pk]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting.extend(below)
    return found


def folders_in(folder: Folder) -> QuerySet[Folder]:
    """Return the folders that lie in a folder, each with how many papers it holds itself."""
    return folder.children.order_by("folded")


def count_in(folders: Iterable[Folder]) -> dict[UUID, int]:
    """Return how many papers lie directly in each folder."""
    ids = [folder.pk for folder in folders]
    rows = Document.objects.filter(owner_kind=FOLDER, owner_id__in=ids, withdrawn_at=None).order_by()
    return dict(rows.values_list("owner_id").annotate(papers=Count("pk")))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of a library is asked for; nothing asked is everything."""

    q: str = ""
    kind: str = ""
    body: str = ""
    year: str = ""
    effect: str = ""
    sort: str = "-issued"

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked: then folders below are looked into as well."""
        return bool(self.q or self.kind or self.body or self.year or self.effect)


def papers_in(folder: Folder, asked: Asked) -> QuerySet[Document]:
    """Return the papers of a folder; with a question, of the folders below it as well."""
    owners = inside(folder) if asked.is_narrow else {folder.pk}
    rows = (
        Document.objects.filter(owner_kind=FOLDER, owner_id__in=owners, withdrawn_at=None)
        .select_related("document_type", "created_by", "regulation__issuing_body", "regulation__replaced_by__document")
        .prefetch_related(Prefetch("versions", Version.objects.order_by("-number")))
    )
    return _ordered(_cut(rows, asked), asked.sort)


def _cut(rows: QuerySet[Document], asked: Asked) -> QuerySet[Document]:
    for word in fold(asked.q).split():
        rows = rows.filter(Q(regulation__folded__contains=word) | Q(folded__contains=word))
    if asked.kind:
        rows = rows.filter(document_type__code=asked.kind)
    if asked.body:
        rows = rows.filter(regulation__issuing_body__code=asked.body)
    if asked.year.isdigit():
        rows = rows.filter(regulation__issued_on__year=int(asked.year))
    if asked.effect in EFFECTS:
        rows = rows.filter(_in_effect(asked.effect, clock.today()))
    return rows


def _in_effect(effect: str, today: date) -> Q:
    """The same answer as ``Regulation.effect``, asked of the database."""
    replaced = Q(regulation__replaced_by__isnull=False)
    expired = Q(regulation__expires_on__lte=today)
    if effect == "replaced":
        return replaced
    if effect == "expired":
        return ~replaced & expired
    still = ~replaced & ~expired
    if effect == "unknown":
        return still & Q(regulation__effective_on=None)
    if effect == "upcoming":
        return still & Q(regulation__effective_on__gt=today)
    return still & Q(regulation__effective_on__lte=today)


def _ordered(rows: QuerySet[Document], sort: str) -> QuerySet[Document]:
    column = ORDERS.get(sort.removeprefix("-"), "regulation__issued_on")
    return rows.order_by(f"-{column}" if sort.startswith("-") else column, "-created_at", "pk")


def shortcuts_in(by: Actor, folder: Folder) -> list[Shortcut]:
    """Return the papers kept at hand in a folder, as far as they may still be seen."""
    rows = list(folder.shortcuts.select_related("document__document_type").order_by("-created_at"))
    seen = seen_among(by, [row.document_id for row in rows])
    return [row for row in rows if row.document_id in seen]


def shared_with(by: Actor) -> QuerySet[Document]:
    """Return the papers that were shared with this person or the person's units by name."""
    given = Grant.objects.filter(
        Q(user_id=by.person_id) | Q(unit_id__in=by.units), may_see=True, document=OuterRef("pk")
    )
    rows = Document.objects.filter(Exists(given), withdrawn_at=None).select_related(
        "document_type", "created_by", "regulation__issuing_body"
    )
    return rows.prefetch_related(Prefetch("versions", Version.objects.order_by("-number"))).order_by("-created_at")


def regulations(by: Actor) -> QuerySet[Regulation]:
    """Return every regulation: what may replace another is chosen among them."""
    rows = Regulation.objects.filter(document__withdrawn_at=None).select_related("document")
    return rows.order_by("-issued_on") if by.user_id else rows.none()


def years() -> list[int]:
    """Return the years in which regulations were issued, the newest first."""
    days = Regulation.objects.exclude(issued_on=None).dates("issued_on", "year", order="DESC")
    return [day.year for day in days]
