"""The shape of consultations on the wire."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from giaoban.consultations.queries import Row, Tally


class ConsultationOut(Schema):
    """One consultation in a list; ``asked`` and ``answered`` count people."""

    id: UUID
    subject: str
    state: str
    unit: UUID
    unit_name: str
    officer: UUID
    officer_name: str
    working_days: int
    silence: str
    sent_at: datetime | None
    due: date | None
    first_due: date | None
    past_due: bool
    closed_at: datetime | None
    published_at: datetime | None
    number: str
    asked: int
    answered: int


class QuestionOut(Schema):
    """One question of a consultation."""

    id: UUID
    text: str


class OpinionLineOut(Schema):
    """What an answer says to one question, and what becomes of it."""

    id: UUID
    question: UUID
    choice: str
    text: str
    treatment: str
    explanation: str


class SlipOut(Schema):
    """One person asked, with the answer that counts."""

    id: UUID
    person: UUID
    person_name: str
    unit: UUID | None
    unit_name: str
    substitute: UUID | None
    answered: bool
    answered_by: str
    on_behalf: bool
    at: datetime | None
    lines: list[OpinionLineOut]


class TallyOut(Schema):
    """The counts of one question; ``agree_in_all`` holds the silent ones where they agree."""

    question: UUID
    asked: int
    agree: int
    disagree: int
    other: int
    silent: int
    agree_in_all: int


class ConsultationWhole(ConsultationOut):
    """One consultation with its text, the caller's own slips, and what the caller may read of the others'.

    ``can`` names each verb with "" or why not.
    """

    text: str
    questions: list[QuestionOut]
    approver: UUID | None
    remark: str
    document: UUID | None
    mine: list[SlipOut]
    slips: list[SlipOut]
    counts: list[TallyOut]
    can: dict[str, str]


class ConsultationsOut(Schema):
    """One page of consultations."""

    items: list[ConsultationOut]
    total: int
    page: int
    pages: int


class ConsultationIn(Schema):
    """A new draft. ``id`` made by the caller makes a second try harmless."""

    id: UUID | None = None
    unit: UUID
    subject: str
    text: str
    questions: list[str] = []
    people: list[UUID] = []
    units: list[UUID] = []
    groups: list[UUID] = []
    working_days: int = 5
    silence: Literal["no_opinion", "agree"] = "no_opinion"
    approver: UUID | None = None


class ConsultationChange(Schema):
    """What of a draft changes; who is asked is named whole or not at all."""

    subject: str | None = None
    text: str | None = None
    questions: list[str] | None = None
    people: list[UUID] | None = None
    units: list[UUID] | None = None
    groups: list[UUID] | None = None
    working_days: int | None = None
    silence: Literal["no_opinion", "agree"] | None = None
    approver: UUID | None = None


class SaidIn(Schema):
    """What somebody says to one question."""

    question: UUID
    choice: Literal["agree", "disagree", "other"]
    text: str = ""


class SlipAnswerIn(Schema):
    """An answer to a slip: every question. ``id`` made by the caller makes a second try harmless."""

    id: UUID | None = None
    lines: list[SaidIn]


class SubstituteIn(Schema):
    """Who answers in one's place; null takes it back."""

    person: UUID | None = None


class RemindIn(Schema):
    """One slip to remind of; without it, everybody who has not answered."""

    slip: UUID | None = None


class SignNoticeIn(Schema):
    """For whom the notice is signed: the leader in the own name, or the agency."""

    whose: Literal["person", "agency"]


class RemindedOut(Schema):
    """How many were told now."""

    reminded: int


class MoreTimeIn(Schema):
    """The new last day, and why."""

    due: date
    reason: str


class CallOffIn(Schema):
    """Why it is called off."""

    reason: str


class TreatIn(Schema):
    """What becomes of one opinion."""

    line: UUID
    kind: Literal["taken", "partly", "explained"]
    text: str = ""


class AnnounceIn(Schema):
    """What the result notice says besides the figures."""

    note: str = ""


class AskableOut(Schema):
    """Something to pick while drafting, and where it belongs."""

    id: UUID
    name: str
    unit: str


def consultation_out(row: Any) -> ConsultationOut:
    """Describe one row of a list."""
    return ConsultationOut(
        id=row.pk,
        subject=row.subject,
        state=row.state,
        unit=row.unit_id,
        unit_name=row.unit.short_name,
        officer=row.officer_id,
        officer_name=row.officer.full_name,
        working_days=row.working_days,
        silence=row.silence,
        sent_at=row.sent_at,
        due=row.due_on,
        first_due=row.first_due_on,
        past_due=row.is_past_due,
        closed_at=row.closed_at,
        published_at=row.published_at,
        number=row.number,
        asked=row.asked,
        answered=row.answered,
    )


def slip_out(row: Row, *, treated: bool = True) -> SlipOut:
    """Describe one slip with the answer that counts; what becomes of it only where ``treated`` lets it be read."""
    slip, opinion = row.slip, row.slip.opinion
    return SlipOut(
        id=slip.pk,
        person=slip.user_id,
        person_name=slip.user.full_name,
        unit=slip.unit_id,
        unit_name=slip.unit.short_name if slip.unit else "",
        substitute=slip.substitute_id,
        answered=slip.is_answered,
        answered_by=opinion.by.full_name if opinion else "",
        on_behalf=row.is_on_behalf,
        at=opinion.at if opinion else None,
        lines=[_line_out(line, treated=treated) for line in row.lines],
    )


def _line_out(line: Any, *, treated: bool) -> OpinionLineOut:
    treatment = getattr(line, "treatment", None) if treated else None
    return OpinionLineOut(
        id=line.pk,
        question=line.question_id,
        choice=line.choice,
        text=line.text,
        treatment=treatment.kind if treatment else "",
        explanation=treatment.text if treatment else "",
    )


def tally_out(tally: Tally) -> TallyOut:
    """Describe the counts of one question."""
    return TallyOut(
        question=tally.question.pk,
        asked=tally.asked,
        agree=tally.agree,
        disagree=tally.disagree,
        other=tally.other,
        silent=tally.silent,
        agree_in_all=tally.agree_in_all,
    )
