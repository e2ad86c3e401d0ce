"""Shapes of meetings before they start, in the HTTP API."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AwareDatetime, Field

from giaoban.meetings.models import AgendaItem, Attendee, Mark, Meeting
from giaoban.meetings.queries.agenda import ItemCard, PaperCard, TaskLine
from giaoban.people.models import Unit, User

NAMES = {"kind": "kind_id", "chair": "chair_id", "secretary": "secretary_id"}
ITEM_NAMES = {"presenter": "presenter_id", "preparing_unit": "preparing_unit_id"}


class NamedOut(Schema):
    """A thing by id and name."""

    id: UUID
    name: str

    @classmethod
    def of(cls, thing: User | Unit | None) -> "NamedOut | None":
        """Return a person or unit by name."""
        if thing is None:
            return None
        return cls(id=thing.pk, name=thing.full_name if isinstance(thing, User) else thing.name)


class MeetingOut(Schema):
    """A meeting in a list."""

    id: UUID
    title: str
    kind: str
    form: str
    state: str
    starts_at: datetime
    ends_at: datetime
    location: str
    unit: NamedOut | None
    chair: NamedOut | None
    secretary: NamedOut | None
    is_ad_hoc: bool
    is_drill: bool
    series: UUID | None

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingOut":
        """Return a meeting's head."""
        return cls(**cls.head(meeting))

    @staticmethod
    def head(meeting: Meeting) -> dict[str, Any]:
        """Return the fields of a meeting's head."""
        names = ("title", "form", "state", "starts_at", "ends_at", "location", "is_ad_hoc", "is_drill")
        return {name: getattr(meeting, name) for name in names} | {
            "id": meeting.pk,
            "kind": meeting.kind.code,
            "unit": NamedOut.of(meeting.unit),
            "chair": NamedOut.of(meeting.chair),
            "secretary": NamedOut.of(meeting.secretary),
            "series": meeting.series_id,
        }


class MeetingsOut(Schema):
    """One page of meetings."""

    items: list[MeetingOut]
    total: int
    page: int
    pages: int


class AttendeeOut(Schema):
    """An invited person and the answer."""

    id: UUID
    user: NamedOut | None
    unit: NamedOut | None
    position: str
    capacity: str
    answer: str
    reason: str
    substitute: NamedOut | None
    consent: str

    @classmethod
    def of(cls, row: Attendee, *, reasons: bool) -> "AttendeeOut":
        """Return one row; reasons only for those who prepare the meeting, and the person."""
        return cls(
            id=row.pk,
            user=NamedOut.of(row.user),
            unit=NamedOut.of(row.unit),
            position=row.position,
            capacity=row.capacity,
            answer=row.answer,
            reason=row.reason if reasons else "",
            substitute=NamedOut.of(row.substitute),
            consent=row.consent,
        )


class PaperOut(Schema):
    """A paper and how far the caller has read it."""

    id: UUID
    title: str
    state: str
    pages: int
    pages_read: int
    changed: bool

    @classmethod
    def of(cls, paper: PaperCard) -> "PaperOut":
        """Return one paper."""
        return cls(
            id=paper.document.pk,
            title=paper.document.title,
            state=paper.version.state if paper.version else "placeholder",
            pages=paper.pages,
            pages_read=paper.pages_read,
            changed=paper.changed,
        )


class CarriedTaskOut(Schema):
    """An open task of an earlier meeting, on the item that goes through them."""

    id: UUID
    title: str
    unit: str
    state: str
    deadline_on: date | None
    days_late: int

    @classmethod
    def of(cls, line: TaskLine) -> "CarriedTaskOut":
        """Return one task with how late it is."""
        task = line.task
        return cls(
            id=task.pk,
            title=task.title,
            unit=task.lead_unit.name,
            state=task.state,
            deadline_on=task.deadline_on,
            days_late=line.days_late,
        )


class ItemOut(Schema):
    """An item of the agenda."""

    id: UUID
    place: int
    title: str
    note: str
    minutes: int
    wanted: str
    state: str
    is_secret: bool
    is_carry_over: bool
    is_consent: bool
    presenter: NamedOut | None
    preparing_unit: NamedOut | None
    papers: list[PaperOut]
    tasks: list[CarriedTaskOut]
    marks: dict[str, int]
    my_mark: str

    @classmethod
    def of(cls, card: ItemCard, *, prepares: bool) -> "ItemOut":
        """Return one item as the caller sees it: a secret one says what it is about to those who prepare it alone."""
        item: AgendaItem = card.item
        hidden = item.is_secret and not prepares
        names = (
            "place", "minutes", "wanted", "state", "is_secret", "is_carry_over", "is_consent",
        )  # fmt: skip
        return cls(
            **{name: getattr(item, name) for name in names},
            title=_("Nội dung mật") if hidden else item.title,
            note="" if hidden else item.note,
            id=item.pk,
            presenter=NamedOut.of(item.presenter),
            preparing_unit=NamedOut.of(item.preparing_unit),
            papers=[PaperOut.of(paper) for paper in card.papers],
            tasks=[] if hidden else [CarriedTaskOut.of(line) for line in card.tasks],
            marks=card.counts,
            my_mark=card.my_mark.kind if card.my_mark else "",
        )


