"""Shapes of conclusions and papers of the record."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from giaoban.meetings.actions.conclusions import Facts
from giaoban.meetings.models import Conclusion, RecordPaper


class ConclusionBase(Schema):
    """What a conclusion said when the writer began."""

    content: str
    lead_unit: UUID | None = None
    coordinating: list[UUID] = []
    responsible: UUID | None = None
    deadline_on: date | None = None
    product: str = ""
    no_action: bool = False

    def facts(self) -> Facts:
        """Return the same as the verb wants it."""
        return Facts(
            self.content,
            self.lead_unit,
            tuple(self.coordinating),
            self.responsible,
            self.deadline_on,
            self.product,
            self.no_action,
        )


class ConclusionIn(Schema):
    """A conclusion; the id may be made by the client, so that a second try is harmless.

    ``revision`` and ``base``: what a change began from. ``guess``: fill in the unit and day that the words name.
    """

    id: UUID | None = None
    revision: int | None = None
    base: ConclusionBase | None = None
    guess: bool = False
    content: str
    item: UUID | None = None
    lead_unit: UUID | None = None
    coordinating: list[UUID] = []
    responsible: UUID | None = None
    deadline_on: date | None = None
    product: str = ""
    no_action: bool = False


class ConclusionOut(Schema):
    """A conclusion as it stands; ``task`` is there once it is final and needs action."""

    id: UUID
    meeting: UUID
    item: UUID | None
    content: str
    lead_unit: UUID | None
    coordinating: list[UUID]
    responsible: UUID | None
    deadline_on: date | None
    product: str
    no_action: bool
    state: str
    revision: int
    task: UUID | None

    @staticmethod
    def of(row: Conclusion) -> "ConclusionOut":
        """Return the shape of a row."""
        return ConclusionOut(
            id=row.pk,
            meeting=row.meeting_id,
            item=row.item_id,
            content=row.content,
            lead_unit=row.lead_unit_id,
            coordinating=[helper.unit_id for helper in row.coordinating.all()],
            responsible=row.responsible_id,
            deadline_on=row.deadline_on,
            product=row.product,
            no_action=row.no_action,
            state=row.state,
            revision=row.revision,
            task=row.task_id,
        )


class WithdrawIn(Schema):
    """Why."""

    reason: str = ""


class BodyIn(Schema):
    """The editable content of a paper, as GET gave it."""

    body: dict[str, Any]


class SignPaperIn(Schema):
    """For whom a paper is signed: the person in the own name, or the agency."""

    whose: Literal["person", "agency"]


class RecordPaperOut(Schema):
    """A paper of the record."""

    id: UUID
    meeting: UUID
    kind: str
    version: int
    state: str
    number: str
    remark: str
    due_on: date | None
    issued_at: datetime | None
    sha256: str
    document: UUID | None
    body: dict[str, Any]

    @staticmethod
    def of(row: RecordPaper) -> "RecordPaperOut":
        """Return the shape of a row."""
        return RecordPaperOut(
            id=row.pk,
            meeting=row.meeting_id,
            kind=row.kind,
            version=row.version,
            state=row.state,
            number=row.number,
            remark=row.remark,
            due_on=row.due_on,
            issued_at=row.issued_at,
            sha256=row.sha256,
            document=row.document_id,
            body=row.body,
        )
