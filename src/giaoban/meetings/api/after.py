"""Conclusions, notice and minutes in the HTTP API (api.md)."""

from uuid import UUID

from django.http import HttpResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from giaoban.kernel.errors import NotFound
from giaoban.meetings.actions import conclusions, record_papers, signed_papers
from giaoban.meetings.files import file_of
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import after, visible_meetings
from giaoban.meetings.schemas.after import BodyIn, ConclusionIn, ConclusionOut, RecordPaperOut, SignPaperIn, WithdrawIn
from giaoban.people.middleware import HouseRequest
from giaoban.people.presence import is_present

router = Router(tags=["meetings"])


def _meeting(request: HouseRequest, meeting_id: UUID) -> Meeting:
    found = visible_meetings(request.actor, whole=True).filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


@router.get("/meetings/{uuid:meeting_id}/conclusions", response=list[ConclusionOut], summary="Conclusions")
def list_conclusions(request: HouseRequest, meeting_id: UUID) -> list[ConclusionOut]:
    """Return the conclusions that the caller may see."""
    meeting = _meeting(request, meeting_id)
    return [ConclusionOut.of(row) for row in after.visible_conclusions(request.actor).filter(meeting=meeting)]


@router.post("/meetings/{uuid:meeting_id}/conclusions", response={201: ConclusionOut}, summary="Conclude")
def conclude(request: HouseRequest, meeting_id: UUID, data: ConclusionIn) -> Status[ConclusionOut]:
    """Write a conclusion down as a draft."""
    row = conclusions.conclude(
        meeting_id=meeting_id,
        conclusion_id=data.id,
        content=data.content,
        item_id=data.item,
        lead_unit_id=data.lead_unit,
        coordinating=data.coordinating,
        responsible_id=data.responsible,
        deadline_on=data.deadline_on,
        product=data.product,
        no_action=data.no_action,
        guess=data.guess,
        by=request.actor,
    )
    return Status(201, ConclusionOut.of(row))


@router.put("/conclusions/{uuid:conclusion_id}", response=ConclusionOut, summary="Rewrite a draft")
def change_conclusion(request: HouseRequest, conclusion_id: UUID, data: ConclusionIn) -> ConclusionOut:
    """Rewrite a draft; what is left out is empty."""
    row = conclusions.change_conclusion(
        conclusion_id=conclusion_id,
        content=data.content,
        lead_unit_id=data.lead_unit,
        coordinating=data.coordinating,
        responsible_id=data.responsible,
        deadline_on=data.deadline_on,
        product=data.product,
        no_action=data.no_action,
        revision=data.revision,
        base=data.base.facts() if data.base else None,
        by=request.actor,
    )
    return ConclusionOut.of(row)


@router.delete("/conclusions/{uuid:conclusion_id}", response={204: None}, summary="Take a draft out")
def remove_conclusion(request: HouseRequest, conclusion_id: UUID) -> Status[None]:
    """Take a draft out."""
    conclusions.remove_conclusion(conclusion_id=conclusion_id, by=request.actor)
    return Status(204, None)


@router.post("/conclusions/{uuid:conclusion_id}/settle", response=ConclusionOut, summary="Make it final, assign")
def settle(request: HouseRequest, conclusion_id: UUID) -> ConclusionOut:
    """Make a conclusion final; its task goes out."""
    return ConclusionOut.of(conclusions.settle_conclusion(conclusion_id=conclusion_id, by=request.actor))


@router.post("/conclusions/{uuid:conclusion_id}/withdraw", response=ConclusionOut, summary="Take it back to draft")
def withdraw(request: HouseRequest, conclusion_id: UUID, data: WithdrawIn) -> ConclusionOut:
    """Take a final conclusion back while nobody has begun."""
    row = conclusions.withdraw_conclusion(conclusion_id=conclusion_id, reason=data.reason, by=request.actor)
    return ConclusionOut.of(row)


