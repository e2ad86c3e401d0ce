"""Versions of a document: which to compare, how far the machine has read them, who signed them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.documents.models import Authority, Document, Recognition, Signature, Version
from giaoban.documents.queries.seeing import seen_among
from giaoban.documents.sniff import TYPES
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound

State = Signature.State
MOST_PLACES = 20
# the first of these that one of its signatures is in is what a reader must know
WORST = (State.BROKEN, State.CHANGED, State.REVOKED, State.UNREADABLE, State.WEAK, State.EXPIRED, State.UNKNOWN)


def two_versions(document: Document, old: int | None, new: int | None) -> tuple[Version, Version]:
    """Return the two versions to compare: those asked for, else the newest readable one and the one before it."""
    ready = {version.number: version for version in document.versions.filter(state=Version.State.READY)}
    newer = new or max(ready, default=0)
    older = old or max((number for number in ready if number < newer), default=0)
    if newer not in ready or older not in ready:
        raise NotFound("documents.no_such_version")
    return ready[older], ready[newer]


def sizes_of(version: Version) -> list[tuple[int, float, float]]:
    """Return page sizes as runs: (first page, width, height), so that 3,000 equal pages are one line."""
    runs: list[tuple[int, float, float]] = []
    for number, width, height in version.pages.order_by("number").values_list("number", "width", "height"):
        if not runs or runs[-1][1:] != (width, height):
            runs.append((number, width, height))
    return runs


def recognition_of(version: Version, number: int) -> Recognition | None:
    """Return how a page was read by machine, if it was to be."""
    return Recognition.objects.filter(page__version=version, page__number=number).first()


def recognitions_of(version: Version) -> list[tuple[int, str, str]]:
    """Return (page, state, failure) of every page that is read by machine."""
    rows = Recognition.objects.filter(page__version=version).order_by("page__number")
    return list(rows.values_list("page__number", "state", "failure"))


@dataclass(frozen=True, slots=True)
class Signed:
    """The signatures of one version, and what they come to."""

    version: Version
    signatures: list[Signature]

    @property
    def state(self) -> str:
        """unsigned, waiting, valid, or the worst that one of them is in.

        A file that was signed again is what the last signature says, when that covers all of it.
        """
        if not self.version.signature_fields or self.version.content_type != TYPES["pdf"].media:
            return "unsigned"
        if not self.signatures:
            return "waiting"
        states = {row.state for row in self.signatures}
        worst = next((state.value for state in WORST if state in states), "")
        if worst:
            return worst
        last = self.signatures[-1]
        return "valid" if last.whole and last.state == State.VALID else State.EXTENDED.value

    @property
    def label(self) -> Promise | str:
        """What a reader is told."""
        named = {"unsigned": _("Tệp không có chữ ký số"), "waiting": _("Đang kiểm tra chữ ký số")}
        return named.get(self.state) or State(self.state).label

    @property
    def tone(self) -> str:
        """How it is marked: green only for what is proven, red for what is wrong."""
        if self.state in {State.BROKEN, State.CHANGED, State.REVOKED}:
            return "live"
        return {"valid": "done", "unsigned": "neutral", "waiting": "neutral"}.get(self.state, "warning")


def signed_of(version: Version) -> Signed:
    """Return the signatures of a version."""
    return Signed(version, list(version.signatures.all()) if version.signature_fields else [])


def also_at(version: Version, by: Actor) -> list[Document]:
    """Return the other documents with the very same bytes that this person may see (DOC-7: it is there already)."""
    return known_places(version.sha256, by, but=version.document_id)


def known_places(sha256: str, by: Actor, but: UUID | None = None) -> list[Document]:
    """Return the documents that this person may see of which some version is a file with that hash."""
    rows = Document.objects.filter(versions__sha256=sha256, withdrawn_at=None).distinct()
    rows = rows.exclude(pk=but) if but else rows
    seen = seen_among(by, rows.values_list("pk", flat=True))
    return list(rows.filter(pk__in=seen).order_by("-created_at")[:MOST_PLACES])


def authorities() -> QuerySet[Authority]:
    """Return the certification authorities that this agency trusts."""
    return Authority.objects.select_related("added_by")
