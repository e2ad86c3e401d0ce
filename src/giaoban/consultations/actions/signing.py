"""An issued result notice is signed here with a key of this system (END-3)."""

from uuid import UUID

from django.db import transaction

from giaoban.clerical.papers import Signer
from giaoban.consultations import permissions, queries
from giaoban.consultations.actions.told import tell
from giaoban.consultations.models import Consultation
from giaoban.consultations.queries import signing
from giaoban.documents import actions as documents
from giaoban.documents.models import Version
from giaoban.documents.queries import latest
from giaoban.documents.uploads import Sent
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, NotFound, Refused
from giaoban.kernel.rules import require
from giaoban.signing.copies import put_on
from giaoban.signing.models import KeyHolder


def sign_notice(*, consultation_id: UUID, whose: str, present: bool, by: Actor) -> Consultation:
    """The leader signs the issued notice with the own key («person»), the Office with the agency's («agency»).

    When: it is out, and ``present``: the very person has just proven to be there. The agency signs after the leader.
    The signature is made before the transaction, which keeps it or finds that the notice moved on. Repeat: whoever has
    signed it already changes nothing.
    """
    consultation = queries.visible_consultations(by).filter(pk=consultation_id).first()
    if consultation is None:
        raise NotFound
    holder, signer = _may_sign(consultation, whose, by)
    if not present:
        raise Refused("signing.prove_presence")
    document = signing.notice_document(consultation)
    if document is None:
        raise Conflict("consultations.not_published")

    def keep(version: Version, file: Sent) -> bool:
        with transaction.atomic():
            now = queries.lock_consultation(consultation_id, by)
            _may_sign(now, whose, by)
            if latest(document) != version:
                return False
            documents.add_signed_copy(document_id=document.pk, file=file, by=by)
            tell("consultations.notice_signed", now, by, number=now.number, holder=str(holder), key=holder.key)
            return True

    put_on(document, holder, signer, signing.issuer_of(consultation).town, keep)
    return consultation


def _may_sign(consultation: Consultation, whose: str, by: Actor) -> tuple[KeyHolder, Signer]:
    require(permissions.may_sign_notice(by, consultation, whose))
    holder = signing.key_holder(consultation, whose, by)
    if holder is None:
        raise Conflict("signing.no_key")
    return holder, signing.signing_place(consultation)
