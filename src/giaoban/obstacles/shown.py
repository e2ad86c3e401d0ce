"""How an obstacle looks: tones, the stepper, whose turn it is, the one next button."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.rules import Verdict
from giaoban.obstacles.models import Obstacle, ObstacleLine

State, Level, Kind = Obstacle.State, Obstacle.Level, ObstacleLine.Kind
TONES: Final[dict[str, str]] = {
    State.DRAFT: "neutral",
    State.RAISED: "brand",
    State.ROUTED: "brand",
    State.ESCALATED: "chair",
    State.ANSWERED: "warning",
    State.CONCLUDED: "warning",
    State.RESOLVED: "done",
    State.RETURNED: "off",
    State.WITHDRAWN: "off",
}
PATH: Final[tuple[tuple[Promise | str, frozenset[str]], ...]] = (
    (_("Đơn vị nêu"), frozenset({State.DRAFT})),
    (_("Văn phòng phân loại"), frozenset({State.RAISED})),
    (_("Trả lời, kết luận"), frozenset({State.ROUTED, State.ESCALATED})),
    (_("Đơn vị xác nhận"), frozenset({State.ANSWERED, State.CONCLUDED})),
    (_("Đã tháo gỡ"), frozenset({State.RESOLVED})),
)
LINE_SIGNS: Final[dict[str, tuple[str, str]]] = {
    "obstacles.raised": ("flag", "brand"),
    "obstacles.routed": ("route", ""),
    "obstacles.answered": ("message-check", "brand"),
    "obstacles.asked_on": ("message-question", "warning"),
    "obstacles.escalated": ("arrow-up", "chair"),
    "obstacles.placed": ("calendar-event", ""),
    "obstacles.concluded": ("gavel", "chair"),
    "obstacles.resolved": ("check", "done"),
    "obstacles.reopened": ("refresh", "warning"),
    "obstacles.returned": ("arrow-left", "off"),
    "obstacles.withdrawn": ("x", "off"),
    "obstacles.commented": ("message-circle", ""),
}
LINE_OF: Final[dict[str, str]] = {
    "obstacles.routed": Kind.ROUTE,
    "obstacles.answered": Kind.ANSWER,
    "obstacles.asked_on": Kind.ASK_ON,
    "obstacles.escalated": Kind.ESCALATE,
    "obstacles.concluded": Kind.CONCLUDE,
    "obstacles.resolved": Kind.CONFIRM,
    "obstacles.reopened": Kind.REOPEN,
    "obstacles.returned": Kind.RETURN,
    "obstacles.withdrawn": Kind.WITHDRAW,
    "obstacles.commented": Kind.COMMENT,
}
NEXT: Final = ("raise", "route", "answer", "confirm", "edit")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the stepper."""

    label: Promise | str
    state: str
    note: str = ""


def tone_of(obstacle: Obstacle) -> str:
    """Return the tone of an obstacle's state; a late answer wins."""
    return "live" if obstacle.is_overdue else TONES[State(obstacle.state)]


def steps_of(obstacle: Obstacle) -> list[Step]:
    """Return where the obstacle stands on its way."""
    if obstacle.state in {State.RETURNED, State.WITHDRAWN}:
        return [Step(PATH[0][0], "done"), Step(State(obstacle.state).label, "current")]
    at = next(place for place, (_label, states) in enumerate(PATH) if obstacle.state in states)
    is_over = obstacle.state == State.RESOLVED
    steps = []
    for place, (label, _states) in enumerate(PATH):
        state = "done" if place < at or is_over else "current" if place == at else "todo"
        note = str(obstacle.get_level_display()) if place == at and obstacle.state == State.ESCALATED else ""
        steps.append(Step(label, state, note))
    return steps


def next_of(can: dict[str, Verdict], obstacle: Obstacle) -> str:
    """Return the verb of the one button: what this person does next; empty when it is another's turn."""
    if obstacle.state == State.RESOLVED:
        return ""
    for verb in NEXT:
        if (
            can[verb]
            and not (verb == "route" and obstacle.state == State.ROUTED)
            and not (verb == "edit" and obstacle.state != State.RAISED)
        ):
            return "" if verb == "edit" else verb
    return ""


def waits_for(obstacle: Obstacle) -> Promise | str:
    """Say whose turn it is."""
    if obstacle.state == State.ROUTED and obstacle.division:
        return _("Đang chờ %(unit)s trả lời.") % {"unit": obstacle.division.short_name}
    return WAITS[(obstacle.state, obstacle.level if obstacle.state == State.ESCALATED else "")]


WAITS: Final[dict[tuple[str, str], Promise | str]] = {
    (State.DRAFT, ""): _("Đơn vị đang soạn, chưa nêu."),
    (State.RAISED, ""): _("Đang chờ Văn phòng phân loại và chuyển phòng có thẩm quyền."),
    (State.ROUTED, ""): _("Đang chờ trả lời."),
    (State.ESCALATED, Level.LEADER): _("Đang chờ lãnh đạo phụ trách quyết định."),
    (State.ESCALATED, Level.HIGHER): _("Đã báo cáo, đang chờ cơ quan cấp trên trả lời."),
    (State.ESCALATED, Level.DIVISION): _("Đang chờ trả lời."),
    (State.ANSWERED, ""): _("Đã có trả lời, đang chờ đơn vị xác nhận."),
    (State.CONCLUDED, ""): _("Đã có kết luận, đang chờ đơn vị xác nhận kết quả."),
    (State.RESOLVED, ""): _("Vướng mắc đã được tháo gỡ."),
    (State.RETURNED, ""): _("Thuộc thẩm quyền của đơn vị; Văn phòng đã trả lại."),
    (State.WITHDRAWN, ""): _("Đơn vị đã rút vướng mắc này."),
}


def answer_of(obstacle: Obstacle) -> ObstacleLine | None:
    """Return the newest answer or conclusion, when it still counts."""
    said = [line for line in obstacle.lines.all() if line.kind in {Kind.ANSWER, Kind.CONCLUDE}]
    counts = obstacle.state in {State.ANSWERED, State.CONCLUDED, State.RESOLVED}
    return said[-1] if said and counts else None
