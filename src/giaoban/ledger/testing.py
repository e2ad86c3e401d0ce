"""What tests ask of the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager

from giaoban.ledger import jobs
from giaoban.ledger.models import Entry


@contextmanager
def expect_record(*actions: str) -> Iterator[list[Entry]]:
    """The block writes exactly these actions into the book, in this order."""
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    entries: list[Entry] = []
    yield entries
    entries.extend(Entry.objects.filter(pk__gt=last).order_by("pk"))
    assert [entry.action for entry in entries] == list(actions)


def run_jobs() -> int:
    """Run every follow-up job that is due, in every lane."""
    return jobs.run_due(lanes=("main", "papers", "ocr", "mail", "post"))
