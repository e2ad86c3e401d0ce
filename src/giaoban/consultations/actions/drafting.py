"""What the officer in charge writes, whom it asks, and the leader's yes before it goes out (SLIP-1)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from giaoban.approvals import actions as approvals
from giaoban.consultations import permissions, queries
from giaoban.consultations.actions.asked import write_slips
from giaoban.consultations.actions.told import tell
from giaoban.consultations.models import Consultation, Question
from giaoban.consultations.models.consultation import LONGEST, SHORTEST
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.folding import fold
from giaoban.kernel.rules import require

State = Consultation.State
CHANGEABLE: Final = frozenset({"subject", "text", "working_days", "silence", "approver_id"})
ASKED: Final = ("people", "units", "groups")
LISTS: Final = frozenset({"questions", *ASKED})
MOST_QUESTIONS: Final = 20
ONE_QUESTION: Final = "Đồng chí có đồng ý với nội dung trên không?"  # a paper's words: Vietnamese in every language
APPROVAL: Final = "consultations.consultation"


@transaction.atomic
def draft(*, unit_id: UUID, facts: Mapping[str, Any], by: Actor, consultation_id: UUID | None = None) -> Consultation:
    """An officer begins a consultation in the name of the own unit; nobody else sees the draft.

    ``facts``: subject, text, questions (texts), people, units and groups (ids: who is asked), working_days,
    silence, approver_id. Repeat: the id that the browser made is the consultation's; a second try changes nothing.
    """
    require(permissions.may_draft(by))
    if consultation_id and (there := Consultation.objects.filter(pk=consultation_id).first()):
        if not by.is_person(there.officer_id):
            raise Conflict("kernel.taken")
        return there
    if unit_id not in queries.asking_units(by):
        raise Invalid("consultations.own_unit_needed", fields={"unit": "consultations.own_unit_needed"})
    consultation = Consultation(unit_id=unit_id, officer_id=by.person_id, created_at=clock.now())
    if consultation_id:
        consultation.pk = consultation_id
    _fill(consultation, facts)
    consultation.save(force_insert=True)
    _ask(consultation, facts.get("questions", ()))
    write_slips(consultation, *(facts.get(name, ()) for name in ASKED))
    tell("consultations.drafted", consultation, by)
    return consultation


@transaction.atomic
def edit(*, consultation_id: UUID, facts: Mapping[str, Any], by: Actor) -> Consultation:
    """The officer rewrites a draft. Repeat: the same facts change nothing."""
    consultation = queries.lock_consultation(consultation_id, by)
    require(permissions.may_edit(by, consultation))
    before = {name: getattr(consultation, name) for name in CHANGEABLE}
    _fill(consultation, facts)
    changed = [name for name, value in before.items() if getattr(consultation, name) != value]
    asks_anew = "questions" in facts and _ask(consultation, facts["questions"])
    others = any(name in facts for name in ASKED) and write_slips(consultation, *(facts.get(n, ()) for n in ASKED))
    if changed:
        consultation.save(update_fields=[*changed, "folded"])
    if changed or asks_anew or others:
        tell("consultations.edited", consultation, by.in_place_of(consultation.officer_id))
    return consultation


def _fill(consultation: Consultation, facts: Mapping[str, Any]) -> None:
    if unknown := facts.keys() - CHANGEABLE - LISTS:
        raise LookupError(f"a consultation has no changeable {sorted(unknown)}")
    for name in CHANGEABLE & facts.keys():
        value = facts[name]
        setattr(consultation, name, (value or "").strip() if name in {"subject", "text"} else value)
    faults: dict[str, str] = {name: "consultations.list_needed" for name in LISTS if facts.get(name, ()) is None}
    if not consultation.subject:
        faults["subject"] = "consultations.subject_needed"
    if not consultation.text:
        faults["text"] = "consultations.text_needed"
    if consultation.working_days is None or not SHORTEST <= consultation.working_days <= LONGEST:
        faults["working_days"] = "consultations.bad_term"
    if consultation.silence not in Consultation.Silence.values:
        faults["silence"] = "consultations.bad_silence"
    if consultation.approver_id and not _may_approve(consultation):
        faults["approver"] = "consultations.bad_approver"
    if faults:
        raise Invalid(next(iter(faults.values())), fields=faults)
    consultation.subject = consultation.subject[:300]
    consultation.folded = fold(f"{consultation.subject} {consultation.text}")


def _may_approve(consultation: Consultation) -> bool:
    possible = queries.possible_approvers(consultation.unit_id).values_list("pk", flat=True)
    return consultation.approver_id in set(possible)


def _ask(consultation: Consultation, texts: Sequence[str]) -> bool:
    """Write the questions anew when they changed; none given means the one usual question."""
    wanted = [text.strip()[:500] for text in texts if text.strip()] or [ONE_QUESTION]
    if len(wanted) > MOST_QUESTIONS:
        raise Invalid("consultations.too_many_questions", fields={"questions": "consultations.too_many_questions"})
    if wanted == list(consultation.questions.values_list("text", flat=True)):
        return False
    consultation.questions.all().delete()
    rows = [Question(consultation=consultation, place=place, text=text) for place, text in enumerate(wanted, 1)]
    Question.objects.bulk_create(rows)
    return True


@transaction.atomic
def submit(*, consultation_id: UUID, by: Actor) -> Consultation:
    """The officer puts the draft before the leader who approves it.

    Repeat: what waits for the leader goes on waiting.
    """
    consultation = queries.lock_consultation(consultation_id, by)
    if consultation.state == State.SUBMITTED and by.answers_for(consultation.officer_id):
        return consultation
    require(permissions.may_submit(by, consultation))
    if consultation.approver_id is None:
        raise Invalid("consultations.approver_needed", fields={"approver": "consultations.approver_needed"})
    if not consultation.slips.exists():
        raise Invalid("consultations.nobody_asked", fields={"people": "consultations.nobody_asked"})
    consultation.state, consultation.remark = State.SUBMITTED, ""
    consultation.save(update_fields=["state", "remark"])
    acting = by.in_place_of(consultation.officer_id)
    approvals.ask(
        kind=APPROVAL,
        subject_id=consultation.pk,
        label=f"Phiếu lấy ý kiến: {consultation.subject}",
        approvers=[consultation.approver_id],
        by=acting,
    )
    tell("consultations.submitted", consultation, acting)
    return consultation


def on_approved(consultation_id: UUID, by: Actor) -> None:
    """Keep the promise of an approval: the officer may send it."""
    consultation = queries.lock_any(consultation_id)
    consultation.state = State.APPROVED
    consultation.save(update_fields=["state"])
    tell("consultations.approved", consultation, by)


def on_returned(consultation_id: UUID, by: Actor, comment: str) -> None:
    """Keep the promise of a refusal: it is a draft again, with the leader's remark."""
    consultation = queries.lock_any(consultation_id)
    consultation.state, consultation.remark = State.DRAFT, comment.strip()[:500]
    consultation.save(update_fields=["state", "remark"])
    tell("consultations.returned", consultation, by, reason=comment.strip()[:300])


