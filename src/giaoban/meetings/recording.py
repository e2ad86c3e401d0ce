"""Rows of a held meeting → the content of its notice and minutes (R-30-11, R-30-12, R-45-18).

What is composed is a draft: the secretary edits it, the chair approves it, and only then is it numbered.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from giaoban.clerical import issuing
from giaoban.clerical.papers import (
    Absence,
    AttendanceGroup,
    ConclusionLine,
    ConclusionNotice,
    ConsentBlock,
    ItemRecord,
    Letterhead,
    Minutes,
    Person,
    Recipients,
    Signature,
    Signer,
    Statement,
    VoteResult,
    from_json,
    sheet_of,
)
from giaoban.clerical.papers.codes import number_label
from giaoban.kernel.actor import Actor
from giaoban.meetings import queries
from giaoban.meetings.calendar import place_of
from giaoban.meetings.invitation import issuer_of, signature_of
from giaoban.meetings.models import AgendaItem, AttendanceMark, Conclusion, Meeting, MinutesLine, RecordPaper
from giaoban.meetings.queries.room import Expected, expected_people
from giaoban.people import queries as people
from giaoban.people import titles
from giaoban.people.models import Unit, User

Results = Callable[[Meeting], dict[UUID, VoteResult]]
RESULTS: list[Results] = []  # filled by wiring: what stands in the minutes in place of a line
NUMBERED = {"notice": ConclusionNotice.type_code, "minutes": Minutes.type_code}


def letterhead_of(meeting: Meeting) -> Letterhead:
    """Return the agency block of the meeting's papers, without number and day."""
    return issuing.letterhead_of(issuer_of(meeting))


def signing_place(paper: RecordPaper, whose: str, by: Actor) -> Signer:
    """Return the place of a signature on an issued paper: the chair's, or of minutes the secretary's own."""
    signers = sheet_of(from_json(paper.body)).signers
    own = whose == "person" and not by.is_person(paper.signer_id)
    return signers[0] if own else signers[-1]


def compose_notice(meeting: Meeting) -> ConclusionNotice:
    """Return the draft of the notice of conclusions: one numbered paragraph for each conclusion."""
    names = _Names(meeting, [meeting.chair_id])
    heard = sorted({item.preparing_unit.name for item in _items(meeting) if item.preparing_unit})
    return ConclusionNotice(
        letterhead=letterhead_of(meeting),
        meeting=meeting.title,
        chair=names.person(meeting.chair),
        starts_at=meeting.started_at or meeting.starts_at,
        place=place_of(meeting),
        conclusions=tuple(_conclusion(row) for row in _conclusions(meeting)),
        signature=signature_of(meeting, issuer_of(meeting)),
        recipients=Recipients(lines=_recipients(meeting)),
        attendees=_who_came(meeting),
        heard=_("báo cáo của %(units)s và ý kiến của các thành viên dự họp") % {"units": "; ".join(heard)}
        if heard
        else _("ý kiến của các thành viên dự họp"),
        votes=_votes(meeting),
    )


def compose_minutes(meeting: Meeting) -> Minutes:
    """Return the draft of the minutes: presence, what was said item by item, conclusions, in order of events."""
    expected = expected_people(meeting)
    assistants = queries.assistants_of(meeting)
    desk = (meeting.chair, meeting.secretary, *assistants)
    names = _Names(meeting, [*(user.pk for user in desk), *(row.user.pk for row in expected)])
    there = _seats(meeting)
    lines = _lines(meeting)
    items = _items(meeting)
    results = _results(meeting)
    chair, secretary = names.person(meeting.chair), names.person(meeting.secretary)
    adopted = [item for item in items if item.is_consent and item.state == AgendaItem.State.DONE]
    consent = tuple(_title(item) for item in adopted)
    return Minutes(
        letterhead=letterhead_of(meeting),
        summary=meeting.title,
        starts_at=meeting.started_at or meeting.starts_at,
        ends_at=meeting.closed_at,
        place=place_of(meeting),
        chair=chair,
        secretaries=(secretary, *(names.person(user) for user in assistants)),
        chair_signature=Signature(title=_("CHỦ TRÌ"), name=meeting.chair.full_name),
        secretary_signature=Signature(title=_("THƯ KÝ"), name=meeting.secretary.full_name),
        invited=len(expected),
        present=_presence(expected, there, names),
        absent=tuple(
            Absence(who=names.called(row.user), reason=row.reason) for row in expected if row.user.pk not in there
        ),
        opening=tuple(_statement(line, names) for line in lines[None]),
        consent=ConsentBlock(items=consent, until=meeting.marks_until) if consent else None,
        items=tuple(
            ItemRecord(
                title=_title(item),
                presenter=names.called(item.presenter) if item.presenter else "",
                entries=tuple(results.get(line.pk) or _statement(line, names) for line in lines[item.pk]),
            )
            for item in items
            if item not in adopted
        ),
        conclusions=tuple(_conclusion(row) for row in _conclusions(meeting)),
        recipients=Recipients(lines=_recipients(meeting)),
    )


def numbered(body: ConclusionNotice | Minutes, number: int, day: date) -> ConclusionNotice | Minutes:
    """Return the paper with its number and day."""
    return replace(body, letterhead=replace(body.letterhead, number=number, issued_on=day))


