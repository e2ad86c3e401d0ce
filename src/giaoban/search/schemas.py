"""Shapes of search answers."""

from uuid import UUID

from ninja import Schema


class HitOut(Schema):
    """One thing found; ``part`` is the page of a document, 0 for the thing itself."""

    kind: str
    id: UUID
    part: int
    title: str
    context: str
    url: str


class FoundOut(Schema):
    """One page of hits."""

    hits: list[HitOut]
    has_more: bool
