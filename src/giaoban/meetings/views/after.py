"""Pages of what a meeting leaves: conclusions, notice, minutes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.approvals import queries as approvals
from giaoban.documents.queries import latest, signed_of
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.messages import sentence
from giaoban.meetings.actions import conclusions, record_papers, signed_papers
from giaoban.meetings.files import file_of
from giaoban.meetings.forms.after import ConclusionForm, MinutesForm, NoticeForm, SignedPaperForm
from giaoban.meetings.models import Conclusion, Meeting, RecordPaper
from giaoban.meetings.permissions import after as rules
from giaoban.meetings.queries import after, visible_meetings
from giaoban.people.middleware import HouseRequest
from giaoban.people.presence import ask_presence, is_present

KINDS = (RecordPaper.Kind.NOTICE, RecordPaper.Kind.MINUTES)


def _meeting(request: HouseRequest, meeting_id: UUID) -> Meeting:
    return get_object_or_404(visible_meetings(request.actor, whole=True), pk=meeting_id)


def _shown(request: HouseRequest, meeting: Meeting, form: ConclusionForm | None = None) -> dict[str, Any]:
    papers = after.visible_papers(request.actor).filter(meeting=meeting)
    newest = {kind: next((paper for paper in papers if paper.kind == kind), None) for kind in KINDS}
    may_write = rules.may_conclude(request.actor, meeting)
    return {
        "meeting": meeting,
        "conclusions": list(after.visible_conclusions(request.actor).filter(meeting=meeting)),
        "papers": [(kind, newest[kind], _abilities(request, newest[kind])) for kind in KINDS],
        "may_conclude": may_write,
        "may_draw_up": rules.may_draw_up(request.actor, meeting),
        "signed_form": SignedPaperForm(),
        "form": form or (ConclusionForm(meeting) if may_write else None),
        "incomplete": after.incomplete(meeting) if may_write else 0,
    }


def _abilities(request: HouseRequest, paper: RecordPaper | None) -> dict[str, Any]:
    if paper is None:
        return {}
    waiting = approvals.waiting_approval(record_papers.APPROVAL, paper.pk)
    step = approvals.waiting_for(request.actor).filter(approval=waiting).first() if waiting else None
    return rules.paper_abilities(request.actor, paper) | {
        "approval": waiting if step else None,
        "signed": signed_of(latest(paper.document)) if paper.document else None,
        "sign": rules.may_sign_here(request.actor, paper),
    }


@login_required
@require_GET
def page(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show conclusions and papers of the record."""
    return render(request, "meetings/after.html", _shown(request, _meeting(request, meeting_id)))


