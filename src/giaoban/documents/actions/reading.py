"""What reading leaves: the access log and how far somebody got. These rows are their own book: no entry is written."""

from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from giaoban.documents import queries
from giaoban.documents.models import Access, Document, Reading, Version
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor

ONE_LOOK: Final = 30 * 60  # seconds: turning pages is one look at the paper, not a hundred


@transaction.atomic
def note_access(*, document: Document, version: Version | None, what: str, by: Actor) -> None:
    """A person saw, downloaded or printed a paper: one line of its access log.

    Repeat: seeing again within half an hour is the same look; each download and print is a line of its own.
    """
    key = f"documents.look:{by.person_id}:{version.pk if version else document.pk}"
    if what == Access.What.SEE and not cache.add(key, 1, ONE_LOOK):
        return
    Access.objects.create(document=document, version=version, user_id=by.person_id, what=what, address=by.address[:64])


@transaction.atomic
def note_reading(*, document_id: UUID, number: int, pages: list[int], last_page: int, by: Actor) -> Reading:
    """A reader has seen these pages of that version (PRE-9).

    Repeat: pages seen again change nothing; a newer version starts from no pages.
    """
    document = queries.visible_document(by, document_id)
    version = queries.readable(document, number)
    reading, _made = Reading.objects.get_or_create(
        document=document, user_id=by.person_id, defaults={"version": version}
    )
    if reading.version_id != version.id:
        newer = reading.version.number < version.number
        if not newer:
            return reading
        reading.earlier = reading.version if reading.pages else reading.earlier
        reading.version, reading.pages = version, []
    seen = {page for page in pages if 1 <= page <= version.page_count}
    reading.pages = sorted({*reading.pages, *seen})
    reading.last_page = min(max(1, last_page), max(1, version.page_count))
    reading.last_at = clock.now()
    reading.save(update_fields=["version", "earlier", "pages", "last_page", "last_at"])
    return reading
