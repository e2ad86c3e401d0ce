"""Lines for the minutes that the secretary writes while the meeting runs (LIVE-9)."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import live
from giaoban.meetings.models import Meeting, MinutesLine
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.people.models import User

LONGEST = 8_000  # characters; a live value stays small
WRITTEN = (MinutesLine.Kind.STATEMENT, MinutesLine.Kind.NOTE)

ACTIONS: dict[str, Promise | str] = {
    "meetings.line_added": _("{actor} đã ghi một dòng biên bản của cuộc họp «{subject}»"),
    "meetings.line_changed": _("{actor} đã sửa một dòng biên bản của cuộc họp «{subject}»"),
    "meetings.line_removed": _("{actor} đã xóa một dòng biên bản của cuộc họp «{subject}»"),
}


@transaction.atomic
def add_line(
    *,
    meeting_id: UUID,
    text: str,
    by: Actor,
    kind: str = MinutesLine.Kind.NOTE,
    item_id: UUID | None = None,
    speaker_id: UUID | None = None,
    line_id: UUID | None = None,
) -> MinutesLine:
    """The desk notes what was said or happened, under the running item unless another is named.

    Repeat: the id that the browser made is the line's; a second try with it changes nothing.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_note(by, meeting))
    if line_id and (found := meeting.minutes_lines.filter(pk=line_id).first()):
        return found
    if line_id and MinutesLine.objects.filter(pk=line_id).exists():
        raise Conflict("kernel.taken")
    now = clock.now()
    line = MinutesLine(
        meeting=meeting,
        item_id=_item_id(meeting, item_id),
        kind=_kind(kind),
        speaker_id=_speaker_id(speaker_id),
        text=_text(text),
        at=now,
        by_id=by.person_id,
        changed_at=now,
    )
    if line_id:
        line.pk = line_id
    line.save(force_insert=True)
    record("meetings.line_added", by=by, subject=meeting, data={"line": str(line.pk)}, live=live.changes_for_line(line))
    return line


@transaction.atomic
def change_line(
    *, line_id: UUID, by: Actor, text: str | None = None, speaker_id: UUID | None = None, kind: str | None = None
) -> MinutesLine:
    """The desk corrects a line, those that wrote themselves too."""
    line = _locked(line_id, by)
    before = (line.text, line.speaker_id, line.kind)
    if text is not None:
        line.text = _text(text)
    if kind is not None and line.kind != MinutesLine.Kind.EVENT:
        line.kind = _kind(kind)
    if speaker_id is not None:
        line.speaker_id = _speaker_id(speaker_id)
    if before == (line.text, line.speaker_id, line.kind):
        return line
    line.changed_at = clock.now()
    line.save()
    return _done("meetings.line_changed", line, by)


@transaction.atomic
def remove_line(*, line_id: UUID, by: Actor) -> MinutesLine:
    """The desk takes a line out; the row stays. Repeat: it is out already."""
    line = _locked(line_id, by)
    if line.removed_at is None:
        line.removed_at = clock.now()
        line.save(update_fields=["removed_at"])
        return _done("meetings.line_removed", line, by)
    return line


def _done(action: str, line: MinutesLine, by: Actor) -> MinutesLine:
    fresh = MinutesLine.objects.select_related("speaker", "meeting").get(pk=line.pk)
    data = {"line": str(line.pk)}
    record(action, by=by, subject=fresh.meeting, data=data, live=live.changes_for_line(fresh))
    return fresh


def _locked(line_id: UUID, by: Actor) -> MinutesLine:
    line = MinutesLine.objects.filter(pk=line_id).first()
    if line is None:
        raise NotFound
    meeting = room.lock_room(line.meeting_id, by)
    require(rules.may_note(by, meeting))
    line = MinutesLine.objects.select_related("speaker").get(pk=line_id)  # as it is now that the meeting is ours
    line.meeting = meeting
    return line


def _text(text: str) -> str:
    clean = text.strip()
    if not clean:
        raise Invalid("meetings.empty_line", fields={"text": "meetings.empty_line"})
    if len(clean) > LONGEST:
        raise Invalid("meetings.long_line", most=LONGEST, fields={"text": "meetings.long_line"})
    return clean


def _kind(kind: str) -> str:
    if kind not in WRITTEN:
        raise Invalid("meetings.bad_line_kind")
    return kind


def _item_id(meeting: Meeting, item_id: UUID | None) -> UUID | None:
    if item_id is None:
        return meeting.current_item_id
    if not meeting.items.filter(pk=item_id).exists():
        raise NotFound
    return item_id


def _speaker_id(speaker_id: UUID | None) -> UUID | None:
    if speaker_id is None:
        return None
    if not User.objects.filter(pk=speaker_id).exists():
        raise NotFound
    return speaker_id
