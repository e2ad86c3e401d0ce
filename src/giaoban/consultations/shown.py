"""How a consultation looks: tones, the stepper, whose turn it is, the one next button."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from giaoban.consultations.models import Consultation, OpinionLine
from giaoban.kernel.rules import Verdict

State, Choice = Consultation.State, OpinionLine.Choice
TONES: Final[dict[str, str]] = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "warning",
    State.APPROVED: "brand",
    State.OPEN: "brand",
    State.CLOSED: "warning",
    State.SIGNING: "warning",
    State.PUBLISHED: "done",
    State.CANCELLED: "off",
}
CHOICE_TONES: Final[dict[str, str]] = {Choice.AGREE: "done", Choice.DISAGREE: "live", Choice.OTHER: "warning"}
CHOICE_ICONS: Final[dict[str, str]] = {Choice.AGREE: "check", Choice.DISAGREE: "x", Choice.OTHER: "message-circle"}
PATH: Final[tuple[tuple[Promise | str, frozenset[str]], ...]] = (
    (_("Soạn phiếu"), frozenset({State.DRAFT})),
    (_("Lãnh đạo duyệt"), frozenset({State.SUBMITTED, State.APPROVED})),
    (_("Lấy ý kiến"), frozenset({State.OPEN})),
    (_("Tổng hợp, giải trình"), frozenset({State.CLOSED, State.SIGNING})),
    (_("Thông báo kết quả"), frozenset({State.PUBLISHED})),
)
SIGNS: Final[dict[str, tuple[str, str]]] = {
    "consultations.sent": ("send", "brand"),
    "consultations.submitted": ("rubber-stamp", ""),
    "consultations.approved": ("check", "done"),
    "consultations.returned": ("arrow-left", "warning"),
    "consultations.answered": ("message-check", ""),
    "consultations.answered_on_behalf": ("user-check", ""),
    "consultations.answer_changed": ("refresh", ""),
    "consultations.answer_changed_on_behalf": ("refresh", ""),
    "consultations.substitute_named": ("user-check", ""),
    "consultations.reminded": ("bell", ""),
    "consultations.extended": ("clock", "warning"),
    "consultations.closed": ("checks", "brand"),
    "consultations.cancelled": ("x", "off"),
    "consultations.published": ("rubber-stamp", "done"),
}
NEXT: Final = ("answer", "submit", "send", "close", "publish")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the stepper."""

    label: Promise | str
    state: str
    note: str = ""


def tone_of(consultation: Consultation) -> str:
    """Return the tone of a state; a day that has passed wins."""
    return "live" if consultation.is_past_due else TONES[State(consultation.state)]


def label_of(consultation: Consultation) -> str:
    """Return the state in words; an open one whose day has passed says so."""
    return now_("Hết hạn, chưa kết thúc") if consultation.is_past_due else str(consultation.get_state_display())


def steps_of(consultation: Consultation) -> list[Step]:
    """Return where it stands on its way; what a leader of the unit sent needed no approval."""
    if consultation.state == State.CANCELLED:
        return [Step(PATH[0][0], "done"), Step(State.CANCELLED.label, "current")]
    at = next(place for place, (_label, states) in enumerate(PATH) if consultation.state in states)
    is_over = consultation.state == State.PUBLISHED
    steps = []
    for place, (label, _states) in enumerate(PATH):
        state = "done" if place < at or is_over else "current" if place == at else "todo"
        if place == 1 and consultation.approver_id is None:
            state = "skipped"
        note = str(consultation.get_state_display()) if place == at and not is_over else ""
        steps.append(Step(label, state, note if note != str(label) else ""))
    return steps


def next_of(can: dict[str, Verdict], consultation: Consultation) -> str:
    """Return the verb of the one big button; empty when it is another's turn."""
    for verb in NEXT:
        if not can[verb]:
            continue
        if verb == "submit" and (can["send"] or consultation.approver_id is None):
            continue
        return verb
    return ""


def waits_for(consultation: Consultation, missing: int) -> str:
    """Say whose turn it is."""
    state = consultation.state
    if state == State.OPEN and consultation.is_past_due:
        return now_("Đã hết hạn; đang chờ đồng chí phụ trách kết thúc hoặc gia hạn.")
    if state == State.OPEN:
        return now_("Đang chờ %(n)s người trả lời.") % {"n": missing} if missing else now_("Mọi người đã trả lời.")
    return str(WAITS[State(state)])


WAITS: Final[dict[str, Promise | str]] = {
    State.DRAFT: _("Đang soạn, chưa ai được hỏi."),
    State.SUBMITTED: _("Đang chờ lãnh đạo duyệt."),
    State.APPROVED: _("Lãnh đạo đã duyệt, chờ gửi đi."),
    State.CLOSED: _("Đã kết thúc lấy ý kiến, đang tổng hợp."),
    State.SIGNING: _("Thông báo kết quả đang chờ lãnh đạo ký."),
    State.PUBLISHED: _("Đã thông báo kết quả."),
    State.CANCELLED: _("Đã hủy lấy ý kiến."),
}