def number_of(body: ConclusionNotice | Minutes) -> str:
    """Return the whole number: «15/TB-HQHN»."""
    return number_label(body.letterhead.number, body.type_code, body.letterhead.symbol)


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.select_related("presenter", "preparing_unit").order_by("place", "id"))


def _title(item: AgendaItem) -> str:
    return _("Nội dung mật") if item.is_secret else item.title


def _conclusions(meeting: Meeting) -> Iterable[Conclusion]:
    rows = meeting.conclusions.select_related("lead_unit").prefetch_related("coordinating__unit")
    return rows.order_by("place", "at")


def _conclusion(row: Conclusion) -> ConclusionLine:
    return ConclusionLine(
        content=row.content,
        lead=row.lead_unit.name if row.lead_unit else "",
        coordinating=tuple(helper.unit.name for helper in row.coordinating.all()),
        deadline_on=row.deadline_on,
        product=row.product,
    )


def _lines(meeting: Meeting) -> dict[UUID | None, list[MinutesLine]]:
    """Return the lines by item. What happened while an item ran (who left, a head-count) stands under that item."""
    found: dict[UUID | None, list[MinutesLine]] = defaultdict(list)
    here: UUID | None = None
    for line in meeting.minutes_lines.filter(removed_at=None).select_related("speaker").order_by("place", "id"):
        if line.kind == MinutesLine.Kind.EVENT:
            here = line.item_id or here
            found[here].append(line)
        else:
            found[line.item_id].append(line)
    return found


def _results(meeting: Meeting) -> dict[UUID, VoteResult]:
    """Return the published results by the line of the minutes that stands for them."""
    return {line_id: result for part in RESULTS for line_id, result in part(meeting).items()}


def _votes(meeting: Meeting) -> tuple[VoteResult, ...]:
    """Return the published results in the order of the minutes."""
    found = _results(meeting)
    return tuple(found[line.pk] for lines in _lines(meeting).values() for line in lines if line.pk in found)


class _Names:
    """How the text calls people: by name, position and unit, as the issuing agency would say it."""

    def __init__(self, meeting: Meeting, user_ids: Iterable[UUID]) -> None:
        self.issuer = issuer_of(meeting)
        self.posts = people.main_appointments(list(user_ids))

    def person(self, user: User) -> Person:
        return Person(name=user.full_name, title=self._title(user))

    def called(self, user: User) -> str:
        return ", ".join(part for part in (user.full_name, self._title(user)) if part)

    def _title(self, user: User) -> str:
        return titles.of(self.posts.get(user.pk), inside=self.issuer)


def _statement(line: MinutesLine, names: _Names) -> Statement:
    return Statement(text=line.text, speaker=names.called(line.speaker) if line.speaker else "")


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where one present person took part from."""

    site: Unit | None = None
    online: bool = False


def _seats(meeting: Meeting) -> dict[UUID, _Seat]:
    """Return who was counted in any round, by the last that counted them; who ran the meeting was there."""
    run = {} if meeting.started_at is None else {meeting.chair_id: _Seat(), meeting.secretary_id: _Seat()}
    marks = AttendanceMark.objects.filter(round__meeting=meeting).select_related("site").order_by("round__number")
    there, missing = {}, set()
    for mark in marks:
        if mark.state == AttendanceMark.State.ABSENT:
            missing.add(mark.user_id)
        else:
            there[mark.user_id] = _Seat(mark.site, mark.state == AttendanceMark.State.ONLINE)
    return {user_id: seat for user_id, seat in run.items() if user_id not in missing} | there


def _presence(expected: list[Expected], there: dict[UUID, _Seat], names: _Names) -> tuple[AttendanceGroup, ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for row in expected:
        seat = there.get(row.user.pk)
        if seat is None:
            continue
        site = seat.site or row.site
        label = _("Tại điểm cầu %(site)s") % {"site": site.name} if site else ""
        who = names.called(row.user)
        if row.in_place_of:
            who = _("%(who)s (dự thay đồng chí %(absent)s)") % {"who": who, "absent": row.in_place_of}
        groups[label or (_("Dự trực tuyến") if seat.online else _("Tại hội trường"))].append(who)
    return tuple(AttendanceGroup(label=label, people=tuple(who)) for label, who in groups.items())


def _who_came(meeting: Meeting) -> str:
    there = _seats(meeting)
    rows = [(row, there[row.user.pk]) for row in expected_people(meeting) if row.user.pk in there]
    here = sum(1 for row, seat in rows if not (seat.site or row.site))
    sites = sorted({(site.place, site.name) for row, seat in rows if (site := seat.site or row.site)})
    if sites:
        return _("%(here)d đồng chí tại hội trường; các điểm cầu: %(sites)s") % {
            "here": here,
            "sites": "; ".join(name for _place, name in sites),
        }
    return _("%(here)d đồng chí thuộc thành phần được mời") % {"here": here}


def _recipients(meeting: Meeting) -> tuple[str, ...]:
    units = {row.lead_unit.name for row in _conclusions(meeting) if row.lead_unit}
    lines = [_("Lãnh đạo %(unit)s (để b/c);") % {"unit": issuer_of(meeting).short_name}]
    return (*lines, _("Các đơn vị, cá nhân dự họp;"), *(f"{name};" for name in sorted(units)))
