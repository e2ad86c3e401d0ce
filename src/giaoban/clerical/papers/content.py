"""What stands in a paper, without its form: one frozen record per kind of paper.

The wording and order are in ``compose``; the look is in ``pdf`` and ``word``; keeping as JSON is in ``stored``.
Names are written as people write them («Cục Hải quan thành phố Hà Nội»); capitals are the form's affair.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues the paper, under which number, where and when. No number and no day: still a draft."""

    superior: str
    agency: str
    symbol: str  # the agency's, in numbers: «HQHN»
    place: str
    number: int | None = None
    issued_on: date | None = None
    urgency: str = ""  # «Khẩn», «Thượng khẩn», «Hỏa tốc»
    circulation: str = ""  # «Lưu hành nội bộ», «Xem xong trả lại»


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs and by which authority (R-30-09): «TL.» + «Cục trưởng», then the own title, then the name.

    A deputy of the head who signs by order names that head between the two: ``deputy_of`` («KT. Chánh Văn phòng»).
    """

    title: str
    name: str
    capacity: Literal["", "TM.", "Q.", "KT.", "TL.", "TUQ."] = ""
    authority: str = ""
    deputy_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """«Nơi nhận»: who gets the paper, and where it is filed."""

    lines: tuple[str, ...] = ()
    filed: str = "VT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as the text names them: «Đồng chí Nguyễn Văn An, Cục trưởng»."""

    name: str
    title: str = ""
    courtesy: str = "Đồng chí"

    def __str__(self) -> str:
        return ", ".join(part for part in (f"{self.courtesy} {self.name}".strip(), self.title) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Giấy mời (R-30-10, R-45-08): to one invitee, or to all of a list."""

    type_code: ClassVar[str] = "GM"

    letterhead: Letterhead
    summary: str  # «Họp giao ban trực tuyến tuần 45 năm 2026»
    event: str  # what the invitee is asked to come to; usually a fuller summary
    chair: Person
    starts_at: datetime
    ends_at: datetime | None = None
    place: str
    signature: Signature
    recipients: Recipients
    invitee: str = ""  # set: this copy is for one; empty: for everybody in ``invitees``
    invitees: tuple[str, ...] = ()
    attendees: str = ""
    content: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    documents_at: str = ""  # address where the documents are read
    room_at: str = ""  # address of the meeting room in the application
    demands: tuple[str, ...] = ()
    bring_device: bool = True
    contact: str = ""
    kind: Literal["invitation"] = "invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionLine:
    """One conclusion: content, lead and coordinating units, date (R-45-14); or «no action»: content only."""

    content: str
    lead: str = ""
    coordinating: tuple[str, ...] = ()
    deadline_on: date | None = None  # the last day on which it is in time
    product: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """How many chose one option."""

    label: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """A vote as minutes and notice keep it: how many could, how many did, for what, and what follows."""

    question: str
    counts: tuple[VoteCount, ...]
    eligible: int
    cast: int
    secret: bool = False
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionNotice:
    """Thông báo kết luận (R-30-12). ``opening`` and ``closing`` replace the composed paragraphs when given."""

    type_code: ClassVar[str] = "TB"

    letterhead: Letterhead
    meeting: str  # «Hội nghị giao ban trực tuyến tuần 45 năm 2026»
    chair: Person
    starts_at: datetime
    place: str
    conclusions: tuple[ConclusionLine, ...]
    signature: Signature
    recipients: Recipients
    attendees: str = ""
    heard: str = ""  # «báo cáo của … và ý kiến của …»
    opening: tuple[str, ...] = ()
    closing: str = ""
    votes: tuple[VoteResult, ...] = ()
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceGroup:
    """People of one place: «Điểm cầu Chi cục Nội Bài»."""

    people: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Who was asked to come and did not, and why; or who came instead."""

    who: str
    reason: str = ""
    substitute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A thing said (with speaker) or a thing that happened (without)."""

    text: str
    speaker: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRecord:
    """One agenda item in the order in which things were said and decided."""

    title: str
    presenter: str = ""
    entries: tuple[Statement | VoteResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentBlock:
    """Items that nobody wished to discuss before the deadline, adopted together at the opening."""

    items: tuple[str, ...]
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Biên bản (R-30-11, R-45-18), signed by the secretary and the chair."""

    type_code: ClassVar[str] = "BB"

    letterhead: Letterhead
    summary: str
    starts_at: datetime
    ends_at: datetime | None  # None: the meeting still runs, the paper is a draft
    place: str
    chair: Person
    secretaries: tuple[Person, ...]
    chair_signature: Signature
    secretary_signature: Signature
    invited: int = 0
    present: tuple[AttendanceGroup, ...] = ()
    absent: tuple[Absence, ...] = ()
    guests: tuple[str, ...] = ()
    opening: tuple[Statement, ...] = ()
    consent: ConsentBlock | None = None
    items: tuple[ItemRecord, ...] = ()
    conclusions: tuple[ConclusionLine, ...] = ()
    adoption: str = ""  # how the minutes themselves were read and agreed
    recipients: Recipients = field(default_factory=Recipients)
    kind: Literal["minutes"] = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One line of the programme."""

    title: str
    starts_at: datetime | None = None
    minutes: int = 0
    presenter: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSheet:
    """Chương trình họp: a paper of its own, or «kèm theo Giấy mời số …» without number and signature."""

    type_code: ClassVar[str] = "CTr"

    letterhead: Letterhead
    summary: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str
    chair: Person
    lines: tuple[AgendaLine, ...]
    attached_to: str = ""  # «Giấy mời số 15/GM-HQHN ngày 02 tháng 11 năm 2026»
    signature: Signature | None = None
    recipients: Recipients | None = None
    kind: Literal["agenda"] = "agenda"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionCounts:
    """What one question got: how many were asked, how many chose what, how many kept silent."""

    question: str
    asked: int
    counts: tuple[VoteCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionEntry:
    """What one of those asked said, and what becomes of it."""

    who: str
    opinion: str
    treatment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionReport:
    """Báo cáo tổng hợp, tiếp thu, giải trình ý kiến: the counts, and every opinion in a table."""

    type_code: ClassVar[str] = "BC"

    letterhead: Letterhead
    subject: str
    sent_on: date
    due_on: date
    closed_on: date
    asked: int
    answered: int
    silence: str  # «không có ý kiến»: how it counts when somebody does not answer
    counts: tuple[OpinionCounts, ...]
    entries: tuple[OpinionEntry, ...]
    signature: Signature
    recipients: Recipients
    kind: Literal["opinion_report"] = "opinion_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionNotice:
    """Thông báo kết quả lấy ý kiến: the counts, what follows; the table of opinions as its annex."""

    type_code: ClassVar[str] = "TB"

    letterhead: Letterhead
    subject: str
    sent_on: date
    due_on: date
    closed_on: date
    asked: int
    answered: int
    silence: str
    counts: tuple[OpinionCounts, ...]
    entries: tuple[OpinionEntry, ...]
    signature: Signature
    recipients: Recipients
    note: str = ""
    kind: Literal["opinion_notice"] = "opinion_notice"


Paper = Invitation | ConclusionNotice | Minutes | AgendaSheet | OpinionReport | OpinionNotice
