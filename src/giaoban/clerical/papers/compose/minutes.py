"""Biên bản, form 1.9 of Decree 30 (R-30-11)."""

from datetime import datetime

from giaoban.clerical.papers import words
from giaoban.clerical.papers.compose import parts
from giaoban.clerical.papers.content import Absence, ItemRecord, Minutes, Statement, VoteResult
from giaoban.clerical.papers.sheet import Block, Paragraph, Run, Sheet


def minutes(paper: Minutes) -> Sheet:
    """Lay out minutes: who was there, what happened in order, what was concluded, when it closed."""
    return Sheet(
        head=parts.head(paper.letterhead, paper.type_code, dated=False),
        issuer=paper.letterhead.agency,
        title="BIÊN BẢN",
        summary=(paper.summary,),
        blocks=parts.finished([*_facts(paper), *_course(paper), *_conclusions(paper), *_end(paper)]),
        signers=(parts.signer(paper.secretary_signature), parts.signer(paper.chair_signature)),
        recipients=parts.recipients(paper.recipients),
        made_on=paper.letterhead.issued_on or paper.starts_at.date(),
        subject=f"Biên bản {paper.summary}",
    )


def _facts(paper: Minutes) -> list[Block]:
    secretaries = "; ".join(str(person) for person in paper.secretaries)
    return [
        *parts.labelled("Thời gian bắt đầu", parts.sentence(words.moment(paper.starts_at))),
        *parts.labelled("Địa điểm", parts.sentence(paper.place)),
        Paragraph((Run("Thành phần tham dự:"),)),
        *_attendance(paper),
        *parts.labelled("Chủ trì", parts.sentence(str(paper.chair))),
        *parts.labelled("Thư ký", parts.sentence(secretaries)),
    ]


def _attendance(paper: Minutes) -> list[Block]:
    here = sum(len(group.people) for group in paper.present)
    share = f"{words.count(here)}/{words.count(paper.invited)}" if paper.invited else words.count(here)
    present = [
        f"{group.label}: {'; '.join(group.people)}" if group.label else "; ".join(group.people)
        for group in paper.present
    ]
    return [
        Paragraph((Run(f"1. Có mặt: {share} đại biểu{', gồm:' if present else '.'}"),)),
        *parts.dashed(present),
        Paragraph((Run(f"2. Vắng mặt: {words.count(len(paper.absent))} đại biểu{', gồm:' if paper.absent else '.'}"),)),
        *parts.dashed(_absence(absence) for absence in paper.absent),
        *parts.labelled("3. Khách mời", parts.sentence("; ".join(paper.guests)) if paper.guests else ""),
    ]


def _absence(absence: Absence) -> str:
    reason = f", lý do: {absence.reason}" if absence.reason else ""
    substitute = f" (dự thay: {absence.substitute})" if absence.substitute else ""
    return f"{absence.who}{reason}{substitute}"


def _course(paper: Minutes) -> list[Block]:
    return [
        parts.heading("Nội dung (theo diễn biến cuộc họp):"),
        *(block for statement in paper.opening for block in _said(statement)),
        *_consent(paper),
        *(block for place, item in enumerate(paper.items, start=1) for block in _item(place, item)),
    ]


def _consent(paper: Minutes) -> list[Block]:
    if not paper.consent or not paper.consent.items:
        return []
    until = f" đến {words.moment(paper.consent.until)}" if paper.consent.until else ""
    return [
        Paragraph(
            (
                Run(
                    f"Các nội dung không có ý kiến khác trong thời hạn xin ý kiến{until} được cuộc họp thống "
                    "nhất thông qua, không thảo luận:"
                ),
            )
        ),
        *parts.dashed(paper.consent.items),
    ]


def _item(place: int, item: ItemRecord) -> list[Block]:
    by = f" ({item.presenter})" if item.presenter else ""
    entries = [parts.vote(entry) if isinstance(entry, VoteResult) else _said(entry) for entry in item.entries]
    return [parts.heading(f"{place}. {parts.bare(item.title)}{by}"), *(b for part in entries for b in part)]


def _said(statement: Statement) -> list[Block]:
    first, *more = [line for line in statement.text.splitlines() if line.strip()] or [""]
    at = f"{_clock(statement.at)}: " if statement.at else ""
    runs: tuple[Run, ...] = (Run(at),) if at else ()
    if statement.speaker:
        runs += (Run(f"{statement.speaker}: ", italic=True),)
    return [Paragraph((*runs, Run(first))), *(Paragraph((Run(line),)) for line in more)]


def _clock(value: datetime) -> str:
    return words.hour(value)


def _conclusions(paper: Minutes) -> list[Block]:
    if not paper.conclusions:
        return []
    numbered = [
        block for place, line in enumerate(paper.conclusions, start=1) for block in parts.conclusion(place, line)
    ]
    return [parts.heading("Kết luận của chủ trì:"), *numbered]


def _end(paper: Minutes) -> list[Block]:
    closed = words.moment(paper.ends_at) if paper.ends_at else f"{words.ROOM}giờ{words.ROOM}phút"
    return [*parts.body(paper.adoption), *parts.body(f"Cuộc họp kết thúc vào {closed}.")]
