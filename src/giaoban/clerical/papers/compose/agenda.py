"""Chương trình họp: form 1.4 of Decree 30, or an annex of an invitation."""

from giaoban.clerical.papers import words
from giaoban.clerical.papers.compose import parts
from giaoban.clerical.papers.content import AgendaLine, AgendaSheet
from giaoban.clerical.papers.sheet import Column, Sheet, Table

COLUMNS = (
    Column("TT", 2, "center"),
    Column("Bắt đầu", 5, "center"),
    Column("Nội dung", 14),
    Column("Thời lượng", 4, "center"),
    Column("Trình bày", 8),
)


def agenda(paper: AgendaSheet) -> Sheet:
    """Lay out the programme: facts above, one table."""
    own = not paper.attached_to
    rows = tuple(_row(place, line) for place, line in enumerate(paper.lines, start=1))
    return Sheet(
        head=parts.head(paper.letterhead, paper.type_code) if own else None,
        issuer=paper.letterhead.agency,
        title="CHƯƠNG TRÌNH",
        summary=(paper.summary,),
        note="" if own else f"Kèm theo {paper.attached_to}",
        blocks=(
            *parts.labelled("Thời gian", parts.sentence(words.span(paper.starts_at, paper.ends_at))),
            *parts.labelled("Địa điểm", parts.sentence(paper.place)),
            *parts.labelled("Chủ trì", parts.sentence(str(paper.chair))),
            Table(COLUMNS, rows),
        ),
        signers=(parts.signer(paper.signature),) if paper.signature else (),
        recipients=parts.recipients(paper.recipients) if paper.recipients else (),
        made_on=paper.letterhead.issued_on or paper.starts_at.date(),
        subject=f"Chương trình {paper.summary}",
    )


def _row(place: int, line: AgendaLine) -> tuple[str, ...]:
    start = words.hour(line.starts_at) if line.starts_at else ""
    length = f"{line.minutes} phút" if line.minutes else ""
    papers = f" (Tài liệu: {'; '.join(line.papers)})" if line.papers else ""
    return (str(place), start, f"{line.title}{papers}", length, line.presenter)
