"""Signatures and authorities in the HTTP API."""

from datetime import datetime
from uuid import UUID

from ninja import Schema


class SignatureOut(Schema):
    """One signature of the original. ``stamped_at`` is proven by a time stamp, ``signed_at`` is the signer's word."""

    place: int
    kind: str
    state: str
    message: str
    signer: str
    organization: str
    issuer: str
    serial: str
    valid_from: datetime | None
    valid_to: datetime | None
    signed_at: datetime | None
    stamped_at: datetime | None
    stamp_authority: str
    stamp_trusted: bool
    trusted: bool
    whole: bool
    algorithm: str
    reason: str
    location: str
    page: int | None
    box: list[float]
    checked_at: datetime


class SignaturesOut(Schema):
    """The signatures of a version; ``state``: unsigned, waiting, or the state that a reader must know of."""

    version: int
    state: str
    message: str
    signatures: list[SignatureOut]


class AuthorityOut(Schema):
    """One trusted authority."""

    id: UUID
    name: str
    issuer: str
    sha256: str
    is_root: bool
    valid_from: datetime
    valid_to: datetime
    added_at: datetime
