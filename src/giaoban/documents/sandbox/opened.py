"""Open papers, the last few kept open: pages of one paper are asked for in a row."""

import os
from collections import OrderedDict
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

KEPT_OPEN: Final = 4


class Trouble(Exception):
    """A file that cannot be used; the text is the tail of a message key."""


class Shelf:
    """Some open documents. ``with_forms``: seals and signatures that lie in form fields are drawn too."""

    def __init__(self, *, with_forms: bool) -> None:
        self.with_forms = with_forms
        self.open: OrderedDict[tuple[str, int, int], pdfium.PdfDocument] = OrderedDict()

    def take(self, path: str) -> pdfium.PdfDocument:
        """Return the open document of that path, as long as the file is the same."""
        now = os.stat(path)  # noqa: PTH116 - these processes import as little as they can
        key = (path, now.st_ino, now.st_mtime_ns)
        if key in self.open:
            self.open.move_to_end(key)
            return self.open[key]
        found = opened(path)
        if self.with_forms:
            found.init_forms()
        if len(found) == 0:
            raise Trouble("broken")
        self.open[key] = found
        while len(self.open) > KEPT_OPEN:
            self.open.popitem(last=False)[1].close()
        return found


SEEN: Final = Shelf(with_forms=True)  # pages as a reader sees them
READ: Final = Shelf(with_forms=False)  # pages as they were printed, without what fields add


def opened(path: str) -> pdfium.PdfDocument:
    """Open a document, or say why it cannot be."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None) or raw.FPDF_GetLastError()
        raise Trouble("encrypted" if code == raw.FPDF_ERR_PASSWORD else "broken") from error


def page_of(pdf: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Return a page by its number from 1."""
    if not 1 <= number <= len(pdf):
        raise Trouble("no_page")
    try:
        return pdf[number - 1]
    except pdfium.PdfiumError as error:
        raise Trouble("broken_page") from error


class Pressed:
    """A page with its fields pressed into it, of a document of its own: others are not changed by it."""

    def __init__(self, pdf: pdfium.PdfDocument, page: pdfium.PdfPage) -> None:
        self.pdf, self.page = pdf, page

    def close(self) -> None:
        """Close page and document."""
        self.page.close()
        self.pdf.close()


def fresh_page_with_fields(path: str, number: int) -> Pressed:
    """Press the fields of a page into it: the number, the date and the signer's name of a signed letter are there."""
    pdf = opened(path)
    page = page_of(pdf, number)
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_FAIL:
        page.close()
        page = page_of(pdf, number)
    return Pressed(pdf, page)
