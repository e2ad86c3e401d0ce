"""From content to a laid-out sheet: the wording and order of each kind of paper."""

from typing import assert_never

from giaoban.clerical.papers.compose.agenda import agenda
from giaoban.clerical.papers.compose.invitation import invitation
from giaoban.clerical.papers.compose.minutes import minutes
from giaoban.clerical.papers.compose.notice import notice
from giaoban.clerical.papers.compose.opinions import opinion_notice, opinion_report
from giaoban.clerical.papers.content import (
    AgendaSheet,
    ConclusionNotice,
    Invitation,
    Minutes,
    OpinionNotice,
    OpinionReport,
    Paper,
)
from giaoban.clerical.papers.sheet import Sheet, cleaned


def sheet_of(paper: Paper) -> Sheet:
    """Lay out any paper."""
    match paper:
        case Invitation():
            sheet = invitation(paper)
        case ConclusionNotice():
            sheet = notice(paper)
        case Minutes():
            sheet = minutes(paper)
        case AgendaSheet():
            sheet = agenda(paper)
        case OpinionReport():
            sheet = opinion_report(paper)
        case OpinionNotice():
            sheet = opinion_notice(paper)
        case _:
            assert_never(paper)
    return cleaned(sheet)