@router.get("/meetings/{uuid:meeting_id}/record-papers", response=list[RecordPaperOut], summary="Papers of the record")
def list_papers(request: HouseRequest, meeting_id: UUID) -> list[RecordPaperOut]:
    """Return the papers of the record that the caller may see, newest version first."""
    meeting = _meeting(request, meeting_id)
    return [RecordPaperOut.of(row) for row in after.visible_papers(request.actor).filter(meeting=meeting)]


@router.post("/meetings/{uuid:meeting_id}/record-papers/{kind}", response=RecordPaperOut, summary="Draw a paper up")
def draw_up(request: HouseRequest, meeting_id: UUID, kind: str) -> RecordPaperOut:
    """Draw up notice or minutes from what happened."""
    if kind not in {"notice", "minutes"}:
        raise NotFound
    return RecordPaperOut.of(record_papers.draw_up(meeting_id=meeting_id, kind=kind, by=request.actor))


@router.put("/record-papers/{uuid:paper_id}", response=RecordPaperOut, summary="Edit a draft")
def change_paper(request: HouseRequest, paper_id: UUID, data: BodyIn) -> RecordPaperOut:
    """Edit a draft."""
    return RecordPaperOut.of(record_papers.change_paper(paper_id=paper_id, body=data.body, by=request.actor))


@router.post("/record-papers/{uuid:paper_id}/submit", response=RecordPaperOut, summary="Put before the chair")
def put_forward(request: HouseRequest, paper_id: UUID) -> RecordPaperOut:
    """Put a draft before the chair."""
    return RecordPaperOut.of(record_papers.put_forward(paper_id=paper_id, by=request.actor))


@router.post("/record-papers/{uuid:paper_id}/take-back", response=RecordPaperOut, summary="Take back to draft")
def take_back(request: HouseRequest, paper_id: UUID) -> RecordPaperOut:
    """Take a paper back to draft."""
    return RecordPaperOut.of(record_papers.take_paper_back(paper_id=paper_id, by=request.actor))


@router.post("/record-papers/{uuid:paper_id}/issue", response=RecordPaperOut, summary="Number and issue")
def issue(request: HouseRequest, paper_id: UUID) -> RecordPaperOut:
    """Issue an approved paper."""
    return RecordPaperOut.of(record_papers.issue(paper_id=paper_id, by=request.actor))


@router.post("/record-papers/{uuid:paper_id}/signed", response=RecordPaperOut, summary="Bring the signed copy")
def add_signed(request: HouseRequest, paper_id: UUID, file: File[UploadedFile]) -> RecordPaperOut:
    """Bring the issued PDF back with an electronic signature behind it."""
    return RecordPaperOut.of(signed_papers.add_signed_paper(paper_id=paper_id, file=file, by=request.actor))


@router.post("/record-papers/{uuid:paper_id}/sign", response=RecordPaperOut, summary="Sign with a key kept here")
def sign(request: HouseRequest, paper_id: UUID, data: SignPaperIn) -> RecordPaperOut:
    """Sign an issued paper as its signer («person») or for the agency («agency»).

    Only in a session in which the person has just given the password, a code or a passkey again.
    """
    present = is_present(request)
    return RecordPaperOut.of(
        signed_papers.sign_paper(paper_id=paper_id, whose=data.whose, present=present, by=request.actor)
    )


@router.get("/meetings/{uuid:meeting_id}/{kind}.{suffix}", summary="Notice, minutes or invitation as PDF or DOCX")
def paper_file(request: HouseRequest, meeting_id: UUID, kind: str, suffix: str) -> HttpResponse:
    """Return the newest version that the caller may see."""
    meeting = _meeting(request, meeting_id)
    paper = after.visible_papers(request.actor).filter(meeting=meeting, kind=kind).order_by("-version").first()
    if paper is None:
        raise NotFound
    return file_of(paper, suffix)
