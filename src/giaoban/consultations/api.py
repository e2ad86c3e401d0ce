"""This app's part of the HTTP API: consultations, slips, their verbs."""

from typing import Literal
from uuid import UUID

from ninja import Router, Status

from giaoban.consultations import actions, permissions, queries, schemas
from giaoban.consultations.schemas import (
    ConsultationsOut,
    ConsultationWhole,
    QuestionOut,
    consultation_out,
    slip_out,
    tally_out,
)
from giaoban.kernel.paging import page as page_of
from giaoban.people.middleware import HouseRequest
from giaoban.people.presence import is_present
from giaoban.search import queries as search

router = Router(tags=["consultations"])

MOST = 200  # consultations in one answer
FOUND = 20


@router.get("/consultations", response=ConsultationsOut)
def consultations(
    request: HouseRequest,
    of: Literal["todo", "asked", "mine", "all"] = "all",
    state: str = "",
    unit: str = "",
    q: str = "",
    sort: str = "newest",
    page: int = 1,
    size: int = 50,
) -> ConsultationsOut:
    """List the consultations that the caller may see, filtered like the page."""
    wanted = queries.Wanted(tab=of, state=state, unit=unit, text=q, sort=sort)
    shown = page_of(queries.for_list(queries.narrowed(request.actor, wanted)), page, min(max(size, 1), MOST))
    rows = [consultation_out(row) for row in shown.rows]
    return ConsultationsOut(items=rows, total=shown.total, page=shown.number, pages=shown.pages)


@router.get("/consultations/papers", response=list[schemas.AskableOut])
def papers(request: HouseRequest, q: str) -> list[schemas.AskableOut]:
    """Find papers of the libraries and of other places that may be put beside a draft."""
    _ = request.actor.person_id
    found = search.find(request.actor, q[:300], kind="documents.document", page=1)
    rows = {hit.subject_id: hit for hit in found.hits}
    return [
        schemas.AskableOut(id=pk, name=hit.row.title, unit="".join(piece for piece, _ in hit.context)[:80])
        for pk, hit in list(rows.items())[:FOUND]
    ]


@router.get("/consultations/units", response=list[schemas.AskableOut])
def units(request: HouseRequest, q: str) -> list[schemas.AskableOut]:
    """Find units whose head may be asked, those that stand alone before their teams."""
    _ = request.actor.person_id
    return [
        schemas.AskableOut(id=unit.pk, name=unit.name, unit=unit.parent.short_name if unit.parent else "")
        for unit in queries.find_askable(q[:100])[:FOUND]
    ]


@router.post("/consultations", response={201: ConsultationWhole})
def draft(request: HouseRequest, given: schemas.ConsultationIn) -> Status[ConsultationWhole]:
    """Begin a draft."""
    facts = given.model_dump(exclude={"id", "unit", "approver"}) | {"approver_id": given.approver}
    made = actions.draft(unit_id=given.unit, facts=facts, by=request.actor, consultation_id=given.id)
    return Status(201, _whole(request, made.pk))


@router.get("/consultations/{consultation_id}", response=ConsultationWhole)
def consultation(request: HouseRequest, consultation_id: UUID) -> ConsultationWhole:
    """Describe one consultation with the caller's own slips and what the caller may read."""
    return _whole(request, consultation_id)


def _whole(request: HouseRequest, consultation_id: UUID) -> ConsultationWhole:
    by = request.actor
    found = queries.page_consultation(by, consultation_id)
    can = permissions.abilities(by, found)
    rows = queries.rows_of(found)
    found.asked, found.answered = len(rows), sum(1 for row in rows if row.slip.is_answered)  # type: ignore[attr-defined]
    own = {slip.pk for slip in queries.slips_of(by, found)} if found.sent_at else set()
    reads = bool(can["read_opinions"])
    return ConsultationWhole(
        **consultation_out(found).model_dump(),
        text=found.text,
        questions=[QuestionOut(id=question.pk, text=question.text) for question in found.questions.all()],
        approver=found.approver_id,
        remark=found.remark if permissions.is_near(by, found) else "",
        document=found.document_id,
        mine=[slip_out(row, treated=reads) for row in rows if row.slip.pk in own],
        slips=[slip_out(row) for row in rows] if reads else [],
        counts=[tally_out(tally) for tally in queries.tallies_of(found, rows)] if reads and found.sent_at else [],
        can={verb: verdict.reason for verb, verdict in can.items()},
    )


@router.patch("/consultations/{consultation_id}", response=ConsultationWhole)
def edit(request: HouseRequest, consultation_id: UUID, given: schemas.ConsultationChange) -> ConsultationWhole:
    """Rewrite a draft."""
    facts = given.model_dump(exclude_unset=True)
    if "approver" in facts:
        facts["approver_id"] = facts.pop("approver")
    actions.edit(consultation_id=consultation_id, facts=facts, by=request.actor)
    return _whole(request, consultation_id)


