"""One consultation: its page, and a small function for each verb."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from giaoban.consultations import actions, doors, forms, permissions, queries, shown
from giaoban.consultations.models import Consultation, OpinionSlip, Treatment
from giaoban.consultations.queries import signing
from giaoban.documents import actions as documents
from giaoban.documents.queries import Signed, latest, signed_of
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.messages import sentence
from giaoban.ledger.queries import entries_about
from giaoban.ledger.registry import sentence_of
from giaoban.people.middleware import HouseRequest
from giaoban.people.presence import ask_presence, is_present
from giaoban.people.queries import uuid_of


@login_required
@require_GET
def consultation_page(request: HouseRequest, consultation_id: UUID) -> HttpResponse:
    """Show one consultation: the slip to answer, who has answered, the summary, the one next button."""
    template = "consultations/part/consultation.html" if request.GET.get("part") else "consultations/consultation.html"
    return render(request, template, _facts(request, consultation_id))


def _facts(request: HouseRequest, consultation_id: UUID) -> dict[str, Any]:
    by = request.actor
    consultation = queries.page_consultation(by, consultation_id)
    can = permissions.abilities(by, consultation)
    rows = queries.rows_of(consultation)
    missing = [row.slip for row in rows if not row.slip.is_answered]
    reads, is_near = bool(can["read_opinions"]), permissions.is_near(by, consultation)
    return {
        "consultation": consultation,
        "is_near": is_near,
        "can": can,
        "why": {verb: sentence(verdict.reason) for verb, verdict in can.items() if not verdict},
        "steps": shown.steps_of(consultation),
        "next": shown.next_of(can, consultation),
        "waits_for": shown.waits_for(consultation, len(missing)),
        "papers": doors.papers_of(consultation, by.person_id),
        "slips": _my_slips(request, consultation, rows),
        "rows": rows if reads else [],
        "missing": missing if reads else [],
        "asked": len(rows),
        "answered": len(rows) - len(missing),
        "tallies": queries.tallies_of(consultation, rows) if reads and consultation.sent_at else [],
        "signed": doors.signed_files_of([row.slip.pk for row in rows], by.person_id) if reads else {},
        "untreated": queries.untreated(consultation, rows) if can["treat"] else 0,
        "issues": bool(permissions.may_issue(by, consultation)),
        "kinds": Treatment.Kind.choices,
        "story": _story(consultation, reads=reads, is_near=is_near),
        "approval": queries.approval_for(by, consultation),
        "extend": forms.ExtendForm(auto_id="extend_%s") if can["extend"] else None,
        "paper": forms.PaperForm() if can["add_document"] else None,
        "upload_fields": _upload_fields(doors.CONSULTATION, consultation.pk),
        "sign": permissions.may_sign_here(by, consultation),
        "notice_signed": _notice_signed(consultation),
        "crumbs": [{"label": _("Lấy ý kiến"), "url": reverse("consultations:list")}],
    }


def _notice_signed(consultation: Consultation) -> Signed | None:
    document = signing.notice_document(consultation)
    return signed_of(latest(document)) if document else None


def _upload_fields(kind: str, owner_id: UUID) -> str:
    return json.dumps({"owner_kind": kind, "owner_id": str(owner_id), "vouched": "true"})


def _my_slips(request: HouseRequest, consultation: Consultation, rows: list[queries.Row]) -> list[dict[str, Any]]:
    """Return each slip that this person may answer, with its form, its files and every answer so far."""
    by = request.actor
    if consultation.sent_at is None:
        return []
    questions, lines = list(consultation.questions.all()), {row.slip.pk: row.lines for row in rows}
    mine = queries.slips_of(by, consultation)
    files = doors.signed_files_of([slip.pk for slip in mine], by.person_id)
    found = []
    for slip in mine:
        slip.consultation = consultation
        may = permissions.may_answer_slip(by, slip)
        found.append(
            {
                "slip": slip,
                "may": bool(may),
                "why": sentence(may.reason) if not may else "",
                "form": forms.AnswerForm(slip=slip, questions=questions) if may else None,
                "opinion_id": new_id(),
                "on_behalf": not by.is_person(slip.user_id),
                "lines": lines.get(slip.pk, []),
                "times": slip.opinions.count(),
                "files": files.get(slip.pk, []),
                "upload_fields": _upload_fields(doors.SLIP, slip.pk),
                "substitute": _substitute_form(by.answers_for(slip.user_id), slip) if may else None,
            }
        )
    return found


def _substitute_form(is_own: bool, slip: OpinionSlip) -> forms.SubstituteForm | None:
    return forms.SubstituteForm(chosen=slip.substitute_id, auto_id=f"sub-{slip.pk}-%s") if is_own else None


IN_THE_TABLE = frozenset(  # shown with time and words
    {
        "consultations.answered", "consultations.treated", "consultations.taken_in", "consultations.taken_in_partly",
        "consultations.explained",
    }
)  # fmt: skip
HIDDEN_FROM_ASKED = frozenset(
    {
        "consultations.answered_on_behalf", "consultations.answer_changed", "consultations.answer_changed_on_behalf",
        "consultations.substitute_named", "consultations.substitute_taken_back", "consultations.reminded",
        "consultations.slip_moved",
    }
)  # fmt: skip
INSIDE = frozenset(  # how the paper came about, with the leader's remarks: never for those asked
    {"consultations.drafted", "consultations.edited", "consultations.returned", "consultations.notice_returned"}
)


def _story(consultation: Consultation, *, reads: bool, is_near: bool) -> list[dict[str, Any]]:
    """Return what happened, newest first; who said what stays with those who may read it."""
    hidden = IN_THE_TABLE | (frozenset() if reads else HIDDEN_FROM_ASKED) | (frozenset() if is_near else INSIDE)
    story: list[dict[str, Any]] = []
    for entry in entries_about(doors.CONSULTATION, consultation.pk):
        if entry.action in hidden:
            continue
        icon, tone = shown.SIGNS.get(entry.action, ("info-circle", ""))
        story.append({"at": entry.at, "text": _short(sentence_of(entry), consultation), "icon": icon, "tone": tone})
    return story[::-1]


def _short(said: str, consultation: Consultation) -> str:
    """Leave the name out of a sentence of the book: it is the page's own."""
    named = f" “{consultation.subject}”"
    for before in (" về", " của", " about", " for", " of", ""):
        said = said.replace(f"{before}{named}", "")
    return said


