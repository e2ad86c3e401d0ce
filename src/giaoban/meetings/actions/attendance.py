"""Who is there: rounds, and the four ways to be counted (LIVE-1)."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings import live, qr
from giaoban.meetings.models import AttendanceMark, AttendanceRound, Meeting
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.people.models import Unit

Method = AttendanceMark.Method
Here = AttendanceMark.State
SCAN_HOLDS = timedelta(minutes=10)  # between scanning and confirming: time to sign in on a telephone

ACTIONS: dict[str, Promise | str] = {
    "meetings.round_opened": _("{actor} đã mở điểm danh cuộc họp «{subject}»"),
    "meetings.round_closed": _("{actor} đã đóng điểm danh cuộc họp «{subject}»"),
    "meetings.checked_in": _("{actor} đã điểm danh cuộc họp «{subject}»"),
    "meetings.attendance_marked": _("{actor} đã ghi điểm danh {count} người của cuộc họp «{subject}»"),
    "meetings.left_early": _("{actor} đã ghi {person} ra về sớm khỏi cuộc họp «{subject}»"),
}


@transaction.atomic
def open_round(*, meeting_id: UUID, by: Actor, label: str = "") -> AttendanceRound:
    """The desk opens a head-count.

    When: from two hours before the meeting until it closes.
    Repeat: while a round is open, that round is returned.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_count(by, meeting))
    found = room.open_round(meeting)
    if found:
        return found
    last = room.last_round(meeting)
    number = last.number + 1 if last else 1
    made = AttendanceRound.objects.create(
        meeting=meeting,
        number=number,
        label=label.strip()[:80],
        secret=secrets.token_urlsafe(32),
        opened_at=clock.now(),
    )
    record("meetings.round_opened", by=by, subject=meeting, data={"round": number}, live=_round_changes(meeting))
    return made


@transaction.atomic
def close_round(*, meeting_id: UUID, by: Actor) -> Meeting:
    """The desk closes the open head-count. Repeat: nothing is open, nothing changes."""
    meeting = room.lock_room(meeting_id, by)
    require(rules.at_the_desk(by, meeting))
    found = room.open_round(meeting)
    if found is None:
        return meeting
    found.closed_at = clock.now()
    found.save(update_fields=["closed_at"])
    record("meetings.round_closed", by=by, subject=meeting, data={"round": found.number}, live=_round_changes(meeting))
    return meeting


@transaction.atomic
def check_in(
    *,
    meeting_id: UUID,
    by: Actor,
    method: str = Method.SELF,
    state: str = "",
    code: str = "",
    scanned_at: datetime | None = None,
) -> AttendanceMark:
    """A person on the list says «I am here», from the own seat or by the code on the screen.

    When: a round is open. By code, the code must be the one shown when it was scanned (``scanned_at``,
    kept by the server while the person signs in); whoever scanned it is in the hall.
    Repeat: a person who is there already stays so, time and lateness untouched; who had left is back.
    """
    meeting = room.lock_room(meeting_id, by)
    a_round = room.open_round(meeting)
    people = {entry.user.pk: entry for entry in room.expected_people(meeting)}
    require(rules.may_check_in(a_round, expected=by.person_id in people))
    assert a_round is not None  # noqa: S101 - the rule has just said so; this tells the type checker
    if method == Method.QR:
        _prove(a_round, code, scanned_at)
        state = Here.ON_SITE
    elif method != Method.SELF:
        raise Invalid("meetings.bad_method")
    if state not in {"", Here.ON_SITE, Here.ONLINE}:
        raise Invalid("meetings.bad_method")
    where = state or (Here.ONLINE if meeting.form == Meeting.Form.ONLINE else Here.ON_SITE)
    mark, changed = _put(a_round, meeting, by.person_id, state=where, method=method, by=by)
    if changed:
        record(
            "meetings.checked_in",
            by=by,
            subject=meeting,
            data={"round": a_round.number, "method": method},
            live=live.changes_for_attendance(meeting, [by.person_id]),
        )
    return mark


