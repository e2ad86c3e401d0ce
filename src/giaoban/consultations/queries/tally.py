"""Counting the answers: each person asked counts once, by the newest answer; silence as was said beforehand."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from giaoban.consultations.models import Consultation, OpinionLine, OpinionSlip, Question

Choice = OpinionLine.Choice


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one question. ``silent`` did not answer; they count as agreeing only where that was set."""

    question: Question
    asked: int
    agree: int
    disagree: int
    other: int
    silence_agrees: bool

    @property
    def answered(self) -> int:
        """How many answered."""
        return self.agree + self.disagree + self.other

    @property
    def silent(self) -> int:
        """How many did not."""
        return self.asked - self.answered

    @property
    def agree_in_all(self) -> int:
        """How many agree, silence included where it was set to agree."""
        return self.agree + (self.silent if self.silence_agrees else 0)

    @property
    def agree_share(self) -> int:
        """The share of those asked who agree, in whole per cent."""
        return round(100 * self.agree_in_all / self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True)
class Row:
    """One slip with the lines of the answer that counts, in the order of the questions; empty when there is none."""

    slip: OpinionSlip
    lines: list[OpinionLine]

    @property
    def is_on_behalf(self) -> bool:
        """Whether somebody else wrote it."""
        return bool(self.slip.opinion and self.slip.opinion.is_on_behalf)


def rows_of(consultation: Consultation) -> list[Row]:
    """Return every slip with the answer that counts: four queries, whatever the number."""
    lines: QuerySet[OpinionLine] = OpinionLine.objects.select_related("question", "treatment__by")
    slips = consultation.slips.select_related("user", "unit", "substitute", "opinion__by").prefetch_related(
        Prefetch("opinion__lines", lines)
    )
    return [Row(slip, list(slip.opinion.lines.all()) if slip.opinion else []) for slip in slips]


def tallies_of(consultation: Consultation, rows: list[Row] | None = None) -> list[Tally]:
    """Return the counts of every question."""
    rows = rows_of(consultation) if rows is None else rows
    counts: dict[tuple[UUID, str], int] = {}
    for row in rows:
        for line in row.lines:
            key = (line.question_id, line.choice)
            counts[key] = counts.get(key, 0) + 1
    return [
        Tally(
            question=question,
            asked=len(rows),
            agree=counts.get((question.pk, Choice.AGREE), 0),
            disagree=counts.get((question.pk, Choice.DISAGREE), 0),
            other=counts.get((question.pk, Choice.OTHER), 0),
            silence_agrees=consultation.silence == Consultation.Silence.AGREE,
        )
        for question in consultation.questions.all()
    ]


def untreated(consultation: Consultation, rows: list[Row] | None = None) -> int:
    """Return how many opinions still have no word on what becomes of them."""
    rows = rows_of(consultation) if rows is None else rows
    return sum(
        1 for row in rows for line in row.lines if line.needs_treatment and getattr(line, "treatment", None) is None
    )
