"""Giấy mời, form 1.7 of Decree 30."""

from giaoban.clerical.papers import words
from giaoban.clerical.papers.codes import number_label
from giaoban.clerical.papers.compose import parts
from giaoban.clerical.papers.content import Invitation
from giaoban.clerical.papers.sheet import Annex, Block, Column, Paragraph, Run, Sheet, Table

MOST_NAMED_IN_THE_TEXT = 6  # more invitees than this go on a list of their own


def invitation(paper: Invitation) -> Sheet:
    """Lay out an invitation: for one, for a few, or «Theo danh sách kèm theo»."""
    listed = not paper.invitee and len(paper.invitees) > MOST_NAMED_IN_THE_TEXT
    return Sheet(
        head=parts.head(paper.letterhead, paper.type_code),
        issuer=paper.letterhead.agency,
        title="GIẤY MỜI",
        summary=(paper.summary,),
        blocks=parts.finished([*_asked(paper), *_facts(paper), *_documents(paper), *_wishes(paper)]),
        signers=(parts.signer(paper.signature),),
        recipients=parts.recipients(paper.recipients),
        annexes=(_list(paper),) if listed else (),
        line_spacing=1.0,  # an invitation should fit one page
        made_on=paper.letterhead.issued_on or paper.starts_at.date(),
        subject=f"Giấy mời {paper.summary}",
    )


def _asked(paper: Invitation) -> list[Block]:
    opening = f"{paper.letterhead.agency} trân trọng kính mời:"
    if paper.invitee:
        asked = [Paragraph((Run(f"{opening} "), Run(f"{parts.bare(paper.invitee)}.", bold=True)))]
    elif len(paper.invitees) > MOST_NAMED_IN_THE_TEXT:
        asked = [Paragraph((Run(f"{opening} Các đại biểu theo danh sách kèm theo."),))]
    else:
        asked = [Paragraph((Run(opening),)), *parts.dashed(paper.invitees)]
    return [*asked, *parts.labelled("Tới dự", parts.sentence(paper.event))]


def _facts(paper: Invitation) -> list[Block]:
    return [
        *parts.labelled("Chủ trì", parts.sentence(str(paper.chair))),
        *parts.labelled("Thời gian", parts.sentence(words.span(paper.starts_at, paper.ends_at))),
        *parts.labelled("Địa điểm", parts.sentence(paper.place)),
        *(parts.labelled("Các điểm cầu", parts.sentence("; ".join(paper.sites))) if paper.sites else ()),
        *(parts.labelled("Thành phần tham dự", parts.sentence(paper.attendees)) if paper.attendees else ()),
        *_content(paper),
    ]


def _content(paper: Invitation) -> list[Block]:
    if len(paper.content) <= 1:
        return list(parts.labelled("Nội dung", parts.sentence(paper.content[0]))) if paper.content else []
    lines = [f"{place}. {parts.sentence(line)}" for place, line in enumerate(paper.content, start=1)]
    return [Paragraph((Run("Nội dung:"),)), *(Paragraph((Run(line),)) for line in lines)]


def _documents(paper: Invitation) -> list[Block]:
    where = [
        *([f"Tài liệu đọc tại: {paper.documents_at}"] if paper.documents_at else []),
        *([f"Vào phòng họp trực tuyến tại: {paper.room_at}"] if paper.room_at else []),
    ]
    return [Paragraph((Run(line),)) for line in where]


def _wishes(paper: Invitation) -> list[Block]:
    demands = list(paper.demands)
    if paper.bring_device:
        demands.append("Mang theo máy tính xách tay hoặc máy tính bảng để đọc tài liệu điện tử")
    asked = [Paragraph((Run("Đề nghị đại biểu:"),)), *parts.dashed(demands)] if demands else []
    contact = parts.labelled("Đầu mối liên hệ", parts.sentence(paper.contact)) if paper.contact else []
    return [*asked, *contact]


def _list(paper: Invitation) -> Annex:
    head = paper.letterhead
    number = number_label(head.number, paper.type_code, head.symbol)
    issued = words.day(head.issued_on) if head.issued_on else f"ngày{words.ROOM}tháng{words.ROOM}năm{words.ROOM}"
    rows = tuple((str(place), invitee, "") for place, invitee in enumerate(paper.invitees, start=1))
    columns = (Column("TT", 1, "center"), Column("Đại biểu, đơn vị", 10), Column("Ghi chú", 2))
    return Annex(
        title="DANH SÁCH ĐẠI BIỂU",
        summary=(paper.summary,),
        attached=f"Kèm theo Giấy mời số {number} {issued} của {head.agency}",
        blocks=(Table(columns, rows),),
    )
