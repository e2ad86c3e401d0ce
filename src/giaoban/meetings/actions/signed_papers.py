"""An issued paper of the record comes back signed, or is signed here (END-3)."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.clerical.papers import Signer
from giaoban.documents import actions as documents
from giaoban.documents.models import Version
from giaoban.documents.queries import latest
from giaoban.documents.uploads import Sent
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Refused
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings.models import RecordPaper
from giaoban.meetings.permissions import after as rules
from giaoban.meetings.queries import after
from giaoban.meetings.recording import signing_place
from giaoban.signing.copies import put_on
from giaoban.signing.models import KeyHolder

ACTIONS: dict[str, Promise | str] = {
    "meetings.paper_signed": _("{actor} đưa lên bản đã ký số của văn bản số {number} của “{subject}”"),
    "meetings.paper_signed_here": _("{actor} ký số văn bản số {number} của “{subject}” bằng khóa của {holder}"),
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


def sign_paper(*, paper_id: UUID, whose: str, present: bool, by: Actor) -> RecordPaper:
    """The signer signs an issued paper with the own key («person»), the Office with the agency's («agency»).

    When: it is issued, and ``present``: the very person has just proven to be there. The agency signs after the person.
    The signature is made before the transaction, which keeps it or finds that the paper moved on. Repeat: whoever has
    signed it already changes nothing.
    """
    paper = after.visible_paper(paper_id, by)
    holder, signer = _may_sign(paper, whose, by)
    if not present:
        raise Refused("signing.prove_presence")
    if paper.document is None:
        raise Conflict("meetings.paper_not_issued")

    def keep(version: Version, file: Sent) -> bool:
        with transaction.atomic():
            now = after.lock_paper(paper_id, by)
            _may_sign(now, whose, by)
            if now.document is None or latest(now.document) != version:
                return False
            documents.add_signed_copy(document_id=now.document.pk, file=file, by=by)
            data = {"number": now.number, "paper_id": str(now.pk), "holder": str(holder), "key": holder.key}
            record("meetings.paper_signed_here", by=by, subject=now.meeting, data=data)
            return True

    put_on(paper.document, holder, signer, after.issuer_of(paper).town, keep)
    return paper


def _may_sign(paper: RecordPaper, whose: str, by: Actor) -> tuple[KeyHolder, Signer]:
    require(rules.may_sign(by, paper, whose))
    holder = after.key_holder(paper, whose, by)
    if holder is None:
        raise Conflict("signing.no_key")
    return holder, signing_place(paper, whose, by)