@transaction.atomic
def take_back(*, consultation_id: UUID, by: Actor) -> Consultation:
    """The officer takes back what waits for the leader: the draft, or the result notice.

    Repeat: a draft stays a draft, what is being summed up stays so.
    """
    consultation = queries.lock_consultation(consultation_id, by)
    if consultation.state in {State.DRAFT, State.CLOSED} and by.answers_for(consultation.officer_id):
        return consultation
    require(permissions.may_take_back(by, consultation))
    acting = by.in_place_of(consultation.officer_id)
    withdraw_approval(consultation, acting)
    return _back(consultation, State.CLOSED if consultation.state == State.SIGNING else State.DRAFT, acting)


def on_withdrawn(consultation_id: UUID, by: Actor) -> None:
    """Keep the promise of a request taken back: it is a draft again."""
    _back(queries.lock_any(consultation_id), State.DRAFT, by)


def on_notice_withdrawn(consultation_id: UUID, by: Actor) -> None:
    """Keep the promise of a request taken back: the officer goes on summing up."""
    _back(queries.lock_any(consultation_id), State.CLOSED, by)


def _back(consultation: Consultation, state: str, by: Actor) -> Consultation:
    consultation.state = state
    consultation.save(update_fields=["state"])
    tell("consultations.taken_back", consultation, by)
    return consultation


def withdraw_approval(consultation: Consultation, by: Actor) -> None:
    """Take the waiting request back, whichever of the two waits."""
    for kind in queries.APPROVALS:
        approvals.drop(kind=kind, subject_id=consultation.pk, by=by)
