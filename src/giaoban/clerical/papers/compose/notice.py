"""Thông báo kết luận, form 1.4 of Decree 30 (R-30-12)."""

from giaoban.clerical.papers import words
from giaoban.clerical.papers.compose import parts
from giaoban.clerical.papers.content import ConclusionNotice
from giaoban.clerical.papers.sheet import Block, Sheet


def notice(paper: ConclusionNotice) -> Sheet:
    """Lay out a conclusion notice: when and where, after hearing what, the numbered conclusions, the votes."""
    summary = (f"Kết luận của {_of(paper)}", f"tại {paper.meeting}")
    return Sheet(
        head=parts.head(paper.letterhead, paper.type_code),
        issuer=paper.letterhead.agency,
        title="THÔNG BÁO",
        summary=summary,
        blocks=parts.finished([*_opening(paper), *_conclusions(paper), *_votes(paper), *_closing(paper)]),
        signers=(parts.signer(paper.signature),),
        recipients=parts.recipients(paper.recipients),
        made_on=paper.letterhead.issued_on or paper.starts_at.date(),
        subject=f"Thông báo {' '.join(summary)}",
    )


def _of(paper: ConclusionNotice) -> str:
    return f"{paper.chair.title} {paper.chair.name}".strip()


def _opening(paper: ConclusionNotice) -> list[Block]:
    if paper.opening:
        return [block for text in paper.opening for block in parts.body(text)]
    chaired = f"{words.day(paper.starts_at).capitalize()}, tại {paper.place}, {_of(paper)} đã chủ trì {paper.meeting}."
    attended = f" {parts.sentence(f'Tham dự có {paper.attendees}')}" if paper.attendees else ""
    heard = f"Sau khi nghe {parts.bare(paper.heard)}, " if paper.heard else ""
    return [
        *parts.body(chaired + attended),
        *parts.body(f"{heard}{_of(paper)} kết luận như sau:"),
    ]


def _conclusions(paper: ConclusionNotice) -> list[Block]:
    return [block for place, line in enumerate(paper.conclusions, start=1) for block in parts.conclusion(place, line)]


def _votes(paper: ConclusionNotice) -> list[Block]:
    if not paper.votes:
        return []
    return [*parts.body("Kết quả biểu quyết tại cuộc họp:"), *(row for vote in paper.votes for row in parts.vote(vote))]


def _closing(paper: ConclusionNotice) -> list[Block]:
    usual = f"{paper.letterhead.agency} thông báo để các đơn vị biết, thực hiện."
    return list(parts.body(paper.closing or usual))
