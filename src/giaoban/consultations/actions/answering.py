"""What those asked do: answer, change their mind, let somebody answer in their place (SLIP-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction

from giaoban.consultations import permissions, queries
from giaoban.consultations.actions.told import tell
from giaoban.consultations.models import Consultation, Opinion, OpinionLine, OpinionSlip
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.people import queries as people

Choice = OpinionLine.Choice
DONE: Final = {  # (is the first answer, is on behalf) → what is written down
    (True, False): "consultations.answered",
    (True, True): "consultations.answered_on_behalf",
    (False, False): "consultations.answer_changed",
    (False, True): "consultations.answer_changed_on_behalf",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says to one question."""

    question_id: UUID
    choice: str
    text: str = ""


def _locked(slip_id: UUID, by: Actor) -> OpinionSlip:
    """Lock the consultation, then read the slip: closing and answering wait for each other."""
    row = OpinionSlip.objects.filter(pk=slip_id).values_list("consultation_id", flat=True).first()
    if row is None:
        raise NotFound
    consultation = queries.lock_consultation(row, by)
    slip = consultation.slips.filter(pk=slip_id).select_related("user", "unit", "opinion").first()
    if slip is None:
        raise NotFound
    slip.consultation = consultation
    return slip


@transaction.atomic
def answer(*, slip_id: UUID, said: Sequence[Said], by: Actor, opinion_id: UUID | None = None) -> OpinionSlip:
    """Whoever is asked answers every question, or changes the answer; each answer is kept, the newest counts.

    When: until the deadline, or until it is closed. A substitute, a delegate or a deputy answers on behalf.
    Repeat: the same words of the same person, or the same ``opinion_id`` with its words, change nothing.
    """
    slip = _locked(slip_id, by)
    if opinion_id and (there := Opinion.objects.filter(pk=opinion_id).first()):
        if there.slip_id != slip.pk or not by.is_person(there.by_id):
            raise Conflict("kernel.taken")
        if not _says(there, _checked(slip.consultation, said)):
            raise Conflict("consultations.opinion_taken")
        return slip
    require(permissions.may_answer_slip(by, slip))
    lines = _checked(slip.consultation, said)
    if _is_said_already(slip, lines, by):
        return slip
    acting = by.in_place_of(slip.user_id)
    opinion = Opinion(
        slip=slip,
        number=slip.opinions.count() + 1,
        by_id=by.person_id,
        is_on_behalf=not by.is_person(slip.user_id),
        at=clock.now(),
    )
    if opinion_id:
        opinion.pk = opinion_id
    opinion.save(force_insert=True)
    rows = [OpinionLine(opinion=opinion, question_id=s.question_id, choice=s.choice, text=s.text) for s in lines]
    OpinionLine.objects.bulk_create(rows)
    slip.opinion = opinion
    slip.save(update_fields=["opinion"])
    _tell_answered(slip, opinion, acting)
    return slip


def _checked(consultation: Consultation, said: Sequence[Said]) -> list[Said]:
    by_question = {line.question_id: line for line in said}
    found: list[Said] = []
    for question in consultation.questions.all():
        line = by_question.pop(question.pk, None)
        if line is None or line.choice not in Choice.values:
            raise Invalid("consultations.choice_needed", fields={str(question.pk): "consultations.choice_needed"})
        text = line.text.strip()
        if line.choice == Choice.OTHER and not text:
            raise Invalid("consultations.words_needed", fields={str(question.pk): "consultations.words_needed"})
        found.append(Said(question.pk, line.choice, text))
    if by_question:
        raise Invalid("consultations.unknown_question")
    return found


def _is_said_already(slip: OpinionSlip, lines: list[Said], by: Actor) -> bool:
    if slip.opinion is None or not by.is_person(slip.opinion.by_id):
        return False
    return _says(slip.opinion, lines)


def _says(opinion: Opinion, lines: list[Said]) -> bool:
    there = opinion.lines.values_list("question_id", "choice", "text")
    return {(line.question_id, line.choice, line.text) for line in lines} == set(there)


def _tell_answered(slip: OpinionSlip, opinion: Opinion, acting: Actor) -> None:
    consultation = slip.consultation
    missing = consultation.slips.filter(opinion=None).count()
    tell(
        DONE[opinion.number == 1, opinion.is_on_behalf],
        consultation,
        acting,
        asked_person=slip.user.full_name,
        missing=missing,
        slip=str(slip.pk),
    )


@transaction.atomic
def name_substitute(*, slip_id: UUID, user_id: UUID | None, by: Actor) -> OpinionSlip:
    """Whoever is asked lets somebody else answer in the own place; None takes that back. The other is told.

    When: answers may still come. Repeat: the same substitute changes nothing.
    """
    slip = _locked(slip_id, by)
    require(permissions.may_name_substitute(by, slip))
    if slip.substitute_id == user_id:
        return slip
    person = people.members().filter(pk=user_id, is_active=True).first() if user_id else None
    if user_id and (person is None or user_id == slip.user_id):
        raise Invalid("consultations.bad_substitute", fields={"person": "consultations.bad_substitute"})
    before = {slip.substitute_id} if slip.substitute_id else set()
    slip.substitute = person
    slip.save(update_fields=["substitute"])
    action = "consultations.substitute_named" if person else "consultations.substitute_taken_back"
    facts = {"person": person.full_name if person else "", "substitute": str(person.pk) if person else ""}
    tell(action, slip.consultation, by.in_place_of(slip.user_id), people=before, **facts)
    return slip
