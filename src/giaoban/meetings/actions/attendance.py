"""Who is there: rounds, the ways to be counted, and what the minutes say of it (LIVE-1)."""

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
from giaoban.meetings.actions.minutes_lines import note_event
from giaoban.meetings.models import AttendanceMark, AttendanceRound, Meeting, SiteCount
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.people.models import Unit, User

Method = AttendanceMark.Method
Here = AttendanceMark.State
UNCOUNTED = "uncounted"  # takes a mark back
MARKED, LATE, BACK, LEFT = "marked", "late", "back", "left"  # what happened to a person
MOVES = {LATE: "Đến muộn", BACK: "Trở lại phòng họp", LEFT: "Ra về sớm"}
MOST_HEADS = 1_000  # in one place
SCAN_HOLDS = timedelta(minutes=10)  # between scanning and confirming: time to sign in on a telephone

ACTIONS: dict[str, Promise | str] = {
    "meetings.round_opened": _("{actor} đã mở điểm danh cuộc họp «{subject}»"),
    "meetings.round_closed": _("{actor} đã đóng điểm danh cuộc họp «{subject}»"),
    "meetings.checked_in": _("{actor} đã điểm danh cuộc họp «{subject}»"),
    "meetings.attendance_marked": _("{actor} đã ghi điểm danh {count} người của cuộc họp «{subject}»"),
    "meetings.site_counted": _("Điểm cầu {site} báo có {heads} người dự cuộc họp «{subject}»"),
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
    """The desk closes the open head-count; the minutes get its figures. Repeat: nothing is open, nothing changes."""
    meeting = room.lock_room(meeting_id, by)
    require(rules.at_the_desk(by, meeting))
    found = room.open_round(meeting)
    if found is None:
        return meeting
    note = end_round(meeting, found)
    changes = [*_round_changes(meeting), *note]
    record("meetings.round_closed", by=by, subject=meeting, data={"round": found.number}, live=changes)
    return meeting


def end_round(meeting: Meeting, a_round: AttendanceRound) -> list[Change]:
    """Close a round inside the transaction of a verb, and write its figures into the minutes: who was missing, too."""
    a_round.closed_at = clock.now()
    a_round.save(update_fields=["closed_at"])
    expected = room.expected_people(meeting)
    marks = room.marks_by_round(meeting)
    counted = marks.get(a_round.pk, {})
    here = _there(counted) | ({meeting.chair_id, meeting.secretary_id} - counted.keys())  # who runs it is there
    names = {entry.user.pk: entry.user.full_name for entry in expected}
    absent = [name for user_id, name in names.items() if user_id not in here]
    words = f"Điểm danh lần {a_round.number}: có mặt {len(here & names.keys())}/{len(names)}"
    words += f"; vắng: {', '.join(absent)}." if absent else "."
    before = meeting.rounds.filter(number__lt=a_round.number).order_by("-number").first()
    gone = _there(marks.get(before.pk, {})) - here if before else set()
    if vanished := [name for user_id, name in names.items() if user_id in gone]:
        words += f" Có mặt lần trước nhưng vắng lần này: {', '.join(vanished)}."
    return note_event(meeting, None, words)


def _there(marks: dict[UUID, AttendanceMark]) -> set[UUID]:
    return {user_id for user_id, mark in marks.items() if mark.state != Here.ABSENT and mark.left_at is None}


@transaction.atomic
def check_in(
    *,
    meeting_id: UUID,
    by: Actor,
    method: str = Method.SELF,
    state: str = "",
    code: str = "",
    scanned_at: datetime | None = None,
    site_id: UUID | None = None,
) -> AttendanceMark:
    """A person on the list says «I am here», from the own seat or by the code on the screen.

    When: a round is open. By code, the code must be the one shown when it was scanned (``scanned_at``,
    kept by the server while the person signs in); whoever scanned it is in the hall, or in the room of
    the site whose screen showed it.
    Repeat: a person who is there already stays so, time and lateness untouched; who had left is back.
    """
    meeting = room.lock_room(meeting_id, by)
    a_round = room.open_round(meeting)
    people = {entry.user.pk: entry for entry in room.expected_people(meeting)}
    require(rules.may_check_in(a_round, expected=by.person_id in people))
    assert a_round is not None  # noqa: S101 - the rule has just said so; this tells the type checker
    site: Unit | None = None
    if method == Method.QR:
        _prove(a_round, code, scanned_at)
        site = people[by.person_id].site
        if site is not None and site.pk != site_id:
            site = None
        state = Here.ONLINE if site else Here.ON_SITE
    elif method != Method.SELF:
        raise Invalid("meetings.bad_method")
    if state not in {"", Here.ON_SITE, Here.ONLINE}:
        raise Invalid("meetings.bad_method")
    where = state or (Here.ONLINE if meeting.form == Meeting.Form.ONLINE else Here.ON_SITE)
    mark, happened = _put(a_round, meeting, by.person_id, state=where, method=method, by=by, site=site)
    if happened:
        record(
            "meetings.checked_in",
            by=by,
            subject=meeting,
            data={"round": a_round.number, "method": method},
            live=[*live.changes_for_attendance(meeting, [by.person_id]), *_note_moves(meeting, [(mark, happened)])],
        )
    return mark


@transaction.atomic
def mark_people(
    *, meeting_id: UUID, user_ids: Iterable[UUID], state: str, by: Actor, reason: str = ""
) -> list[AttendanceMark]:
    """The desk marks people on the list, many at once: there, online, or absent with a reason; or not counted at all.

    When: a round is open. Repeat: marks that are so already stay untouched.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_count(by, meeting))
    if state == UNCOUNTED:
        return _uncount(meeting, user_ids, by)
    if state not in Here.values:
        raise Invalid("meetings.bad_method")
    return _mark_many(meeting, user_ids, state=state, method=Method.SECRETARY, by=by, reason=reason)


@transaction.atomic
def mark_rest_absent(*, meeting_id: UUID, by: Actor) -> list[AttendanceMark]:
    """The desk says that whoever has not been counted is absent; the reason given with the answer stands beside it.

    Who runs the meeting, chair and secretary, is there without being counted.

    When: a round is open. Repeat: nobody is left, nothing changes.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_count(by, meeting))
    a_round = _open(meeting)
    running = set() if meeting.started_at is None else {meeting.chair_id, meeting.secretary_id}
    known = running | set(room.marks_of(a_round))
    rest = [entry for entry in room.expected_people(meeting) if entry.user.pk not in known]
    put = [
        _put(a_round, meeting, entry.user.pk, state=Here.ABSENT, method=Method.SECRETARY, by=by, reason=entry.reason)
        for entry in rest
    ]
    return _said(meeting, a_round, put, by, state=Here.ABSENT)


