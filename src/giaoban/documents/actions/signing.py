"""Signatures of incoming papers are judged, and judged anew when the trusted authorities change.

The original is only read: no copy to read, no layer of words and no watermark touches what was signed.
"""

import base64
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from giaoban.documents import pdf, permissions
from giaoban.documents.models import Authority, Document, Signature, Version
from giaoban.documents.sniff import TYPES
from giaoban.documents.storage import original_key, storage
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.models import Job
from giaoban.ledger.record import enqueue, enqueue_all, record

FACTS: Final = (
    "field", "kind", "state", "signer", "organization", "issuer", "serial", "stamp_authority", "stamp_trusted",
    "trusted", "whole", "algorithm", "reason", "location", "page", "box",
)  # fmt: skip
MOMENTS: Final = ("valid_from", "valid_to", "signed_at", "stamped_at")
LARGEST: Final = 512 * 1024  # bytes of a file of certificates


def judge_soon(version: Version) -> None:
    """Ask for a judgement of a version's signatures, where it has any. In the caller's transaction."""
    if version.signature_fields and version.content_type == TYPES["pdf"].media:
        key = f"documents.judge:{version.pk}"
        enqueue("documents.judge", args={"version": str(version.pk)}, lane="papers", priority=5, unique_key=key)


def judge_job(job: Job) -> None:
    """Judge the signatures of the version that the job names, by its original file.

    Repeat: judged again, by the authorities that are trusted then.
    """
    version = Version.objects.get(pk=job.args["version"])
    trusted = list(Authority.objects.values_list("certificate", flat=True))
    path = storage().path(original_key(version.sha256))
    try:
        found = pdf.ask("signatures", path=str(path), authorities=trusted)["signatures"]
    except pdf.PdfFailure:
        found = [{"state": Signature.State.UNREADABLE}]
    _keep(version, [_row(version, place, facts) for place, facts in enumerate(found, 1)])


def _row(version: Version, place: int, facts: dict[str, Any]) -> Signature:
    moments = {name: datetime.fromisoformat(facts[name]) for name in MOMENTS if facts.get(name)}
    given = {name: facts[name] for name in FACTS if name in facts}
    return Signature(version=version, place=place, **given, **moments)


@transaction.atomic
def _keep(version: Version, rows: list[Signature]) -> None:
    before = {row.place: row.state for row in version.signatures.all()}
    version.signatures.all().delete()
    Signature.objects.bulk_create(rows)
    if before != {row.place: row.state for row in rows}:
        data = {"version": version.number, "states": [row.state for row in rows]}
        record("documents.judged", by=SYSTEM, subject=Document.objects.get(pk=version.document_id), data=data)


@transaction.atomic
def trust_authority(*, content: bytes, by: Actor) -> list[Authority]:
    """An administrator adds certificates of authorities to those that the agency trusts; signatures are judged anew.

    When: the file holds certificates of authorities. Repeat: one that is trusted already stays as it is.
    """
    require(permissions.may_keep_authorities(by))
    added = []
    for facts in _certificates(content):
        authority, made = Authority.objects.get_or_create(
            sha256=facts["sha256"],
            defaults={
                "name": (facts["signer"] or facts["organization"])[:300],
                "issuer": facts["issuer"][:300],
                "certificate": facts["pem"],
                "is_root": facts["is_root"],
                "valid_from": datetime.fromisoformat(facts["valid_from"]),
                "valid_to": datetime.fromisoformat(facts["valid_to"]),
                "added_by_id": by.person_id,
            },
        )
        if made:
            added.append(authority)
            record("documents.authority_trusted", by=by, subject=authority, data={"sha256": authority.sha256})
    if added:
        _judge_all()
    return added


def _certificates(content: bytes) -> list[dict[str, Any]]:
    if not content or len(content) > LARGEST:
        raise Invalid("documents.not_a_certificate", fields={"file": "documents.not_a_certificate"})
    try:
        found = pdf.ask("certificates", content=base64.b64encode(content).decode("ascii"))["certificates"]
    except pdf.PdfFailure as failure:
        code = "documents.not_a_certificate"
        raise Invalid(code, fields={"file": code}) from failure
    authorities = [facts for facts in found if facts["is_authority"]]
    if not authorities:
        raise Invalid("documents.not_an_authority", fields={"file": "documents.not_an_authority"})
    return authorities


@transaction.atomic
def distrust_authority(*, authority_id: UUID, by: Actor) -> None:
    """An administrator no longer trusts an authority; signatures are judged anew.

    Repeat: one that is gone is not found.
    """
    require(permissions.may_keep_authorities(by))
    authority = Authority.objects.filter(pk=authority_id).first()
    if authority is None:
        raise NotFound
    record("documents.authority_distrusted", by=by, subject=authority, data={"sha256": authority.sha256})
    authority.delete()
    _judge_all()


def _judge_all() -> None:
    signed = Version.objects.filter(signature_fields__gt=0, content_type=TYPES["pdf"].media).values_list(
        "pk", flat=True
    )
    enqueue_all(
        [
            Job(
                name="documents.judge",
                args={"version": str(pk)},
                lane="papers",
                unique_key=f"documents.judge:{pk}",
                due_at=clock.now(),
            )
            for pk in signed.values_list("pk", flat=True)
        ]
    )