@login_required
@require_POST
def conclude(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Write a conclusion down; «settle» makes it final in the same step."""
    meeting = _meeting(request, meeting_id)
    form = ConclusionForm(meeting, request.POST)
    if form.is_valid():
        try:
            item = form.cleaned_data["item"]
            row = conclusions.conclude(
                meeting_id=meeting.pk, item_id=item.pk if item else None, by=request.actor, **form.facts()
            )
            if "settle" in request.POST:
                conclusions.settle_conclusion(conclusion_id=row.pk, by=request.actor)
        except Invalid as error:
            _explain(form, error)
        else:
            messages.success(
                request, _("Đã giao việc theo kết luận.") if "settle" in request.POST else _("Đã ghi kết luận.")
            )
            return redirect("meetings:after", meeting.pk)
    return render(request, "meetings/after.html", _shown(request, meeting, form), status=422)


@login_required
@require_http_methods(["GET", "POST"])
def conclusion(request: HouseRequest, conclusion_id: UUID) -> HttpResponse:
    """Rewrite a draft."""
    row = get_object_or_404(after.visible_conclusions(request.actor), pk=conclusion_id)
    form = ConclusionForm(row.meeting, request.POST or None, initial=ConclusionForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            conclusions.change_conclusion(conclusion_id=row.pk, by=request.actor, **form.facts())
        except Invalid as error:
            _explain(form, error)
        else:
            messages.success(request, _("Đã lưu kết luận."))
            return redirect("meetings:after", row.meeting_id)
    context = {"conclusion": row, "meeting": row.meeting, "form": form}
    return render(request, "meetings/conclusion.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def conclusion_verb(request: HouseRequest, conclusion_id: UUID, verb: str) -> HttpResponse:
    """Settle, withdraw or remove a conclusion."""
    row: Conclusion = get_object_or_404(after.visible_conclusions(request.actor), pk=conclusion_id)
    if verb == "settle":
        conclusions.settle_conclusion(conclusion_id=row.pk, by=request.actor)
        messages.success(request, _("Đã chốt kết luận và giao việc."))
    elif verb == "withdraw":
        reason = request.POST.get("reason", "")
        conclusions.withdraw_conclusion(conclusion_id=row.pk, reason=reason, by=request.actor)
        messages.success(request, _("Đã thu hồi kết luận về dự thảo."))
    else:
        conclusions.remove_conclusion(conclusion_id=row.pk, by=request.actor)
        messages.success(request, _("Đã bỏ kết luận."))
    return redirect("meetings:after", row.meeting_id)


@login_required
@require_POST
def draw_up(request: HouseRequest, meeting_id: UUID, kind: str) -> HttpResponse:
    """Have a draft made of what happened."""
    if kind not in KINDS:
        raise NotFound
    paper = record_papers.draw_up(meeting_id=_meeting(request, meeting_id).pk, kind=kind, by=request.actor)
    messages.success(request, _("Đã lập dự thảo từ diễn biến cuộc họp."))
    return redirect("meetings:paper", paper.pk)


@login_required
@require_http_methods(["GET", "POST"])
def paper(request: HouseRequest, paper_id: UUID) -> HttpResponse:
    """Read a paper of the record, and edit it while it is a draft."""
    row = get_object_or_404(after.visible_papers(request.actor), pk=paper_id)
    form = _paper_form(row, request)
    if request.method == "POST" and form is not None and form.is_valid():
        body = form.merged(row.body) if isinstance(form, NoticeForm) else form.merged()
        record_papers.change_paper(paper_id=row.pk, body=body, by=request.actor)
        messages.success(request, _("Đã lưu dự thảo."))
        return redirect("meetings:paper", row.pk)
    context = {"paper": row, "meeting": row.meeting, "form": form, "can": _abilities(request, row)}
    return render(request, "meetings/paper.html", context)


def _paper_form(row: RecordPaper, request: HouseRequest) -> NoticeForm | MinutesForm | None:
    if row.kind == RecordPaper.Kind.INVITATION or not rules.may_change_paper(request.actor, row):
        return None
    data = request.POST if request.method == "POST" else None
    if row.kind == RecordPaper.Kind.NOTICE:
        return NoticeForm(data, initial=NoticeForm.initial_of(row.body))
    return MinutesForm(row.body, data)


@login_required
@require_POST
def paper_verb(request: HouseRequest, paper_id: UUID, verb: str) -> HttpResponse:
    """Put forward, take back or issue a paper."""
    row = get_object_or_404(after.visible_papers(request.actor), pk=paper_id)
    if verb == "submit":
        record_papers.put_forward(paper_id=row.pk, by=request.actor)
        messages.success(request, _("Đã trình chủ trì."))
    elif verb == "take-back":
        record_papers.take_paper_back(paper_id=row.pk, by=request.actor)
        messages.success(request, _("Đã rút về dự thảo."))
    else:
        issued = record_papers.issue(paper_id=row.pk, by=request.actor)
        messages.success(request, _("Đã ban hành số %(number)s.") % {"number": issued.number})
    return redirect("meetings:after", row.meeting_id)


@login_required
@require_POST
def add_signed(request: HouseRequest, paper_id: UUID) -> HttpResponse:
    """Take the signed copy of an issued paper; what is wrong with it is said beside the field."""
    row = get_object_or_404(after.visible_papers(request.actor), pk=paper_id)
    form = SignedPaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            signed_papers.add_signed_paper(paper_id=row.pk, file=form.cleaned_data["file"], by=request.actor)
        except Invalid as error:
            form.add_error("file", sentence(error.code, error.details))
        else:
            messages.success(request, _("Đã nhận bản ký số. Chữ ký đang được kiểm tra."))
            return redirect("meetings:after", row.meeting_id)
    facts = _shown(request, row.meeting) | {"signed_form": form, "signed_for": row.pk}
    return render(request, "meetings/after.html", facts, status=422)


@login_required
@require_POST
def sign(request: HouseRequest, paper_id: UUID, whose: str) -> HttpResponse:
    """Sign an issued paper here; who has not just proven to be there does so first, and the signing goes on."""
    row = get_object_or_404(after.visible_papers(request.actor), pk=paper_id)
    if rules.may_sign(request.actor, row, whose):
        ask_presence(request)
    signed_papers.sign_paper(paper_id=row.pk, whose=whose, present=is_present(request), by=request.actor)
    messages.success(request, _("Đã ký số. Chữ ký đang được kiểm tra."))
    return redirect("meetings:after", row.meeting_id)


@login_required
@require_GET
def paper_file(request: HouseRequest, paper_id: UUID, suffix: str) -> HttpResponse:
    """Send a paper of the record as PDF or DOCX."""
    return file_of(get_object_or_404(after.visible_papers(request.actor), pk=paper_id), suffix)


def _explain(form: ConclusionForm, error: Invalid) -> None:
    fields: dict[str, str] = error.details.get("fields", {})
    for name, code in fields.items():
        form.add_error(name if name in form.fields else None, sentence(code, error.details))
    if not fields:
        form.add_error(None, sentence(error.code, error.details))
