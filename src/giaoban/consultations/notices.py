"""Whom to tell of what happens to a consultation, in which words. What is due by the clock is in ``reminding``."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.consultations import queries, reminding
from giaoban.consultations.models import Consultation
from giaoban.kernel.notice import Happening, Notice, Reminder
from giaoban.people import queries as people
from giaoban.people.models import User

Whom = Callable[[Happening], Iterable[UUID]]


def _consultation(entry: Happening) -> Consultation:
    return queries.consultation_of(UUID(entry.subject_id))


def _url(entry: Happening) -> str:
    return reverse("consultations:consultation", args=[entry.subject_id])


def _may_see(entry: Happening, user_id: UUID) -> bool:
    by = people.actor_of(User.objects.get(pk=user_id))
    return bool(queries.seen_among(by, [UUID(entry.subject_id)]))


def _asked(entry: Happening) -> set[UUID]:
    """Everybody who was asked; nobody of a draft that never went out."""
    consultation = _consultation(entry)
    return queries.askable_people(consultation.slips.all()) if consultation.sent_at else set()


def _asked_where_silence(means: str) -> Whom:
    """Everybody who was asked, where silence counts as that: each sentence stands in the reader's language."""
    return lambda entry: _asked(entry) if _consultation(entry).silence == means else set()


def _now_asked(entry: Happening) -> set[UUID]:
    """The head to whom a unit's slip went, and who holds that head's authority."""
    head = UUID(entry.data["told"])
    return {head, *people.holders_of(head)}


def _reminded(entry: Happening) -> set[UUID]:
    return {UUID(person) for person in entry.data.get("told", [])}


def _officer(entry: Happening) -> set[UUID]:
    return {_consultation(entry).officer_id}


def _officer_while_some_miss(entry: Happening) -> Iterable[UUID]:
    return _officer(entry) if entry.data.get("missing") else ()


def _officer_at_the_last(entry: Happening) -> Iterable[UUID]:
    return () if entry.data.get("missing") else _officer(entry)


def _substitute(entry: Happening) -> set[UUID]:
    named = entry.data.get("substitute")
    return {UUID(named)} if named else set()


def _notice(action: str, to: Whom, title: Any, *, mail: bool = True, body: Any = "") -> Notice:
    return Notice(
        action=action,
        to=to,
        title=title,
        body=body,
        url=_url,
        channels=("inbox", "email") if mail else ("inbox",),
        topic="consultations",
        may_see=_may_see,
    )


_SENT = _("{unit} xin ý kiến đồng chí, hạn {due}: {subject}")
_ANSWERED = _("Đã có ý kiến của {asked_person}: {subject}")
_COMPLETE = _("Mọi người đã trả lời, có thể kết thúc: {subject}")
_CHANGED = _("{asked_person} thay đổi ý kiến: {subject}")

NOTICES: tuple[Notice, ...] = (
    _notice("consultations.sent", _asked_where_silence("agree"), _SENT, body=_("Không trả lời được tính là đồng ý.")),
    _notice(
        "consultations.sent",
        _asked_where_silence("no_opinion"),
        _SENT,
        body=_("Không trả lời được tính là không có ý kiến."),
    ),
    _notice(
        "consultations.slip_moved",
        _now_asked,
        _SENT,
        body=_("Phiếu hỏi {asked_unit} được chuyển đến đồng chí là lãnh đạo hiện nay của đơn vị."),
    ),
    _notice("consultations.reminded", _reminded, _("Nhắc trả lời phiếu lấy ý kiến, hạn {due}: {subject}")),
    _notice("consultations.extended", _asked, _("Gia hạn trả lời đến {due}: {subject}"), body=_("Lý do: {reason}")),
    _notice("consultations.cancelled", _asked, _("Hủy lấy ý kiến: {subject}"), body=_("Lý do: {reason}")),
    _notice("consultations.cancelled", _officer, _("{actor} hủy lấy ý kiến: {subject}"), body=_("Lý do: {reason}")),
    _notice(
        "consultations.published",
        _asked,
        _("Kết quả lấy ý kiến: {subject}"),
        body=_("Thông báo số {number}, kèm bảng tổng hợp, tiếp thu, giải trình."),
    ),
    _notice("consultations.substitute_named", _substitute, _("{actor} cử đồng chí trả lời thay: {subject}")),
    *(
        notice
        for behalf in ("", "_on_behalf")
        for notice in (
            _notice(f"consultations.answered{behalf}", _officer_while_some_miss, _ANSWERED, mail=False),
            _notice(f"consultations.answered{behalf}", _officer_at_the_last, _COMPLETE),
            _notice(f"consultations.answer_changed{behalf}", _officer, _CHANGED, mail=False),
        )
    ),
)

REMINDERS: tuple[Reminder, ...] = (
    Reminder("consultations.due", reminding.before_the_day, topics=("consultations",)),
    Reminder("consultations.past_due", reminding.after_the_day, topics=("consultations",)),
    Reminder("consultations.to_settle", reminding.to_settle, topics=("consultations",)),
)
