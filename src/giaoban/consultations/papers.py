"""Rows of a closed consultation → the papers of ``clerical``: the report that sums up, the notice of the result."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from giaoban.clerical.issuing import issuer_signed_by, letterhead_of, signed_by
from giaoban.clerical.papers import OpinionCounts, OpinionEntry, OpinionNotice, OpinionReport, Recipients, VoteCount
from giaoban.clerical.papers.codes import number_label
from giaoban.consultations import queries
from giaoban.consultations.models import Consultation
from giaoban.consultations.queries import Row, Tally
from giaoban.kernel import clock
from giaoban.people import queries as people
from giaoban.people import titles
from giaoban.people.models import Appointment

# A paper is Vietnamese whatever language its reader has chosen: the law knows no other.
CHOICES: Final = {"agree": "Đồng ý", "disagree": "Không đồng ý", "other": "Ý kiến khác"}
TREATMENTS: Final = {"taken": "Tiếp thu", "partly": "Tiếp thu một phần", "explained": "Giải trình"}
SILENCE: Final = {"no_opinion": "không có ý kiến", "agree": "đồng ý"}
NOT_ANSWERED: Final = "Không trả lời"
# Words that begin a subject and are no name: inside a sentence they are written small.
COMMON: Final = (
    "ban hành", "báo cáo", "bổ sung", "chủ trương", "chương trình", "danh mục", "danh sách", "dự thảo", "đề án",
    "đề nghị", "đề xuất", "hướng dẫn", "kế hoạch", "mẫu", "một số", "nội dung", "phương án", "quy chế", "quy định",
    "quy trình", "sửa đổi", "thành lập", "thời gian", "tổ chức", "triển khai", "việc", "xây dựng",
)  # fmt: skip


def report_of(consultation: Consultation) -> OpinionReport:
    """Return the report as it stands; the clerk writes number and day."""
    return OpinionReport(**_content(consultation))


def notice_of(consultation: Consultation) -> OpinionNotice:
    """Return the draft of the result notice; number and day come when it is issued."""
    return OpinionNotice(**_content(consultation), note=consultation.result_note)


def numbered(notice: OpinionNotice, number: int, day: date) -> OpinionNotice:
    """Return the notice with its number and day."""
    return replace(notice, letterhead=replace(notice.letterhead, number=number, issued_on=day))


def number_of(notice: OpinionNotice) -> str:
    """Return the number as it stands on the paper: «15/TB-HQHN»."""
    return number_label(notice.letterhead.number, notice.type_code, notice.letterhead.symbol)


def _content(consultation: Consultation) -> dict[str, Any]:
    if consultation.sent_at is None or consultation.due_on is None:
        raise LookupError("nothing was asked yet")
    signer, rows = consultation.approver or consultation.officer, queries.rows_of(consultation)
    unit = issuer_signed_by(signer, consultation.unit)
    posts = people.main_appointments([row.slip.user_id for row in rows])
    closed = consultation.closed_at or clock.now()
    return {
        "letterhead": letterhead_of(unit),
        "subject": _within(consultation.subject),
        "sent_on": clock.local(consultation.sent_at).date(),
        "due_on": consultation.due_on,
        "closed_on": clock.local(closed).date(),
        "asked": len(rows),
        "answered": sum(1 for row in rows if row.slip.is_answered),
        "silence": SILENCE[consultation.silence],
        "counts": tuple(_counts(tally) for tally in queries.tallies_of(consultation, rows)),
        "entries": tuple(_entry(row, posts.get(row.slip.user_id)) for row in rows),
        "signature": signed_by(signer, unit),
        "recipients": Recipients(
            lines=("Các đơn vị, cá nhân được lấy ý kiến;", f"Lãnh đạo {unit.short_name} (để b/c);"),
            filed="VT" if unit == consultation.unit else f"VT, {consultation.unit.short_name}",
        ),
    }


def _within(subject: str) -> str:
    """Return the subject as it stands inside a sentence; a name («Hải quan …») keeps its capital."""
    folded = subject.lower()
    common = any(folded.startswith(f"{word} ") for word in COMMON)
    return subject[:1].lower() + subject[1:] if common else subject


def _counts(tally: Tally) -> OpinionCounts:
    silent = f"{NOT_ANSWERED} (tính là đồng ý)" if tally.silence_agrees else NOT_ANSWERED
    rows = [(CHOICES["agree"], tally.agree), (CHOICES["disagree"], tally.disagree), (CHOICES["other"], tally.other)]
    rows.append((silent, tally.silent))
    counts = tuple(VoteCount(label=label, number=number) for label, number in rows)
    return OpinionCounts(question=tally.question.text, asked=tally.asked, counts=counts)


def _entry(row: Row, post: Appointment | None) -> OpinionEntry:
    slip, opinion = row.slip, row.slip.opinion
    title = titles.of(post)
    who = f"{slip.unit.name} ({slip.user.full_name})" if slip.unit else ", ".join(filter(None, [str(slip.user), title]))
    if opinion is None:
        return OpinionEntry(who=who, opinion=_joined([NOT_ANSWERED]))
    if opinion.is_on_behalf:
        who += f"; {opinion.by.full_name} trả lời thay mặt"
    several = len(row.lines) > 1
    said, done = [], []
    for place, line in enumerate(row.lines, 1):
        start = f"Câu {place}: " if several else ""
        said.append(start + ": ".join(filter(None, [CHOICES[line.choice], line.text])))
        treatment = getattr(line, "treatment", None)
        if treatment:
            done.append(start + ": ".join(filter(None, [TREATMENTS[treatment.kind], treatment.text])))
    return OpinionEntry(who=who, opinion=_joined(said), treatment=_joined(done))


def _joined(told: list[str]) -> str:
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in told)
