"""Shapes of what the API of the floor takes."""

from uuid import UUID

from ninja import Schema


class StageIn(Schema):
    """A paper and page; without a paper the page of the one that is shown; with neither, nothing is shown."""

    document: UUID | None = None
    page: int | None = None
