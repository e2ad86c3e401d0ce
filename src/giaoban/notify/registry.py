"""Every notice and reminder of the house; wiring fills the tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.kernel.notice import Notice, Reminder

NOTICES: dict[str, list[Notice]] = {}  # action → notices
REMINDERS: dict[str, Reminder] = {}

# Kinds of subject that may be secret: asked before words leave for a lock screen or a telephone company.
SECRETS: dict[str, Callable[[str], bool]] = {}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message pressing enough for a channel that costs: its words, and the topic a person may switch off."""

    label: Promise | str
    topic: str


KINDS: dict[str, Kind] = {
    "meeting_soon": Kind(_("Cuộc họp sắp bắt đầu"), "meetings"),
    "meeting_changed": Kind(_("Cuộc họp đổi giờ, hoãn, hủy"), "meetings"),
    "task_overdue": Kind(_("Nhiệm vụ quá hạn"), "tasks"),
}
PRESSING: dict[str, str] = {}  # action, or name of a reminder with its reason → kind; wiring fills it

TOPICS: dict[str, Promise | str] = {
    "meetings": _("Cuộc họp"),
    "documents": _("Tài liệu"),
    "approvals": pgettext_lazy("loại việc", "Trình duyệt"),
    "obstacles": _("Vướng mắc"),
    "tasks": _("Nhiệm vụ"),
    "consultations": _("Lấy ý kiến"),
    "people": _("Tài khoản và ủy quyền"),
}


def topic_of(notice: Notice) -> str:
    """Return the kind of message a notice is: what a person may switch off."""
    return notice.topic or notice.action.partition(".")[0]


def topic_of_reminder(reminder: Reminder) -> str:
    """Return the kind of message a reminder is."""
    return reminder.topics[0] if reminder.topics else reminder.name.partition(".")[0]


def label_of(topic: str) -> str:
    """Return the words for a kind of message."""
    return str(TOPICS.get(topic, topic))


def offered(channels: Iterable[str]) -> tuple[str, ...]:
    """Return every channel a message may take: what rings the bell may show on the person's devices too."""
    taken = tuple(channels)
    return (*taken, "push") if "inbox" in taken and "push" not in taken else taken


def is_secret(subject_kind: str, subject_id: str) -> bool:
    """Tell whether nothing of this subject may be said outside the house."""
    asked = SECRETS.get(subject_kind)
    return bool(asked and asked(subject_id))


def kind_of(name: str) -> str:
    """Return which pressing kind an action or reminder is of; most are of none."""
    return PRESSING.get(name, "")
