"""What a consultation in writing ends in: the report that sums opinions up, and the notice of the result (form 1.4)."""

from giaoban.clerical.papers import words
from giaoban.clerical.papers.codes import number_label
from giaoban.clerical.papers.compose import parts
from giaoban.clerical.papers.content import OpinionCounts, OpinionNotice, OpinionReport
from giaoban.clerical.papers.sheet import Annex, Block, Column, Sheet, Table

COUNTED = (Column("Ý kiến", 6), Column("Số lượng", 2, "center"), Column("Tỷ lệ", 2, "center"))
SAID = (
    Column("TT", 2, "center"),
    Column("Đơn vị, cá nhân được lấy ý kiến", 7),
    Column("Nội dung ý kiến", 10),
    Column("Tiếp thu, giải trình", 10),
)


def opinion_report(paper: OpinionReport) -> Sheet:
    """Lay out the report: how it was asked, the counts, every opinion with its treatment."""
    blocks: list[Block] = [
        *_asked(paper),
        *_counts(paper.counts),
        parts.heading("Tổng hợp, tiếp thu, giải trình từng ý kiến:"),
        _table(paper),
    ]
    return Sheet(
        head=parts.head(paper.letterhead, paper.type_code),
        issuer=paper.letterhead.agency,
        title="BÁO CÁO",
        summary=("Tổng hợp, tiếp thu, giải trình ý kiến", f"về {paper.subject}"),
        blocks=tuple(blocks),
        signers=(parts.signer(paper.signature),),
        recipients=parts.recipients(paper.recipients),
        made_on=paper.letterhead.issued_on or paper.closed_on,
        subject=f"Báo cáo tổng hợp ý kiến về {paper.subject}",
    )


def opinion_notice(paper: OpinionNotice) -> Sheet:
    """Lay out the notice: how it was asked, the counts, what follows; the opinions as annex."""
    usual = f"{paper.letterhead.agency} thông báo để các đơn vị, cá nhân biết, thực hiện."
    note = parts.body(paper.note)
    return Sheet(
        head=parts.head(paper.letterhead, paper.type_code),
        issuer=paper.letterhead.agency,
        title="THÔNG BÁO",
        summary=("Kết quả lấy ý kiến", f"về {paper.subject}"),
        blocks=parts.finished([*_asked(paper), *_counts(paper.counts), *note, *parts.body(usual)]),
        signers=(parts.signer(paper.signature),),
        recipients=parts.recipients(paper.recipients),
        annexes=(_annex(paper),),
        made_on=paper.letterhead.issued_on or paper.closed_on,
        subject=f"Thông báo kết quả lấy ý kiến về {paper.subject}",
    )


def _asked(paper: OpinionReport | OpinionNotice) -> list[Block]:
    said = (
        f"{words.day(paper.sent_on).capitalize()}, {paper.letterhead.agency} gửi phiếu lấy ý kiến bằng văn bản về "
        f"{parts.bare(paper.subject)} đến {words.count(paper.asked)} đơn vị, cá nhân; hạn trả lời hết "
        f"{words.day(paper.due_on)}. Quá hạn không trả lời được tính là {paper.silence}."
    )
    answered = (
        f"Đến khi kết thúc lấy ý kiến, {words.day(paper.closed_on)}, đã nhận được "
        f"{words.count(paper.answered)}/{words.count(paper.asked)} phiếu trả lời. Kết quả như sau:"
    )
    return [*parts.body(said), *parts.body(answered)]


def _counts(counts: tuple[OpinionCounts, ...]) -> list[Block]:
    found: list[Block] = []
    for place, row in enumerate(counts, 1):
        if len(counts) > 1:
            found.append(parts.heading(f"{place}. {row.question}"))
        rows = tuple((c.label, words.count(c.number), words.share(c.number, row.asked)) for c in row.counts)
        found.append(Table(COUNTED, rows))
    return found


def _table(paper: OpinionReport | OpinionNotice) -> Table:
    rows = tuple((str(place), e.who, e.opinion, e.treatment) for place, e in enumerate(paper.entries, 1))
    return Table(SAID, rows)


def _annex(paper: OpinionNotice) -> Annex:
    number = number_label(paper.letterhead.number, paper.type_code, paper.letterhead.symbol)
    day = words.place_and_day("", paper.letterhead.issued_on).removeprefix(", ")
    return Annex(
        title="PHỤ LỤC",
        summary=("Tổng hợp, tiếp thu, giải trình ý kiến", f"về {paper.subject}"),
        attached=f"Kèm theo Thông báo số {number} {day} của {paper.letterhead.agency}",
        blocks=(_table(paper),),
    )
