"""An issued paper of the record comes back signed (END-3)."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.documents import actions as documents
from giaoban.documents.uploads import Sent
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings.models import RecordPaper
from giaoban.meetings.permissions import after as rules
from giaoban.meetings.queries import after

ACTIONS: dict[str, Promise | str] = {
    "meetings.paper_signed": _("{actor} đưa lên bản đã ký số của văn bản số {number} của “{subject}”"),
}


@transaction.atomic
def add_signed_paper(*, paper_id: UUID, file: Sent, by: Actor) -> RecordPaper:
    """The signer, or the desk for the signer, brings the issued PDF back with an electronic signature.

    When: it is issued, and the file is that very PDF with a signature behind it. Repeat: the same file changes nothing;
    a second signature goes behind the first.
    """
    paper = after.lock_paper(paper_id, by)
    require(rules.may_add_signed(by, paper))
    if paper.document is None:
        raise Conflict("meetings.paper_not_issued")
    before = paper.document.versions.count()
    documents.add_signed_copy(document_id=paper.document.pk, file=file, by=by)
    if paper.document.versions.count() > before:
        data = {"number": paper.number, "paper_id": str(paper.pk)}
        record("meetings.paper_signed", by=by.in_place_of(paper.signer_id), subject=paper.meeting, data=data)
    return paper
