"""Papers of a consultation as files: the summary as XLSX, DOCX, PDF; the result notice as DOCX, PDF."""

from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from giaoban.clerical.papers import from_json, render_docx, render_pdf
from giaoban.clerical.papers.content import Paper
from giaoban.consultations import papers, permissions, queries, sheet
from giaoban.consultations.models import Consultation
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import require
from giaoban.people.middleware import HouseRequest
from giaoban.ui.downloads import file_answer

SUFFIXES: Final = frozenset({"pdf", "docx", "xlsx"})


def _over(request: HouseRequest, consultation_id: UUID) -> Consultation:
    """Return a closed consultation whose opinions the person may read."""
    consultation = queries.page_consultation(request.actor, consultation_id)
    require(permissions.may_read_opinions(request.actor, consultation))
    if not consultation.is_over:
        raise NotFound
    return consultation


def _rendered(paper: Paper, suffix: str) -> bytes:
    return render_pdf(paper) if suffix == "pdf" else render_docx(paper)


@login_required
@require_GET
def summary(request: HouseRequest, consultation_id: UUID, suffix: str) -> HttpResponse:
    """Send the summary: the counts, and every opinion with its treatment."""
    if suffix not in SUFFIXES:
        raise NotFound
    consultation = _over(request, consultation_id)
    if suffix == "xlsx":
        rows = queries.rows_of(consultation)
        return file_answer(sheet.of_summary(queries.tallies_of(consultation, rows), rows), "tong-hop-y-kien.xlsx")
    return file_answer(_rendered(papers.report_of(consultation), suffix), f"tong-hop-y-kien.{suffix}")


@login_required
@require_GET
def notice(request: HouseRequest, consultation_id: UUID, suffix: str) -> HttpResponse:
    """Send the result notice: the issued one, or the draft to those who prepare and sign it."""
    if suffix not in {"pdf", "docx"}:
        raise NotFound
    consultation = _over(request, consultation_id)
    paper = from_json(consultation.notice) if consultation.notice else papers.notice_of(consultation)
    return file_answer(_rendered(paper, suffix), f"thong-bao-ket-qua-lay-y-kien.{suffix}")
