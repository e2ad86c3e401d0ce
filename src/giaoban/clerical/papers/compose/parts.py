"""Parts that several papers share: head, signers, recipients, paragraphs, conclusions."""

from collections.abc import Iterable, Sequence

from giaoban.clerical.papers import words
from giaoban.clerical.papers.codes import number_label
from giaoban.clerical.papers.content import ConclusionLine, Letterhead, Recipients, Signature, VoteResult
from giaoban.clerical.papers.sheet import Block, Column, Head, Paragraph, Run, Signer, Table

END_OF_PAPER = "./."


def head(letterhead: Letterhead, type_code: str, *, dated: bool = True) -> Head:
    """Return the upper part of the first page. Minutes carry no place and day there (form 1.9)."""
    number = number_label(letterhead.number, type_code, letterhead.symbol)
    return Head(
        superior=letterhead.superior.upper(),
        agency=letterhead.agency.upper(),
        number=f"Số: {number}",
        place=words.place_and_day(letterhead.place, letterhead.issued_on) if dated else "",
        marks=tuple(mark.upper() for mark in (letterhead.urgency, letterhead.circulation) if mark.strip()),
    )


def signer(signature: Signature) -> Signer:
    """«TL. CỤC TRƯỞNG / CHÁNH VĂN PHÒNG», with «KT. …» between them for a deputy, or the own title alone."""
    by_order = f"{signature.capacity} {signature.authority.upper()}".strip()
    deputy = f"KT. {signature.deputy_of.upper()}" if signature.deputy_of else ""
    return Signer(tuple(line for line in (by_order, deputy, signature.title.upper()) if line), signature.name)


def recipients(to: Recipients) -> tuple[str, ...]:
    """«- Như trên;» … «- Lưu: VT.»: a semicolon after each, a full stop after the last."""
    lines = [f"- {bare(line)};" for line in to.lines if bare(line)]
    filed = bare(to.filed).removeprefix("Lưu:").strip()
    return (*lines, f"- Lưu: {filed or 'VT'}.")


def body(text: str) -> list[Paragraph]:
    """One paragraph for every line that the writer made."""
    return [Paragraph((Run(line),)) for line in text.splitlines() if line.strip()]


def labelled(label: str, text: str) -> list[Paragraph]:
    """«Địa điểm: …»; further lines of the text follow as paragraphs. Nothing when there is nothing to say."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [Paragraph((Run(f"{label}: {line}" if not place else line),)) for place, line in enumerate(lines)]


def heading(text: str) -> Paragraph:
    """A bold line that stays with what follows."""
    return Paragraph((Run(text, bold=True),), role="heading")


def dashed(lines: Iterable[str], *, last: str = ".") -> list[Paragraph]:
    """«- a;» «- b.»"""
    kept = [bare(line) for line in lines if bare(line)]
    return [
        Paragraph((Run(f"- {line}{last if place == len(kept) else ';'}"),)) for place, line in enumerate(kept, start=1)
    ]


def bare(text: str) -> str:
    """The text of a list line without the dash and the stop that the form gives it; an ellipsis is kept."""
    stripped = text.strip().removeprefix("- ").removesuffix(END_OF_PAPER).strip()
    return stripped[:-1].rstrip() if stripped.endswith((".", ";", ",")) and not stripped.endswith("..") else stripped


def sentence(text: str) -> str:
    """The text with a full stop, unless it has an end of its own."""
    stripped = text.rstrip()
    return stripped if stripped.endswith((".", "!", "?", "…", ":")) else f"{bare(stripped)}."


def finished(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put «./.» where the text of the paper ends, so that nobody adds a line."""
    *before, last = blocks
    if not isinstance(last, Paragraph):
        return tuple(blocks)
    *runs, end = last.runs
    apart = " " if end.text.split()[-1:] and "://" in end.text.split()[-1] else ""  # an address must stay clickable
    closed = Run(f"{bare(end.text)}{apart}{END_OF_PAPER}", bold=end.bold, italic=end.italic)
    return (*before, Paragraph((*runs, closed), role=last.role))


def conclusion(place: int, line: ConclusionLine) -> list[Paragraph]:
    """«1. …» and who does it with whom until when (R-45-14)."""
    first, *more = line.content.strip().splitlines() or [""]
    duty = _duty(line)
    said = [f"{place}. {first.strip()}", *(part.strip() for part in more if part.strip())]
    said[-1] = sentence(said[-1])
    return [Paragraph((Run(part),)) for part in (*said, *([duty] if duty else []))]


def _duty(line: ConclusionLine) -> str:
    parts = []
    if line.lead:
        together = f", phối hợp với {words.joined(line.coordinating)}" if line.coordinating else ""
        parts.append(f"Giao {line.lead} chủ trì{together} thực hiện")
    if line.deadline_on:
        until = f"chậm nhất {words.day(line.deadline_on)}"
        parts.append(f"hoàn thành {until}" if parts else f"Hoàn thành {until}")
    if line.product:
        product = bare(line.product)
        parts.append(f"sản phẩm: {product}" if parts else f"Sản phẩm: {product}")
    return sentence("; ".join(parts)) if parts else ""


def vote(result: VoteResult) -> list[Block]:
    """Lay out the result of a vote: how, by how many, a table of the counts, what follows."""
    manner = "Bỏ phiếu kín" if result.secret else "Biểu quyết công khai"
    took_part = (
        f"{manner}: {sentence(result.question)} "
        f"Số người có quyền biểu quyết: {words.count(result.eligible)}; "
        f"số người đã biểu quyết: {words.count(result.cast)}. Kết quả:"
    )
    rows = tuple((row.label, words.count(row.number), words.share(row.number, result.cast)) for row in result.counts)
    columns = (Column("Phương án", 6), Column("Số phiếu", 2, "center"), Column("Tỷ lệ", 2, "center"))
    outcome = body(sentence(result.outcome)) if result.outcome else []
    return [*body(took_part), Table(columns, rows), *outcome]