def _verb(say: Callable[[HouseRequest, UUID], str]) -> Callable[..., HttpResponse]:
    """Turn «do it and say so» into a POST page that goes back to the consultation."""

    @login_required
    @require_POST
    def view(request: HouseRequest, consultation_id: UUID) -> HttpResponse:
        queries.page_consultation(request.actor, consultation_id)
        messages.success(request, say(request, consultation_id))
        return redirect("consultations:consultation", consultation_id)

    return view


@_verb
def submit(request: HouseRequest, consultation_id: UUID) -> str:
    """Put it before the leader."""
    actions.submit(consultation_id=consultation_id, by=request.actor)
    return _("Đã trình lãnh đạo duyệt.")


@_verb
def take_back(request: HouseRequest, consultation_id: UUID) -> str:
    """Take it back from the leader."""
    actions.take_back(consultation_id=consultation_id, by=request.actor)
    return _("Đã rút lại.")


@_verb
def send(request: HouseRequest, consultation_id: UUID) -> str:
    """Send the slips."""
    sent = actions.send(consultation_id=consultation_id, by=request.actor)
    return _("Đã gửi phiếu. Hạn trả lời %(day)s.") % {"day": f"{sent.due_on:%d/%m/%Y}"}


@_verb
def answer(request: HouseRequest, consultation_id: UUID) -> str:
    """Answer one slip."""
    by = request.actor
    slip = _slip(request, consultation_id)
    form = forms.AnswerForm(request.POST, slip=slip, questions=list(slip.consultation.questions.all()))
    opinion_id = uuid_of(request.POST.get("opinion", ""))
    actions.answer(slip_id=slip.pk, said=form.said(), opinion_id=opinion_id, by=by)
    return _("Đã ghi ý kiến. Đồng chí thay đổi được đến hết hạn trả lời.")