class MeetingWhole(MeetingOut):
    """One meeting with its agenda and people, as the caller may see it."""

    purpose: str
    demands: str
    contact: str
    marks_until: datetime | None
    state_reason: str
    items: list[ItemOut]
    attendees: list[AttendeeOut]
    warnings: list[str]
    can: dict[str, str]


class MeetingIn(Schema):
    """A new meeting. ``id`` may be made by the client: sent twice, it is one meeting."""

    id: UUID | None = None
    title: str
    kind: str
    unit: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    chair: UUID
    secretary: UUID | None = None
    form: Literal["on_site", "online", "hybrid"] = "on_site"
    location: str = Field("", max_length=200)
    purpose: str = ""
    demands: str = ""
    contact: str = Field("", max_length=200)
    is_ad_hoc: bool = False
    is_drill: bool = False
    marks_until: AwareDatetime | None = None
    groups: list[UUID] = []
    people: list[UUID] = []


class MeetingChange(Schema):
    """What changes of a meeting's head; what is not sent stays."""

    title: str | None = None
    kind: str | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    chair: UUID | None = None
    secretary: UUID | None = None
    form: Literal["on_site", "online", "hybrid"] | None = None
    location: str | None = Field(None, max_length=200)
    purpose: str | None = None
    demands: str | None = None
    contact: str | None = Field(None, max_length=200)
    is_ad_hoc: bool | None = None
    is_drill: bool | None = None
    marks_until: AwareDatetime | None = None


class SubmitIn(Schema):
    """To whom the agenda is submitted; nobody named: the chair."""

    approver: UUID | None = None


class ReasonIn(Schema):
    """Why."""

    reason: str = ""


class PostponeIn(Schema):
    """Another time, and why."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    reason: str


class PeopleIn(Schema):
    """Whom to invite."""

    groups: list[UUID] = []
    people: list[UUID] = []
    capacity: Literal["member", "invited", "informed"] = "member"


class ItemIn(Schema):
    """A new item."""

    id: UUID | None = None
    title: str
    note: str = ""
    minutes: int = Field(10, ge=1, le=600)
    wanted: Literal["inform", "discuss", "decide"] = "inform"
    presenter: UUID | None = None
    preparing_unit: UUID | None = None
    is_secret: bool = False


class ItemChange(Schema):
    """What changes of an item; what is not sent stays."""

    title: str | None = None
    note: str | None = None
    minutes: int | None = Field(None, ge=1, le=600)
    wanted: Literal["inform", "discuss", "decide"] | None = None
    presenter: UUID | None = None
    preparing_unit: UUID | None = None
    is_secret: bool | None = None


class OrderIn(Schema):
    """Every item of the agenda once, in the wanted order."""

    order: list[UUID]


class MarkIn(Schema):
    """A member's mark (PRE-12)."""

    mark: Literal["agree", "objection", "speak"]
    text: str = ""


class MarkOut(Schema):
    """The mark that stands."""

    mark: str
    text: str

    @classmethod
    def of(cls, mark: Mark) -> "MarkOut":
        """Return one mark."""
        return cls(mark=mark.kind, text=mark.text)


class AnswerIn(Schema):
    """What an invited person answers (PRE-7)."""

    answer: Literal["attend", "online", "absent", "substitute"]
    reason: str = ""
    person: UUID | None = None


class ConsentIn(Schema):
    """Whether the chair agrees to a substitute."""

    agree: bool


class OpinionIn(Schema):
    """A written opinion: kept for oneself, or handed in."""

    text: str
    document: UUID | None = None
    submit: bool = False


class RemarkIn(Schema):
    """A leader's remark on the agenda, an item, or a page of a paper."""

    text: str
    item: UUID | None = None
    document: UUID | None = None
    page: int | None = Field(None, ge=1)


class RequestIn(Schema):
    """Which unit is asked for which paper by when."""

    unit: UUID
    what: str
    due_at: AwareDatetime


class SentIn(Schema):
    """The document that answers a request."""

    document: UUID


class RequestOut(Schema):
    """A paper that a unit is asked for."""

    id: UUID
    meeting: UUID
    item: UUID
    unit: UUID
    what: str
    due_at: datetime
    state: str
    reason: str
    document: UUID | None
