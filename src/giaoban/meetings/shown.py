"""How a meeting is shown to one person: the stepper, the one thing to do next, who comes. No rules here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from giaoban.kernel import clock
from giaoban.kernel.rules import Verdict
from giaoban.meetings.models import Attendee, Meeting, PaperRequest, SiteAnswer
from giaoban.meetings.queries.agenda import ItemCard, PaperCard
from giaoban.meetings.warnings import Advice
from giaoban.people import titles
from giaoban.people.models import Unit, User
from giaoban.ui.dates import date_vn

State = Meeting.State
PATH: Final = (
    State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED, State.RUNNING, State.CLOSED, State.CONCLUDED,
)  # fmt: skip
TONES: Final = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "warning",
    State.APPROVED: "brand",
    State.PUBLISHED: "brand",
    State.RUNNING: "running",
    State.CLOSED: "done",
    State.CONCLUDED: "done",
    State.CANCELLED: "off",
}
ANSWERS: Final[dict[str, tuple[str, Promise | str]]] = {
    Attendee.Answer.ATTEND: ("done", gettext_lazy("Dự họp")),
    Attendee.Answer.ONLINE: ("done", gettext_lazy("Dự trực tuyến")),
    Attendee.Answer.SUBSTITUTE: ("warning", gettext_lazy("Cử người dự thay")),
    Attendee.Answer.ABSENT: ("off", gettext_lazy("Vắng mặt")),
    Attendee.Answer.NONE: ("neutral", gettext_lazy("Chưa trả lời")),
}
ROOM_OPENS: Final = 60  # minutes before the start from which entering the room is the next thing to do


def tone_of(state: str) -> str:
    """Return the tone in which a state is drawn."""
    return TONES[State(state)]


def steps_of(meeting: Meeting) -> list[dict[str, str]]:
    """Return the stepper; a cancelled meeting stops where it was."""
    reached = _reached(meeting)
    steps = []
    for place, state in enumerate(PATH):
        how = "done" if place < reached else "current" if place == reached else "todo"
        if place == reached and state == State.RUNNING:
            how = "live"
        if place == reached and state == State.CONCLUDED:
            how = "done"
        if meeting.state == State.CANCELLED and place > reached:
            how = "skipped"
        steps.append({"label": str(state.label), "state": how, "note": date_vn(_moment(meeting, state))})
    return steps


def _reached(meeting: Meeting) -> int:
    if meeting.state != State.CANCELLED:
        return PATH.index(State(meeting.state))
    return PATH.index(State.PUBLISHED if meeting.published_at else State.DRAFT)


def _moment(meeting: Meeting, state: str) -> Any:
    return {
        State.DRAFT: meeting.created_at,
        State.SUBMITTED: meeting.submitted_at if meeting.state != State.DRAFT else None,
        State.APPROVED: meeting.approved_at,
        State.PUBLISHED: meeting.published_at,
        State.RUNNING: meeting.started_at,
        State.CLOSED: meeting.closed_at,
        State.CONCLUDED: meeting.concluded_at,
    }[State(state)]


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing this person does next: a link, a dialog, or a form to send."""

    label: str
    icon: str
    href: str = ""
    opens: str = ""  # the id of a dialog
    post: str = ""  # the address a form is sent to
    kind: str = "primary"
    why: str = ""