def _slip(request: HouseRequest, consultation_id: UUID) -> OpinionSlip:
    consultation = queries.page_consultation(request.actor, consultation_id)
    wanted = uuid_of(request.POST.get("slip", ""))
    slip = next((row for row in queries.slips_of(request.actor, consultation) if row.pk == wanted), None)
    if slip is None:
        raise NotFound
    slip.consultation = consultation
    return slip


@_verb
def substitute(request: HouseRequest, consultation_id: UUID) -> str:
    """Let somebody else answer, or nobody."""
    slip = _slip(request, consultation_id)
    person = uuid_of(request.POST.get("person", ""))
    named = actions.name_substitute(slip_id=slip.pk, user_id=person, by=request.actor)
    if person:
        return _("Đã cử %(who)s trả lời thay.") % {"who": named.substitute}
    return _("Đã thôi cử người trả lời thay.")


@_verb
def remind(request: HouseRequest, consultation_id: UUID) -> str:
    """Remind one, or all who have not answered."""
    slip = uuid_of(request.POST.get("slip", ""))
    count = actions.remind(consultation_id=consultation_id, slip_id=slip, by=request.actor)
    if not count:
        return _("Vừa nhắc rồi; mỗi người chỉ nhắc một lần trong một giờ.")
    return _("Đã nhắc %(n)s người.") % {"n": count}


@_verb
def extend(request: HouseRequest, consultation_id: UUID) -> str:
    """Give more time."""
    form = forms.ExtendForm(request.POST)
    if not form.is_valid():
        raise Invalid("consultations.bad_date" if "due_on" in form.errors else "consultations.reason_needed")
    moved = actions.extend(consultation_id=consultation_id, **form.cleaned_data, by=request.actor)
    return _("Đã gia hạn đến %(day)s.") % {"day": f"{moved.due_on:%d/%m/%Y}"}


@_verb
def close(request: HouseRequest, consultation_id: UUID) -> str:
    """Close it."""
    actions.close(consultation_id=consultation_id, by=request.actor)
    return _("Đã kết thúc lấy ý kiến. Ghi tiếp thu, giải trình rồi thông báo kết quả.")


@_verb
def cancel(request: HouseRequest, consultation_id: UUID) -> str:
    """Call it off."""
    actions.cancel(consultation_id=consultation_id, reason=request.POST.get("reason", ""), by=request.actor)
    return _("Đã hủy lấy ý kiến.")


@_verb
def treat(request: HouseRequest, consultation_id: UUID) -> str:
    """Say what becomes of one opinion."""
    line_id = uuid_of(request.POST.get("line", ""))
    if line_id is None:
        raise NotFound
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    actions.treat(consultation_id=consultation_id, line_id=line_id, kind=kind, text=text, by=request.actor)
    return _("Đã ghi xử lý ý kiến.")


@_verb
def announce(request: HouseRequest, consultation_id: UUID) -> str:
    """Put the result notice before the leader, or issue it."""
    made = actions.announce(consultation_id=consultation_id, note=request.POST.get("note", ""), by=request.actor)
    if made.state == Consultation.State.PUBLISHED:
        return _("Đã ban hành thông báo số %(number)s và gửi mọi người được hỏi.") % {"number": made.number}
    return _("Đã trình lãnh đạo thông báo kết quả.")


@login_required
@require_POST
def sign(request: HouseRequest, consultation_id: UUID, whose: str) -> HttpResponse:
    """Sign the issued notice here; who has not just proven to be there does so first, and the signing goes on."""
    found = queries.page_consultation(request.actor, consultation_id)
    if permissions.may_sign_notice(request.actor, found, whose):
        ask_presence(request)
    actions.sign_notice(consultation_id=consultation_id, whose=whose, present=is_present(request), by=request.actor)
    messages.success(request, _("Đã ký số. Chữ ký đang được kiểm tra."))
    return redirect("consultations:consultation", consultation_id)


@_verb
def add_paper(request: HouseRequest, consultation_id: UUID) -> str:
    """Put a paper of the library beside it, without sending its bytes again."""
    source = uuid_of(request.POST.get("paper", ""))
    if source is None:
        raise Invalid("consultations.paper_needed")
    kind = doors.CONSULTATION
    documents.link_document(source_id=source, owner_kind=kind, owner_id=consultation_id, by=request.actor)
    return _("Đã đính kèm tài liệu.")
