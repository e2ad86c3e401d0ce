"""Reading for the signature on a result notice: whose agency, whose key, which place."""

from giaoban.clerical import issuing
from giaoban.clerical.papers import Signer, from_json, sheet_of
from giaoban.consultations.models import Consultation
from giaoban.documents.models import Document
from giaoban.kernel.actor import Actor
from giaoban.people.models import Unit, User
from giaoban.signing.models import KeyHolder
from giaoban.signing.queries import holder_of_agency, holder_of_person


def signer_of(consultation: Consultation) -> User:
    """Return who signs the result notice."""
    return consultation.approver or consultation.officer


def issuer_of(consultation: Consultation) -> Unit:
    """Return the agency in whose name the notice goes out."""
    return issuing.issuer_signed_by(signer_of(consultation), consultation.unit)


def notice_document(consultation: Consultation) -> Document | None:
    """Return the issued notice."""
    return Document.objects.filter(pk=consultation.document_id).first() if consultation.document_id else None


def key_holder(consultation: Consultation, whose: str, by: Actor) -> KeyHolder | None:
    """Return the key that signs the notice: the agency's, or this person's."""
    return holder_of_agency(issuer_of(consultation).pk) if whose == "agency" else holder_of_person(by.user_id)


def signing_place(consultation: Consultation) -> Signer:
    """Return the place of the signature on the issued notice."""
    return sheet_of(from_json(consultation.notice or {})).signers[-1]
