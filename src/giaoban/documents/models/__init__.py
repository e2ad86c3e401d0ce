"""Documents, their versions and pages, and what readers leave on them."""

from giaoban.documents.models.copies import PaperCopy
from giaoban.documents.models.document import Document, Grant, Page, Recognition, Version
from giaoban.documents.models.library import Folder, Regulation, Shortcut
from giaoban.documents.models.reading import Access, Annotation, NotePlace, NoteShare, Reading
from giaoban.documents.models.signing import Authority, Signature
from giaoban.documents.models.upload import Upload

__all__ = [
    "Access",
    "Annotation",
    "Authority",
    "Document",
    "Folder",
    "Grant",
    "NotePlace",
    "NoteShare",
    "Page",
    "PaperCopy",
    "Reading",
    "Recognition",
    "Regulation",
    "Shortcut",
    "Signature",
    "Upload",
    "Version",
]
