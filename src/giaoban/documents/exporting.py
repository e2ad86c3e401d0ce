"""A list of a library as a workbook."""

import io
from typing import Final

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from giaoban.documents.models import Document, Folder

EFFECTS: Final[dict[str, Promise | str]] = {
    "in_force": gettext_lazy("Còn hiệu lực"),
    "upcoming": gettext_lazy("Chưa có hiệu lực"),
    "expired": gettext_lazy("Hết hiệu lực"),
    "replaced": gettext_lazy("Đã bị thay thế"),
    "unknown": gettext_lazy("Chưa rõ hiệu lực"),
}


def papers_file(folder: Folder, rows: list[Document]) -> bytes:
    """Return a workbook of papers: one line each, days as days."""
    heads = [
        _("Loại văn bản"), _("Số, ký hiệu"), _("Tên văn bản"), _("Trích yếu"), _("Cơ quan ban hành"),
        _("Ngày ban hành"), _("Ngày có hiệu lực"), _("Ngày hết hiệu lực"), _("Hiệu lực"), _("Số trang"),
    ]  # fmt: skip
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        sheet = book.add_worksheet(folder.name[:31].translate({ord(c): " " for c in "[]:*?/\\"}))
        sheet.write_row(0, 0, heads, bold)
        for number, document in enumerate(rows, 1):
            for column, value in enumerate(_line(document)):
                if value is not None:
                    sheet.write(number, column, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 18)
        sheet.set_column(2, 3, 50)
        sheet.set_column(4, 9, 18)
    return out.getvalue()


def _line(document: Document) -> list[object]:
    regulation = getattr(document, "regulation", None)
    versions = list(document.versions.all())
    pages = versions[0].page_count if versions else None
    kind = document.document_type.name if document.document_type else None
    if regulation is None:
        return [kind, None, document.title, None, None, None, None, None, None, pages]
    body = regulation.issuing_body.name if regulation.issuing_body else None
    return [
        kind, regulation.number, document.title, regulation.summary, body, regulation.issued_on,
        regulation.effective_on, regulation.expires_on, str(EFFECTS[regulation.effect]), pages,
    ]  # fmt: skip
