"""A paper of the record as a file. The same content gives the same bytes, so an issued one equals its hash."""

from django.http import HttpResponse

from giaoban.clerical.papers import from_json, render_docx, render_pdf
from giaoban.kernel.errors import NotFound
from giaoban.meetings.models import RecordPaper
from giaoban.ui.downloads import file_answer

SUFFIXES = frozenset({"pdf", "docx"})
NAMES = {"invitation": "giay-moi", "notice": "thong-bao-ket-luan", "minutes": "bien-ban"}


def file_of(paper: RecordPaper, suffix: str) -> HttpResponse:
    """Answer with the paper as PDF (shown) or DOCX (downloaded)."""
    if suffix not in SUFFIXES:
        raise NotFound
    body = from_json(paper.body)
    content = render_pdf(body) if suffix == "pdf" else render_docx(body)
    number = paper.number.split("/")[0]
    name = f"{NAMES[paper.kind]}{'-' + number if number else '-du-thao'}.{suffix}"
    return file_answer(content, name)
