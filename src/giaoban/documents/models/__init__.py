"""Documents, their versions and pages, and what readers leave on them."""

from giaoban.documents.models.copies import PaperCopy
from giaoban.documents.models.document import Document, Grant, Page, Recognition, Version
from giaoban.documents.models.reading import Access, Annotation, Reading
from giaoban.documents.models.signing import Authority, Signature
from giaoban.documents.models.upload import Upload

__all__ = [
    "Access",
    "Annotation",
    "Authority",
    "Document",
    "Grant",
    "Page",
    "PaperCopy",
    "Reading",
    "Recognition",
    "Signature",
    "Upload",
    "Version",
]
