"""Meetings of the past year as they ended, written as rows: head, agenda, people, presence, minutes, conclusions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from django.db import models

from giaoban.demo.content import meetings as content
from giaoban.demo.content.people import BY_SIGN_IN
from giaoban.demo.load.known import Known
from giaoban.demo.load.moments import Moments, moments_of
from giaoban.demo.load.speaking import turn_of
from giaoban.demo.load.timeline import Timeline, moment
from giaoban.floor.models import Turn
from giaoban.kernel import clock
from giaoban.meetings.models import (
    AgendaItem,
    AttendanceMark,
    AttendanceRound,
    Attendee,
    Conclusion,
    CoordinatingUnit,
    Mark,
    Meeting,
    MinutesLine,
    Series,
    SiteAnswer,
    stamp,
)

Here = AttendanceMark.State
Method = AttendanceMark.Method
LATE = timedelta(minutes=12)
MOST_MARKS = 4
LONG_MEETING = 200  # minutes after which heads are counted a second time


@dataclass
class Written:
    """Rows waiting to be written together, in an order that keeps foreign keys."""

    rows: dict[Any, list[Any]] = field(default_factory=dict)

    def add(self, row: models.Model) -> None:
        """Keep a row for later."""
        self.rows.setdefault(type(row), []).append(row)

    def write(self, *order: Any) -> None:
        """Write all rows of these models."""
        for model in order:
            model.objects.bulk_create(self.rows.pop(model, []), batch_size=400)


@dataclass
class Past:
    """What was written of one meeting: the row, its conclusions by place, its moments."""

    row: Meeting
    content: content.Meeting
    moments: Moments
    conclusions: dict[int, Conclusion] = field(default_factory=dict)


class PastWriter:
    """Writes meetings of the past. Lines of the book go to the timeline."""

    def __init__(self, known: Known, timeline: Timeline, series: Series) -> None:
        """Begin with nothing written."""
        self.known, self.timeline, self.series = known, timeline, series
        self.chance = Random(5)  # noqa: S311 - minutes and seconds of a demo
        self.written = Written()

    def write(self, meetings: list[content.Meeting]) -> list[Past]:
        """Write these meetings and return them."""
        found = [self._meeting(meeting) for meeting in meetings]
        self.written.write(
            *(Meeting, AgendaItem, Attendee, SiteAnswer, Mark, AttendanceRound, AttendanceMark, MinutesLine, Turn),
            *(Conclusion, CoordinatingUnit),
        )
        return found

    def _meeting(self, meeting: content.Meeting) -> Past:
        when = moments_of(meeting)
        begun = when.starts + timedelta(minutes=self.chance.randint(0, 4))
        row = Meeting(
            **head_of_meeting(meeting, self.known, when),
            series=self.series if meeting.in_series else None,
            original_start=moment(meeting.original_day or meeting.day, meeting.start.hour, meeting.start.minute)
            if meeting.in_series
            else None,
            created_by=self.known.users[meeting.secretary],
            created_at=when.drafted,
            submitted_at=when.submitted,
            approved_at=when.approved,
            published_at=when.published,
            started_at=begun,
        )
        self.written.add(row)
        past = Past(row, meeting, when)
        items = self._items(past, begun)
        self._people(past)
        self._marks(past, items)
        self._minutes(past, items)
        self._conclusions(past, items)
        self._settle(past)
        return past

    def _settle(self, past: Past) -> None:
        row, issued = past.row, past.moments.notice
        concluded = issued <= self.timeline.now and not row.is_drill
        row.state = Meeting.State.CONCLUDED if concluded else Meeting.State.CLOSED
        row.concluded_at = issued if concluded else None
        secretary, chair = row.secretary, row.chair
        line = self.timeline.line
        line(past.moments.drafted, "meetings.scheduled", secretary, row)
        line(past.moments.submitted, "meetings.agenda_submitted", secretary, row, approver=str(chair.pk))
        line(past.moments.approved, "meetings.agenda_approved", chair, row)
        line(row.started_at or past.moments.starts, "meetings.started", secretary, row)
        line(row.closed_at or past.moments.ends, "meetings.closed", secretary, row)

    def _items(self, past: Past, begun: datetime) -> dict[int, AgendaItem]:
        cursor, found = begun + timedelta(minutes=2), {}
        self._event(past, None, begun, f"Bắt đầu cuộc họp lúc {_clock(begun)}, chủ trì: {past.row.chair.full_name}.")
        for item in past.content.items:
            used = int(item.minutes * 60 * self.chance.uniform(0.7, 1.25))
            row = AgendaItem(
                meeting=past.row,
                place=item.place,
                title=item.title[:300],
                note=item.note,
                presenter=self.known.users[item.presenter],
                preparing_unit=self.known.units[item.unit],
                minutes=item.minutes,
                wanted=item.wanted,
                is_carry_over=item.is_carry_over,
                state=AgendaItem.State.DONE,
                used_seconds=used,
                ended_at=cursor + timedelta(seconds=used),
            )
            self._event(past, row, cursor, f"Chuyển sang nội dung {item.place}: {row.title}.")
            cursor += timedelta(seconds=used)
            self.written.add(row)
            found[item.place] = row
        past.row.closed_at = cursor + timedelta(minutes=2)
        self._event(past, None, past.row.closed_at, f"Kết thúc cuộc họp lúc {_clock(past.row.closed_at)}.")
        return found

    def _event(self, past: Past, item: AgendaItem | None, at: datetime, text: str) -> None:
        self.written.add(
            MinutesLine(
                meeting=past.row,
                item=item,
                kind=MinutesLine.Kind.EVENT,
                text=text,
                at=at,
                changed_at=at,
                place=stamp(at),
                by=None,
            )
        )

    def _minutes(self, past: Past, items: dict[int, AgendaItem]) -> None:
        nth = dict.fromkeys(items, 0)
        for said in past.content.statements:
            item = items[said.item]
            begun = (item.ended_at or past.moments.ends) - timedelta(seconds=item.used_seconds)
            nth[said.item] += 1
            at = begun + timedelta(seconds=min(item.used_seconds, 90 * nth[said.item]))
            line = MinutesLine(
                meeting=past.row,
                item=item,
                kind=MinutesLine.Kind.STATEMENT,
                speaker=self.known.users[said.speaker],
                text=said.text,
                at=at,
                changed_at=at,
                place=stamp(at),
                by=past.row.secretary,
            )
            self.written.add(line)
            self.written.add(turn_of(line, said.speaker, self.known, self.chance))

    def _people(self, past: Past) -> None:
        presences = past.content.presences
        rounds = 2 if past.content.minutes >= LONG_MEETING else 1
        opened = [past.moments.starts - timedelta(minutes=15), past.moments.starts + timedelta(minutes=110)]
        counted = [
            AttendanceRound(
                meeting=past.row,
                number=number,
                label="" if rounds == 1 else ("Đầu giờ", "Sau giải lao")[number - 1],
                secret=f"{number:064d}",
                opened_at=at,
                closed_at=at + timedelta(minutes=40),
            )
            for number, at in zip(range(1, rounds + 1), opened, strict=False)
        ]
        for a_round in counted:
            self.written.add(a_round)
        places = count(1)
        for presence in presences:
            attendee = attendee_of(past.row, presence, self.known, next(places))
            attendee.answered_at = past.moments.answered + timedelta(minutes=7 * attendee.place)
            self.written.add(attendee)
            if attendee.site:
                self.written.add(site_answer_of(past.row, attendee))
            for a_round in counted:
                self._mark(past, a_round, presence, attendee)

    def _marks(self, past: Past, items: dict[int, AgendaItem]) -> None:
        """Let members say beforehand where they agree, and who wants to speak on what is to be decided."""
        there = [row.person for row in past.content.presences if row.state != "absent"]
        for item in items.values():
            wanted = self.chance.sample(there, min(len(there), self.chance.randint(0, MOST_MARKS)))
            for nth, person in enumerate(wanted):
                speaks = not nth and item.wanted != AgendaItem.Wanted.INFORM
                at = past.moments.answered + timedelta(hours=3, minutes=2 * item.place + nth)
                kind = Mark.Kind.SPEAK if speaks else Mark.Kind.AGREE
                self.written.add(Mark(item=item, user=self.known.users[person], kind=kind, at=at))

    def _mark(self, past: Past, a_round: AttendanceRound, presence: content.Presence, attendee: Attendee) -> None:
        there = presence.state != "absent" or bool(presence.substitute)
        online = attendee.site is not None
        state = (Here.ONLINE if online else Here.ON_SITE) if there else Here.ABSENT
        method = Method.SITE if online else self.chance.choice((Method.SELF, Method.QR, Method.SELF, Method.SECRETARY))
        at = a_round.opened_at + timedelta(seconds=self.chance.randint(30, 800))
        if presence.is_late and a_round.number == 1:
            at = past.moments.starts + LATE
        self.written.add(
            AttendanceMark(
                round=a_round,
                user=attendee.substitute or attendee.user,
                state=state,
                method=method if there else Method.SECRETARY,
                site=attendee.site if there else None,
                reason="" if there else presence.reason,
                is_late=presence.is_late and a_round.number == 1,
                at=at,
                by=past.row.secretary if method == Method.SECRETARY or not there else attendee.user,
            )
        )

    def _conclusions(self, past: Past, items: dict[int, AgendaItem]) -> None:
        for place, row in enumerate(past.content.conclusions, 1):
            conclusion = Conclusion(
                meeting=past.row,
                item=items[row.item],
                place=place,
                content=row.content,
                lead_unit=self.known.units[row.lead] if row.lead and not row.no_action else None,
                deadline_on=row.deadline_on,
                product=row.product[:300],
                no_action=row.no_action,
                state=Conclusion.State.FINAL,
                by=past.row.secretary,
                at=items[row.item].ended_at or past.moments.ends,
            )
            self.written.add(conclusion)
            for code in row.coordinating:
                self.written.add(CoordinatingUnit(conclusion=conclusion, unit=self.known.units[code]))
            past.conclusions[place] = conclusion


def head_of_meeting(meeting: content.Meeting, known: Known, when: Moments) -> dict[str, Any]:
    """Return the fields that a meeting has from its first draft."""
    return {
        "title": meeting.title,
        "kind": known.kinds[meeting.kind],
        "form": meeting.form,
        "unit": known.units[meeting.unit],
        "starts_at": when.starts,
        "ends_at": when.ends,
        "location": meeting.location,
        "chair": known.users[meeting.chair],
        "secretary": known.users[meeting.secretary],
        "purpose": meeting.purpose,
        "demands": meeting.demands,
        "contact": meeting.contact,
        "is_ad_hoc": meeting.is_ad_hoc,
        "is_drill": meeting.is_drill,
    }


def attendee_of(meeting: Meeting, presence: content.Presence, known: Known, place: int) -> Attendee:
    """Return the invited person's row with the answer that was given."""
    person, unit = BY_SIGN_IN[presence.person], known.units[presence.unit]
    site = unit if unit.is_site and meeting.form != Meeting.Form.ON_SITE else None
    row = Attendee(
        meeting=meeting,
        user=known.users[presence.person],
        unit=known.units[person.unit],
        position=person.position,
        site=site,
        place=place,
    )
    answer_by(row, presence, known)
    return row


def answer_by(row: Attendee, presence: content.Presence, known: Known) -> None:
    """Fill in what the invited person answered, and the chair's consent to a substitute."""
    if presence.state != "absent":
        row.answer = Attendee.Answer.ONLINE if presence.state == "online" else Attendee.Answer.ATTEND
    elif presence.substitute:
        row.answer, row.reason = Attendee.Answer.SUBSTITUTE, presence.reason
        row.substitute, row.consent = known.users[presence.substitute], Attendee.Consent.GIVEN
    else:
        row.answer, row.reason = Attendee.Answer.ABSENT, presence.reason


def site_answer_of(meeting: Meeting, attendee: Attendee) -> SiteAnswer:
    """Return what a branch answered as a site: how many sit there and who looks after the line."""
    site = attendee.site
    return SiteAnswer(
        meeting=meeting,
        unit=site,
        heads=2 + attendee.place % 5,
        technician=site.technician if site else "",
        phone=site.phone if site else "",
        answered_by=attendee.substitute or attendee.user,
        answered_at=attendee.answered_at or meeting.starts_at,
    )


def _clock(at: datetime) -> str:
    return f"{clock.local(at):%H:%M}"