@transaction.atomic
def mark_people(
    *, meeting_id: UUID, user_ids: Iterable[UUID], state: str, by: Actor, reason: str = ""
) -> list[AttendanceMark]:
    """The desk marks people on the list, many at once: there, online, or absent with a reason.

    When: a round is open. Repeat: marks that are so already stay untouched.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_count(by, meeting))
    if state not in Here.values:
        raise Invalid("meetings.bad_method")
    return _mark_many(meeting, user_ids, state=state, method=Method.SECRETARY, by=by, reason=reason)


@transaction.atomic
def check_in_site(*, meeting_id: UUID, site_id: UUID, user_ids: Iterable[UUID], by: Actor) -> list[AttendanceMark]:
    """Somebody of the unit that joins as a site says who of its list sits there."""
    meeting = room.lock_room(meeting_id, by)
    site = Unit.objects.filter(pk=site_id).first()
    seated = {entry.user.pk for entry in room.expected_people(meeting) if entry.site and entry.site.pk == site_id}
    if site is None or not seated:
        raise NotFound
    require(rules.may_check_in_site(by, meeting, site))
    wanted = set(user_ids)
    if wanted - seated:
        raise Invalid("meetings.not_on_the_list")
    return _mark_many(meeting, wanted, state=Here.ONLINE, method=Method.SITE, by=by, site=site)


@transaction.atomic
def leave_early(*, meeting_id: UUID, user_id: UUID, by: Actor) -> AttendanceMark:
    """A person who was there leaves before the end: said by the desk, or by oneself. Repeat: the first time counts."""
    meeting = room.lock_room(meeting_id, by)
    if not by.is_person(user_id):
        require(rules.may_count(by, meeting))
    mark = room.marks_of(room.last_round(meeting)).get(user_id)
    if mark is None or mark.state == Here.ABSENT:
        raise Conflict("meetings.was_not_there")
    if mark.left_at is None:
        mark.left_at = clock.now()
        mark.save(update_fields=["left_at"])
        record(
            "meetings.left_early",
            by=by,
            subject=meeting,
            data={"person": str(mark.user)},
            live=live.changes_for_attendance(meeting, [user_id]),
        )
    return mark


def _prove(a_round: AttendanceRound, code: str, scanned_at: datetime | None) -> None:
    now = clock.now()
    at = scanned_at or now
    if at > now or now - at > SCAN_HOLDS or not qr.holds(a_round, code, at):
        raise Refused("meetings.code_is_old")


def _mark_many(
    meeting: Meeting,
    user_ids: Iterable[UUID],
    *,
    state: str,
    method: str,
    by: Actor,
    reason: str = "",
    site: Unit | None = None,
) -> list[AttendanceMark]:
    a_round = room.open_round(meeting)
    if a_round is None:
        raise Conflict("meetings.no_open_round")
    wanted = sorted(set(user_ids))
    if set(wanted) - {entry.user.pk for entry in room.expected_people(meeting)}:
        raise Invalid("meetings.not_on_the_list")
    put = [
        _put(a_round, meeting, user_id, state=state, method=method, by=by, reason=reason, site=site)
        for user_id in wanted
    ]
    changed = [mark.user_id for mark, is_new in put if is_new]
    if changed:
        record(
            "meetings.attendance_marked",
            by=by,
            subject=meeting,
            data={"round": a_round.number, "count": len(changed), "state": state},
            live=live.changes_for_attendance(meeting, changed),
        )
    return [mark for mark, _is_new in put]


def _put(
    a_round: AttendanceRound,
    meeting: Meeting,
    user_id: UUID,
    *,
    state: str,
    method: str,
    by: Actor,
    reason: str = "",
    site: Unit | None = None,
) -> tuple[AttendanceMark, bool]:
    """Write one mark; False when it was so already. The meeting is locked, so nobody writes it meanwhile."""
    mark = AttendanceMark.objects.filter(round=a_round, user=user_id).first()
    if mark and mark.state == state and mark.left_at is None and (not reason or mark.reason == reason):
        return mark, False
    now = clock.now()
    if mark is None:
        mark = AttendanceMark(round=a_round, user_id=user_id, at=now, is_late=_is_late(meeting, state, now))
    elif mark.state == Here.ABSENT and state != Here.ABSENT:
        mark.at, mark.is_late = now, _is_late(meeting, state, now)
    elif state == Here.ABSENT:
        mark.is_late = False
    mark.state, mark.method, mark.site, mark.left_at = state, method, site, None
    mark.reason, mark.by_id = reason.strip()[:300], by.user_id
    mark.save()
    return mark, True


def _is_late(meeting: Meeting, state: str, now: datetime) -> bool:
    if state == Here.ABSENT or meeting.started_at is None:
        return False
    return now > max(meeting.starts_at, meeting.started_at) + room.LATE_AFTER


def _round_changes(meeting: Meeting) -> list[Change]:
    attendance = live.changes_for_attendance(meeting)[0].puts
    return live.changes_for_meeting(meeting, attendance)