@dataclass(slots=True)
class MeetingPage:
    """Everything the page of one meeting shows to one person."""

    meeting: Meeting
    whole: bool
    cards: list[ItemCard]
    papers: list[PaperCard]
    attendees: list[Attendee]
    place: Attendee | None
    can: Mapping[str, Verdict]
    warnings: Sequence[Advice]
    prepares: bool
    decides: bool
    sites: list[tuple[Unit, SiteAnswer | None]] = field(default_factory=list)
    assistants: list[User] = field(default_factory=list)
    remarks_open: int = 0

    @property
    def steps(self) -> list[dict[str, str]]:
        """The stepper."""
        return steps_of(self.meeting)

    @property
    def tone(self) -> str:
        """The tone of the state."""
        return tone_of(self.meeting.state)

    @property
    def step_warnings(self) -> list[str]:
        """The warnings that matter at the step the meeting is at; a draft shows them all to who prepares it."""
        if not (self.prepares or self.decides):
            return []
        order = ["draft", "submitted", "approved", "published"]
        here = order.index(self.meeting.state) if self.meeting.state in order else -1
        return [w.text for w in self.warnings if here >= 0 and (order.index(w.step) >= here or w.step == "draft")]

    @property
    def agenda_minutes(self) -> int:
        """The planned time of all items."""
        return sum(card.item.minutes for card in self.cards)

    @property
    def counts(self) -> list[dict[str, Any]]:
        """How many answered what."""
        rows = [row for row in self.attendees if row.capacity != Attendee.Capacity.INFORMED]
        return [
            {"tone": tone, "label": label, "count": sum(row.answer == answer for row in rows)}
            for answer, (tone, label) in ANSWERS.items()
        ]

    @property
    def guests(self) -> list[dict[str, Any]]:
        """The lines of the list of people, ready to be written: a page holds sixty, a great hall hundreds."""
        return [
            {
                "user_id": row.user_id,
                "name": row.user.full_name,
                "title": titles.joined(str(row.position), row.unit, short=True),
                "substitute": row.substitute.full_name if row.substitute else "",
                "reason": row.reason,
                "answer": row.answer,
                "answer_words": row.get_answer_display(),
                "tone": ANSWERS[row.answer][0],
            }
            for row in self.attendees
        ]

    @property
    def waiting_substitutes(self) -> list[Attendee]:
        """The substitutes that wait for the chair."""
        return [row for row in self.attendees if row.consent == Attendee.Consent.ASKED]

    @property
    def unread(self) -> int:
        """How many papers this person has not finished."""
        papers = [paper for card in self.cards for paper in card.papers] + self.papers
        return sum(not paper.is_read for paper in papers if paper.version)

    @property
    def pages_left(self) -> int:
        """How many pages this person still has to read."""
        papers = [paper for card in self.cards for paper in card.papers] + self.papers
        return sum(max(paper.pages - paper.pages_read, 0) for paper in papers)

    @property
    def consent(self) -> list[ItemCard]:
        """The items of the consent block."""
        return [card for card in self.cards if card.item.is_consent]

    @property
    def next(self) -> Next | None:
        """The one thing to do next, for this person, now."""
        for candidate in (self._running, self._decide, self._desk, self._guest, self._unit, self._over):
            found = candidate()
            if found:
                return found
        return None

    def _url(self, name: str) -> str:
        return reverse(f"meetings:{name}", args=[self.meeting.pk])

    def _running(self) -> Next | None:
        if not self.whole:
            return None
        room = reverse("hall:room", args=[self.meeting.pk])
        if self.meeting.state == State.RUNNING:
            return Next(_("Vào phòng họp"), "door-enter", href=room, kind="live")
        soon = (self.meeting.starts_at - clock.now()).total_seconds() <= ROOM_OPENS * 60
        if self.meeting.state == State.PUBLISHED and soon:
            return Next(_("Vào phòng họp"), "door-enter", href=room)
        return None

    def _decide(self) -> Next | None:
        if self.meeting.state == State.SUBMITTED and self.decides:
            return Next(_("Duyệt / Trả lại"), "checks", href="#decision")
        if self.waiting_substitutes and self.can["consent"]:
            return Next(_("Cho ý kiến dự thay"), "user-check", href="#substitutes")
        return None

    def _desk(self) -> Next | None:
        if not self.prepares:
            return None
        if self.meeting.state == State.DRAFT and not self.cards:
            return Next(_("Thêm nội dung"), "plus", href="#new-item")
        if self.meeting.state == State.DRAFT and not self.attendees:
            return Next(_("Chọn người dự"), "users-plus", opens="invite")
        if self.meeting.state == State.DRAFT:
            return Next(_("Trình duyệt"), "send", opens="submit")
        if self.meeting.state == State.APPROVED:
            return Next(_("Phát hành"), "mail-forward", post=self._url("publish"))
        return None

    def _guest(self) -> Next | None:
        if self.meeting.state != State.PUBLISHED or self.place is None:
            return None
        if self.can["answer"] and not self.place.answer:
            return Next(_("Trả lời giấy mời"), "mail-check", opens="answer")
        if self.unread:
            papers = [paper for card in self.cards for paper in card.papers] + self.papers
            first = next(paper for paper in papers if paper.version and not paper.is_read)
            return Next(_("Đọc tài liệu"), "book", href=reverse("documents:read", args=[first.document.pk]))
        return None

    def _over(self) -> Next | None:
        if not self.whole or self.meeting.state not in {State.CLOSED, State.CONCLUDED}:
            return None
        if self.prepares and self.meeting.state == State.CLOSED:
            return Next(_("Hoàn thiện kết luận, biên bản"), "gavel", href=self._url("after"))
        return Next(_("Xem kết luận, biên bản"), "gavel", href=self._url("after"))

    def _unit(self) -> Next | None:
        mine = {PaperRequest.State.ASKED, PaperRequest.State.RETURNED}
        if not self.whole and any(row.state in mine for card in self.cards for row in card.requests):
            return Next(_("Gửi tài liệu"), "upload", href="#requests")
        return None
