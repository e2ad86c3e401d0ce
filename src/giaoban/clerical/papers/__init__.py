"""Official papers in the legal form of Decree 30/2020: content in, PDF or Word out.

Pure: no database and no clock. Numbers come from ``clerical.actions.issue_number``.
"""

from giaoban.clerical.papers.compose import sheet_of
from giaoban.clerical.papers.content import (
    Absence,
    AgendaLine,
    AgendaSheet,
    AttendanceGroup,
    ConclusionLine,
    ConclusionNotice,
    ConsentBlock,
    Invitation,
    ItemRecord,
    Letterhead,
    Minutes,
    OpinionCounts,
    OpinionEntry,
    OpinionNotice,
    OpinionReport,
    Paper,
    Person,
    Recipients,
    Signature,
    Statement,
    VoteCount,
    VoteResult,
)
from giaoban.clerical.papers.pdf import render_pdf
from giaoban.clerical.papers.sheet import Signer
from giaoban.clerical.papers.stored import from_json, to_json
from giaoban.clerical.papers.word import render_docx

__all__ = [
    "Absence",
    "AgendaLine",
    "AgendaSheet",
    "AttendanceGroup",
    "ConclusionLine",
    "ConclusionNotice",
    "ConsentBlock",
    "Invitation",
    "ItemRecord",
    "Letterhead",
    "Minutes",
    "OpinionCounts",
    "OpinionEntry",
    "OpinionNotice",
    "OpinionReport",
    "Paper",
    "Person",
    "Recipients",
    "Signature",
    "Signer",
    "Statement",
    "VoteCount",
    "VoteResult",
    "from_json",
    "render_docx",
    "render_pdf",
    "sheet_of",
    "to_json",
]
