"""Reading the audit book. Its page is in ``desk``, which knows people."""

from collections.abc import Iterable

from django.db.models import QuerySet

from giaoban.ledger.models import Entry


def entries_about(kind: str, subject_id: object) -> QuerySet[Entry]:
    """Return what happened to one thing, oldest first."""
    return Entry.objects.filter(subject_kind=kind, subject_id=str(subject_id)).order_by("pk")


def newest_entries() -> QuerySet[Entry]:
    """Return the whole book, newest first."""
    return Entry.objects.order_by("-pk")


def entries_of(actions: Iterable[str], kind: str) -> QuerySet[Entry]:
    """Return when acts of these kinds were done to things of that kind, oldest first; only what a replay reads."""
    found = Entry.objects.filter(action__in=list(actions), subject_kind=kind).order_by("pk")
    return found.only("action", "subject_id", "at")