@router.post("/consultations/{consultation_id}/submit", response=ConsultationWhole)
def submit(request: HouseRequest, consultation_id: UUID) -> ConsultationWhole:
    """Put a draft before the leader."""
    actions.submit(consultation_id=consultation_id, by=request.actor)
    return _whole(request, consultation_id)


@router.post("/consultations/{consultation_id}/take-back", response=ConsultationWhole)
def take_back(request: HouseRequest, consultation_id: UUID) -> ConsultationWhole:
    """Take back what waits for the leader."""
    actions.take_back(consultation_id=consultation_id, by=request.actor)
    return _whole(request, consultation_id)


@router.post("/consultations/{consultation_id}/send", response=ConsultationWhole)
def send(request: HouseRequest, consultation_id: UUID) -> ConsultationWhole:
    """Send the slips."""
    actions.send(consultation_id=consultation_id, by=request.actor)
    return _whole(request, consultation_id)


@router.post("/slips/{slip_id}/answer", response=ConsultationWhole)
def answer(request: HouseRequest, slip_id: UUID, given: schemas.SlipAnswerIn) -> ConsultationWhole:
    """Answer every question of a slip, or change the answer."""
    said = [actions.Said(line.question, line.choice, line.text) for line in given.lines]
    slip = actions.answer(slip_id=slip_id, said=said, opinion_id=given.id, by=request.actor)
    return _whole(request, slip.consultation_id)


@router.post("/slips/{slip_id}/substitute", response=ConsultationWhole)
def substitute(request: HouseRequest, slip_id: UUID, given: schemas.SubstituteIn) -> ConsultationWhole:
    """Let somebody else answer in one's place."""
    slip = actions.name_substitute(slip_id=slip_id, user_id=given.person, by=request.actor)
    return _whole(request, slip.consultation_id)


@router.post("/consultations/{consultation_id}/remind", response=schemas.RemindedOut)
def remind(request: HouseRequest, consultation_id: UUID, given: schemas.RemindIn) -> schemas.RemindedOut:
    """Remind one, or all who have not answered."""
    count = actions.remind(consultation_id=consultation_id, slip_id=given.slip, by=request.actor)
    return schemas.RemindedOut(reminded=count)


@router.post("/consultations/{consultation_id}/extend", response=ConsultationWhole)
def extend(request: HouseRequest, consultation_id: UUID, given: schemas.MoreTimeIn) -> ConsultationWhole:
    """Give more time."""
    actions.extend(consultation_id=consultation_id, due_on=given.due, reason=given.reason, by=request.actor)
    return _whole(request, consultation_id)


@router.post("/consultations/{consultation_id}/close", response=ConsultationWhole)
def close(request: HouseRequest, consultation_id: UUID) -> ConsultationWhole:
    """Close it."""
    actions.close(consultation_id=consultation_id, by=request.actor)
    return _whole(request, consultation_id)


@router.post("/consultations/{consultation_id}/cancel", response=ConsultationWhole)
def cancel(request: HouseRequest, consultation_id: UUID, given: schemas.CallOffIn) -> ConsultationWhole:
    """Call it off."""
    actions.cancel(consultation_id=consultation_id, reason=given.reason, by=request.actor)
    return _whole(request, consultation_id)


@router.post("/consultations/{consultation_id}/treat", response=ConsultationWhole)
def treat(request: HouseRequest, consultation_id: UUID, given: schemas.TreatIn) -> ConsultationWhole:
    """Say what becomes of one opinion."""
    actions.treat(
        consultation_id=consultation_id, line_id=given.line, kind=given.kind, text=given.text, by=request.actor
    )
    return _whole(request, consultation_id)


@router.post("/consultations/{consultation_id}/announce", response=ConsultationWhole)
def announce(request: HouseRequest, consultation_id: UUID, given: schemas.AnnounceIn) -> ConsultationWhole:
    """Put the result notice before the leader; without a leader, issue it."""
    actions.announce(consultation_id=consultation_id, note=given.note, by=request.actor)
    return _whole(request, consultation_id)


@router.post("/consultations/{consultation_id}/sign", response=ConsultationWhole)
def sign_notice(request: HouseRequest, consultation_id: UUID, given: schemas.SignNoticeIn) -> ConsultationWhole:
    """Sign the issued notice as its leader («person») or for the agency («agency»).

    Only in a session in which the person has just given the password, a code or a passkey again.
    """
    actions.sign_notice(
        consultation_id=consultation_id, whose=given.whose, present=is_present(request), by=request.actor
    )
    return _whole(request, consultation_id)
