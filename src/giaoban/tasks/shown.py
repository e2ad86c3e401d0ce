"""How a task looks: tones, the stepper, the six clear facts, the one next button."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.rules import Verdict
from giaoban.tasks.models import Task
from giaoban.tasks.queries import FIGURES, Figures

State = Task.State
TONES: Final[dict[str, str]] = {
    State.NEW: "neutral",
    State.RECEIVED: "brand",
    State.IN_PROGRESS: "brand",
    State.REPORTED: "warning",
    State.RETURNED: "warning",
    State.CONFIRMED: "done",
    State.SUSPENDED: "off",
    State.CANCELLED: "off",
}
PATH: Final = (State.NEW, State.RECEIVED, State.IN_PROGRESS, State.REPORTED, State.CONFIRMED)
URGENT_TONES: Final = {Task.Urgency.URGENT: "warning", Task.Urgency.FLASH: "live"}
NOTE_SIGNS: Final[dict[str, tuple[str, str]]] = {
    "progress": ("player-play", ""),
    "hand_in": ("send", "brand"),
    "return": ("arrow-left", "warning"),
    "confirm": ("check", "done"),
    "comment": ("message-circle", ""),
    "side": ("info-circle", "off"),
}
NEXT: Final[tuple[tuple[str, Promise | str, str], ...]] = (
    ("confirm", _("Xác nhận hoàn thành"), "check"),
    ("accept", _("Nhận việc"), "check"),
    ("hand_in", _("Báo cáo hoàn thành"), "send"),
    ("resume", _("Cho tiếp tục"), "player-play"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the stepper."""

    label: Promise | str
    state: str
    note: str = ""


def tone_of(task: Task) -> str:
    """Return the tone of a task's state; overdue wins."""
    return "live" if task.is_overdue else TONES[State(task.state)]


def steps_of(task: Task) -> list[Step]:
    """Return where the task stands on its way."""
    state = State(task.state_before) if task.state == State.SUSPENDED and task.state_before else State(task.state)
    if state == State.CANCELLED:
        return [Step(State.NEW.label, "done"), Step(State.CANCELLED.label, "current", task.closed_reason)]
    at = PATH.index(State.IN_PROGRESS if state == State.RETURNED else state)
    steps = []
    for place, name in enumerate(PATH):
        label = State.RETURNED.label if state == State.RETURNED and place == at else name.label
        is_over = place < at or state == State.CONFIRMED
        steps.append(Step(label, "done" if is_over else "current" if place == at else "todo"))
    return steps


def next_of(task: Task, can: dict[str, Verdict]) -> tuple[str, Promise | str, str] | None:
    """Return the one button: what this person does next with the task; None when it is another's turn."""
    for verb, label, icon in NEXT:
        if can[verb] and not (verb == "accept" and task.state != State.NEW):
            return verb, label, icon
    return None


def waits_for(task: Task) -> Promise | str:
    """Say whose turn it is."""
    if task.state == State.REPORTED:
        return _("Đang chờ người giao xác nhận.")
    if task.state == State.NEW:
        return _("Đang chờ người thực hiện nhận việc.")
    if task.state == State.CONFIRMED:
        return _("Nhiệm vụ đã hoàn thành.")
    if task.state == State.CANCELLED:
        return _("Nhiệm vụ đã hủy.")
    if task.state == State.SUSPENDED:
        return _("Nhiệm vụ đang tạm dừng.")
    return _("Người thực hiện đang làm.")


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of a stacked bar, in per cent of its width."""

    figure: str
    count: int
    x: float
    width: float


def bars_of(figures: Figures, most: int) -> list[Bar]:
    """Return the four cells as stretches of one bar; ``most`` is the count of the longest bar."""
    bars, x = [], 0.0
    for figure in FIGURES:
        count = getattr(figures, figure)
        width = round(100 * count / most, 2) if most else 0.0
        if count:
            bars.append(Bar(figure, count, round(x, 2), width))
        x += width
    return bars