@transaction.atomic
def check_in_site(
    *, meeting_id: UUID, site_id: UUID, user_ids: Iterable[UUID], by: Actor, heads: int | None = None
) -> list[AttendanceMark]:
    """Somebody of the unit that joins as a site says who of its list sits there, and how many heads there are in all.

    When: a round is open. Repeat: the same people and the same number change nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    site = Unit.objects.filter(pk=site_id).first()
    seated = {entry.user.pk for entry in room.expected_people(meeting) if entry.site and entry.site.pk == site_id}
    if site is None or not seated:
        raise NotFound
    require(rules.may_check_in_site(by, meeting, site))
    wanted = set(user_ids)
    if wanted - seated:
        raise Invalid("meetings.not_on_the_list")
    if heads is not None:
        _count_heads(meeting, site, heads, len(wanted), by)
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
            live=[*live.changes_for_attendance(meeting, [user_id]), *_note_moves(meeting, [(mark, LEFT)])],
        )
    return mark


def _count_heads(meeting: Meeting, site: Unit, heads: int, named: int, by: Actor) -> None:
    if not named <= heads <= MOST_HEADS:
        raise Invalid("meetings.bad_heads", fewest=named, most=MOST_HEADS, fields={"heads": "meetings.bad_heads"})
    a_round = _open(meeting)
    known = a_round.site_counts.filter(site=site).first()
    if known and known.heads == heads:
        return
    SiteCount.objects.update_or_create(
        round=a_round, site=site, defaults={"heads": heads, "at": clock.now(), "by_id": by.user_id}
    )
    record(
        "meetings.site_counted",
        by=by,
        subject=meeting,
        data={"round": a_round.number, "site": site.short_name, "heads": heads},
        live=live.changes_for_attendance(meeting, ()),
    )


def _uncount(meeting: Meeting, user_ids: Iterable[UUID], by: Actor) -> list[AttendanceMark]:
    """Take marks back that were set by mistake."""
    a_round = _open(meeting)
    gone = list(a_round.marks.filter(user__in=list(user_ids)))
    if gone:
        AttendanceMark.objects.filter(pk__in=[mark.pk for mark in gone]).delete()
        record(
            "meetings.attendance_marked",
            by=by,
            subject=meeting,
            data={"round": a_round.number, "count": len(gone), "state": UNCOUNTED},
            live=live.changes_for_attendance(meeting, [mark.user_id for mark in gone]),
        )
    return gone


def _open(meeting: Meeting) -> AttendanceRound:
    a_round = room.open_round(meeting)
    if a_round is None:
        raise Conflict("meetings.no_open_round")
    return a_round


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
    a_round = _open(meeting)
    wanted = sorted(set(user_ids))
    if set(wanted) - {entry.user.pk for entry in room.expected_people(meeting)}:
        raise Invalid("meetings.not_on_the_list")
    put = [
        _put(a_round, meeting, user_id, state=state, method=method, by=by, reason=reason, site=site)
        for user_id in wanted
    ]
    return _said(meeting, a_round, put, by, state=state)


def _said(
    meeting: Meeting, a_round: AttendanceRound, put: list[tuple[AttendanceMark, str]], by: Actor, *, state: str
) -> list[AttendanceMark]:
    changed = [mark.user_id for mark, happened in put if happened]
    if changed:
        record(
            "meetings.attendance_marked",
            by=by,
            subject=meeting,
            data={"round": a_round.number, "count": len(changed), "state": state},
            live=[*live.changes_for_attendance(meeting, changed), *_note_moves(meeting, put)],
        )
    return [mark for mark, _happened in put]


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
) -> tuple[AttendanceMark, str]:
    """Write one mark and say what happened: nothing when it was so already. The meeting is locked meanwhile."""
    mark = AttendanceMark.objects.filter(round=a_round, user=user_id).first()
    if mark and mark.state == state and mark.left_at is None and (not reason or mark.reason == reason):
        return mark, ""
    now = clock.now()
    came_back = mark is not None and mark.left_at is not None and state != Here.ABSENT
    arrives = state != Here.ABSENT and (mark is None or mark.state == Here.ABSENT)
    if mark is None:
        mark = AttendanceMark(round=a_round, user_id=user_id, at=now)
    if arrives:
        mark.at, mark.is_late = now, _is_late(meeting, now)
    elif state == Here.ABSENT:
        mark.is_late = False
    mark.state, mark.method, mark.site, mark.left_at = state, method, site, None
    mark.reason, mark.by_id = reason.strip()[:300], by.user_id
    mark.save()
    return mark, BACK if came_back else (LATE if arrives and mark.is_late else MARKED)


def _note_moves(meeting: Meeting, put: list[tuple[AttendanceMark, str]]) -> list[Change]:
    """Write into the minutes who came late, came back or left while the meeting runs: one line for all of a kind."""
    if meeting.state != Meeting.State.RUNNING:
        return []
    now = clock.local(clock.now()).strftime("%H:%M")
    changes: list[Change] = []
    for what, words in MOVES.items():
        people = [mark.user_id for mark, happened in put if happened == what]
        names = User.objects.filter(pk__in=people).order_by("full_name").values_list("full_name", flat=True)
        if people:
            changes += note_event(meeting, None, f"{words} lúc {now}: {', '.join(names)}.")
    return changes


def _is_late(meeting: Meeting, now: datetime) -> bool:
    if meeting.started_at is None:
        return False
    return now > max(meeting.starts_at, meeting.started_at) + room.LATE_AFTER


def _round_changes(meeting: Meeting) -> list[Change]:
    attendance = live.changes_for_attendance(meeting)[0].puts
    return live.changes_for_meeting(meeting, attendance)
