"""How tests read what was rendered."""

import io
import unicodedata

import docx
import pypdfium2

LINE_END_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})  # what pdfium makes of a hyphen at the end of a line


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().translate(LINE_END_HYPHENS) for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """The text without its white space: lines break where they will."""
    return "".join(unicodedata.normalize("NFC", text).split())


def text_of(pdf: bytes) -> str:
    return squeezed("".join(pages_of(pdf)))


def word_text_of(file: bytes) -> str:
    document = docx.Document(io.BytesIO(file))
    return squeezed("".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")))
