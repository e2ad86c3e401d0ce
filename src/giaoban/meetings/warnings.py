"""What law and good sense say against a meeting as it stands: plain sentences, never a block.

Pure functions over ``Facts``; ``queries.meeting_page`` gathers the facts. Sources: QĐ 45/2018/QĐ-TTg
(R-45-02, 03, 07, 09) with the figures of the meeting's kind, which an administrator may change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.kernel.workdays import WorkCalendar
from giaoban.ui.dates import date_vn, duration, time_vn

Step = Literal["draft", "submitted", "approved", "published"]
SHOWN_CLASHES = 6  # more names than that are counted, not listed


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody is elsewhere while the meeting runs."""

    name: str
    label: str
    starts: datetime
    ends: datetime
    is_chair: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the warnings need to know of one meeting."""

    starts_at: datetime
    ends_at: datetime
    kind: str
    max_minutes: int
    invitation_lead_days: int
    paper_lead_days: int
    is_ad_hoc: bool
    is_told: bool  # the invitation is out
    agenda_minutes: int
    papers_missing: int
    calendar: WorkCalendar
    holiday: str = ""
    clashes: tuple[Clash, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence and the step of the meeting at which it matters."""

    step: Step
    text: str


def invite_by(facts: Facts) -> date:
    """Return the last day on which the invitation is in time (R-45-07)."""
    return facts.calendar.before(clock.local(facts.starts_at).date(), facts.invitation_lead_days)


def papers_by(facts: Facts) -> date:
    """Return the last day on which papers are in time (R-45-09)."""
    return facts.calendar.before(clock.local(facts.starts_at).date(), facts.paper_lead_days)


def warnings_of(facts: Facts, today: date) -> list[Advice]:
    """Return everything that speaks against the meeting as it stands."""
    found: list[Advice] = []
    for rule in (too_long, agenda_over_slot, on_holiday, clashing):
        found.extend(rule(facts))
    for dated in (invitation_late, papers_late):
        found.extend(dated(facts, today))
    return found


def too_long(facts: Facts) -> Iterator[Advice]:
    """R-45-03: the longest time of the kind."""
    minutes = int((facts.ends_at - facts.starts_at).total_seconds() // 60)
    if minutes > facts.max_minutes:
        yield Advice(
            "draft",
            _("Thời lượng %(length)s vượt mức tối đa %(limit)s của loại họp “%(kind)s” (Quyết định 45/2018/QĐ-TTg).")
            % {"length": duration(minutes), "limit": duration(facts.max_minutes), "kind": facts.kind},
        )


def agenda_over_slot(facts: Facts) -> Iterator[Advice]:
    """PRE-3: the items together do not fit."""
    slot = int((facts.ends_at - facts.starts_at).total_seconds() // 60)
    if facts.agenda_minutes > slot:
        yield Advice(
            "draft",
            _("Các nội dung cộng lại %(agenda)s, dài hơn thời gian họp %(slot)s.")
            % {"agenda": duration(facts.agenda_minutes), "slot": duration(slot)},
        )


def on_holiday(facts: Facts) -> Iterator[Advice]:
    """The office does not work that day."""
    day = clock.local(facts.starts_at).date()
    if facts.holiday:
        yield Advice("draft", _("Ngày %(day)s là ngày nghỉ: %(name)s.") % {"day": date_vn(day), "name": facts.holiday})
    elif not facts.calendar.works_on(day):
        yield Advice("draft", _("Ngày %(day)s không phải ngày làm việc.") % {"day": date_vn(day)})


def clashing(facts: Facts) -> Iterator[Advice]:
    """PRE-10: the chair or members are elsewhere."""
    ordered = sorted(facts.clashes, key=lambda clash: (not clash.is_chair, clash.name))
    for clash in ordered[:SHOWN_CLASHES]:
        words = (
            _("Chủ trì %(name)s đã có “%(label)s” từ %(starts)s đến %(ends)s.")
            if clash.is_chair
            else _("%(name)s đã có “%(label)s” từ %(starts)s đến %(ends)s.")
        )
        yield Advice("draft", words % _span(clash))
    more = len(ordered) - SHOWN_CLASHES
    if more > 0:
        yield Advice(
            "draft",
            _("Còn %(n)d người nữa trùng lịch.") % {"n": more},
        )


def _span(clash: Clash) -> dict[str, str]:
    return {
        "name": clash.name,
        "label": clash.label,
        "starts": f"{time_vn(clash.starts)} {date_vn(clash.starts)}",
        "ends": time_vn(clash.ends)
        if clock.local(clash.starts).date() == clock.local(clash.ends).date()
        else f"{time_vn(clash.ends)} {date_vn(clash.ends)}",
    }


def invitation_late(facts: Facts, today: date) -> Iterator[Advice]:
    """R-45-07: the invitation reaches people some working days before, except for ad hoc meetings."""
    if facts.is_ad_hoc or facts.is_told or today <= invite_by(facts):
        return
    yield Advice(
        "approved",
        _(
            "Giấy mời phải đến người dự trước ít nhất %(days)d ngày làm việc, chậm nhất ngày %(last)s "
            "(Quyết định 45/2018/QĐ-TTg)."
        )
        % {"days": facts.invitation_lead_days, "last": date_vn(invite_by(facts))},
    )


def papers_late(facts: Facts, today: date) -> Iterator[Advice]:
    """R-45-09: papers are sent some working days before."""
    if facts.is_ad_hoc or not facts.papers_missing or today <= papers_by(facts):
        return
    yield Advice(
        "submitted",
        _("Còn %(n)d tài liệu chưa có; tài liệu phải gửi trước ít nhất %(days)d ngày làm việc, chậm nhất %(last)s.")
        % {"n": facts.papers_missing, "days": facts.paper_lead_days, "last": date_vn(papers_by(facts))},
    )


def at_step(found: Iterable[Advice], step: str) -> list[str]:
    """Return the sentences that matter at one step."""
    return [warning.text for warning in found if warning.step == step]
