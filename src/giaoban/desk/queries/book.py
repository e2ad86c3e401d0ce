"""The audit book, cut as the reader asks (ORG-6). Nobody edits it; this only reads."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.ledger import registry
from giaoban.ledger.models import Entry
from giaoban.ledger.queries import newest_entries
from giaoban.people.queries import search_people

AREAS = (
    ("people", _("Tài khoản, đơn vị")),
    ("meetings", _("Cuộc họp")),
    ("approvals", pgettext_lazy("loại việc", "Trình duyệt")),
    ("documents", _("Tài liệu")),
    ("tasks", _("Nhiệm vụ")),
    ("clerical", _("Văn bản phát hành")),
    ("notify", _("Thông báo")),
    ("floor", _("Điều hành trong phòng họp")),
)
AREA_NAMES = frozenset(name for name, _words in AREAS)


@dataclass(frozen=True, slots=True)
class BookFilter:
    """What the reader of the book asks for."""

    who: str = ""
    about: str = ""
    area: str = ""
    action: str = ""
    first: date | None = None
    last: date | None = None


def book(asked: BookFilter) -> QuerySet[Entry]:
    """Return the lines asked for, newest first."""
    rows = newest_entries()
    if asked.who:
        everybody = search_people(asked.who, inactive=True)
        rows = rows.filter(actor_id__in=everybody.order_by().values("pk"))
    if asked.about:
        rows = rows.filter(subject_label__icontains=asked.about)
    if asked.area in AREA_NAMES:
        rows = rows.filter(action__startswith=f"{asked.area}.")
    if asked.action:
        rows = rows.filter(action=asked.action)
    if asked.first:
        rows = rows.filter(at__gte=_midnight(asked.first))
    if asked.last:
        rows = rows.filter(at__lt=_midnight(asked.last + timedelta(days=1)))
    return rows


def action_choices(area: str = "") -> list[tuple[str, str]]:
    """Return the actions that the book knows, in words without names."""
    found = [
        (name, _without_names(str(words)))
        for name, words in registry.ACTIONS.items()
        if not area or name.startswith(f"{area}.")
    ]
    return sorted(found, key=lambda pair: pair[1])


def _without_names(sentence: str) -> str:
    """«{actor} đổi tên đơn vị “{old}” thành “{subject}”» → «Đổi tên đơn vị … thành …»."""
    words = sentence.replace("{actor}", "").strip()
    while "{" in words and "}" in words:
        start, end = words.index("{"), words.index("}")
        words = words[:start] + "…" + words[end + 1 :]
    words = words.replace("“…”", "…").strip(" :")
    return words[:1].upper() + words[1:]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
