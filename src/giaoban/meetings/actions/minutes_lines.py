"""Lines for the minutes that several secretaries write at once while the meeting runs (LIVE-9).

Every saving names the text it began from. What two people changed in different paragraphs is brought
together; where they touched the same one, the second is told and chooses. No word is overwritten unseen.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings import live
from giaoban.meetings.merging import merge
from giaoban.meetings.models import AgendaItem, LineText, Meeting, MinutesLine
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.people.models import User

LONGEST = 8_000  # characters; a live value stays small
WRITTEN = (MinutesLine.Kind.STATEMENT, MinutesLine.Kind.NOTE)
CHANGEABLE: Final = frozenset({"speaker_id", "kind", "item_id"})
ROOM: Final = 1_000  # between two neighbours that had none left; places are microseconds

ACTIONS: dict[str, Promise | str] = {
    "meetings.line_added": _("{actor} đã ghi một dòng biên bản của cuộc họp «{subject}»"),
    "meetings.line_changed": _("{actor} đã sửa một dòng biên bản của cuộc họp «{subject}»"),
    "meetings.line_moved": _("{actor} đã chuyển chỗ một dòng biên bản của cuộc họp «{subject}»"),
    "meetings.lines_joined": _("{actor} đã gộp hai dòng biên bản của cuộc họp «{subject}»"),
    "meetings.line_removed": _("{actor} đã xóa một dòng biên bản của cuộc họp «{subject}»"),
    "meetings.line_restored": _("{actor} đã khôi phục một dòng biên bản của cuộc họp «{subject}»"),
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
        item_id=_item_id(meeting, item_id) if item_id else meeting.current_item_id,
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
    return _done("meetings.line_added", line, by)


@transaction.atomic
def change_line(
    *,
    line_id: UUID,
    by: Actor,
    text: str | None = None,
    revision: int | None = None,
    edit_id: UUID | None = None,
    changes: Mapping[str, Any] | None = None,
) -> MinutesLine:
    """The desk corrects a line, those that wrote themselves too: its text, who spoke, its kind, its item.

    ``revision`` is the one the writer began from: paragraphs that somebody else changed meanwhile are kept.
    Repeat: ``edit_id``, made by the browser for this saving, is known already and nothing changes.
    Raises: Conflict with the present text where both changed the same paragraph, or the line was taken out.
    """
    line = _locked(line_id, by)
    if edit_id and line.texts.filter(edit_id=edit_id).exists():
        return line
    if line.removed_at:
        raise Conflict("meetings.line_is_gone")
    before = (line.text, line.speaker_id, line.kind, line.item_id)
    _fill(line, changes or {})
    if text is not None:
        line.text = _merged(line, _text(text), revision)
    if before == (line.text, line.speaker_id, line.kind, line.item_id):
        return line
    if line.text != before[0]:
        _keep_text(line, before[0], by, edit_id)
    line.changed_at = clock.now()
    line.save()
    return _done("meetings.line_changed", line, by)


@transaction.atomic
def move_line(*, line_id: UUID, by: Actor, above_id: UUID | None = None) -> MinutesLine:
    """The desk puts a line right above another one, or at the end. Repeat: it stands there already."""
    line = _locked(line_id, by)
    others = [row for row in room.lines_of(line.meeting) if row.pk != line.pk]
    at = next((place for place, row in enumerate(others) if row.pk == above_id), None)
    if above_id is not None and at is None:
        raise NotFound
    at = len(others) if at is None else at
    order = [row.pk for row in room.lines_of(line.meeting)]
    if order.index(line.pk) == at if line.pk in order else False:
        return line
    moved = _place_between(line, others, at)
    data = {"line": str(line.pk)}
    changes = [change for row in moved for change in live.changes_for_line(row)]
    record("meetings.line_moved", by=by, subject=line.meeting, data=data, live=changes)
    return line


@transaction.atomic
def join_lines(*, line_id: UUID, into_id: UUID, by: Actor) -> MinutesLine:
    """The desk joins a line to another of the same item: its text follows as a paragraph, whatever it is by now.

    Repeat: a line that is out already is not joined again.
    """
    line, into = _locked(line_id, by), _locked(into_id, by)
    if line.meeting_id != into.meeting_id or line.pk == into.pk:
        raise NotFound
    if line.removed_at:
        return into
    if into.removed_at:
        raise Conflict("meetings.line_is_gone")
    if line.item_id != into.item_id:
        raise Conflict("meetings.lines_of_two_items")
    before = into.text
    into.text = _text(f"{into.text}\n{line.text}")
    _keep_text(into, before, by, None)
    into.changed_at = line.removed_at = clock.now()
    into.save(update_fields=["text", "revision", "changed_at"])
    line.save(update_fields=["removed_at"])
    changes = [*live.changes_for_line(line), *live.changes_for_line(_fresh(into))]
    data = {"line": str(line.pk), "into": str(into.pk)}
    record("meetings.lines_joined", by=by, subject=into.meeting, data=data, live=changes)
    return into


@transaction.atomic
def remove_line(*, line_id: UUID, by: Actor) -> MinutesLine:
    """The desk takes a line out; the row stays. Repeat: it is out already."""
    line = _locked(line_id, by)
    if line.removed_at is None:
        line.removed_at = clock.now()
        line.save(update_fields=["removed_at"])
        return _done("meetings.line_removed", line, by)
    return line


@transaction.atomic
def restore_line(*, line_id: UUID, by: Actor) -> MinutesLine:
    """The desk puts a line back that was taken out. Repeat: it is there."""
    line = _locked(line_id, by)
    if line.removed_at is not None:
        line.removed_at = None
        line.save(update_fields=["removed_at"])
        return _done("meetings.line_restored", line, by)
    return line


def note_event(meeting: Meeting, item: AgendaItem | None, text: str) -> list[Change]:
    """Write a line that nobody has to type, in the transaction of what happened; returns what the desk hears of it.

    For the verbs of this app and of those above it (who spoke, which paper was shown, how a vote ended).
    The words are Vietnamese whatever the reader's language: they become the agency's record.
    """
    now = clock.now()
    line = MinutesLine.objects.create(
        meeting=meeting, item=item, kind=MinutesLine.Kind.EVENT, text=text[:LONGEST], at=now, changed_at=now
    )
    return live.changes_for_line(line)


def _fill(line: MinutesLine, changes: Mapping[str, Any]) -> None:
    if unknown := changes.keys() - CHANGEABLE:
        raise LookupError(f"a line has no changeable {sorted(unknown)}")
    if "kind" in changes and line.kind != MinutesLine.Kind.EVENT:
        line.kind = _kind(changes["kind"])
    if "speaker_id" in changes:
        line.speaker_id = _speaker_id(changes["speaker_id"])
    if "item_id" in changes:
        line.item_id = _item_id(line.meeting, changes["item_id"])


def _merged(line: MinutesLine, mine: str, revision: int | None) -> str:
    """Return the text with what others wrote since that revision; without one the writer saw what is there now."""
    if revision is None or revision >= line.revision:
        return mine
    base = line.texts.filter(revision=revision).values_list("text", flat=True).first()
    together = None if base is None else merge(base, line.text, mine)
    if together is None or len(together) > LONGEST:
        last = line.texts.select_related("by").last()
        who = last.by.full_name if last and last.by else ""
        raise Conflict("meetings.line_changed_meanwhile", text=line.text, revision=line.revision, by=who)
    return together


def _keep_text(line: MinutesLine, before: str, by: Actor, edit_id: UUID | None) -> None:
    """Keep the new text beside those before; the first one is kept when it is about to be left."""
    now = clock.now()
    if not line.texts.exists():
        LineText.objects.create(line=line, revision=line.revision, text=before, by_id=line.by_id, at=line.at)
    line.revision += 1
    LineText.objects.create(
        line=line, revision=line.revision, text=line.text, by_id=by.person_id, at=now, edit_id=edit_id
    )


def _place_between(line: MinutesLine, others: list[MinutesLine], at: int) -> list[MinutesLine]:
    """Give the line a place before ``others[at]``, spreading neighbours without room between; returns the moved."""
    below = others[at - 1].place if at else (others[0].place - 2 * ROOM if others else line.place)
    above = others[at].place if at < len(others) else below + 2 * ROOM
    line.place = (below + above) // 2
    moved = [line]
    if not below < line.place < above:
        line.place = below + ROOM
        for row, place in zip(
            others[at:], range(line.place + ROOM, line.place + ROOM * (len(others) + 2), ROOM), strict=False
        ):
            if row.place >= place:
                break
            row.place = place
            moved.append(row)
    MinutesLine.objects.bulk_update(moved, ["place"])
    return moved


def _done(action: str, line: MinutesLine, by: Actor) -> MinutesLine:
    fresh = _fresh(line)
    data = {"line": str(line.pk)}
    record(action, by=by, subject=fresh.meeting, data=data, live=live.changes_for_line(fresh))
    return fresh


def _fresh(line: MinutesLine) -> MinutesLine:
    return MinutesLine.objects.select_related("speaker", "by", "meeting").get(pk=line.pk)


def _locked(line_id: UUID, by: Actor) -> MinutesLine:
    line = MinutesLine.objects.filter(pk=line_id).first()
    if line is None:
        raise NotFound
    meeting = room.lock_room(line.meeting_id, by)
    require(rules.may_note(by, meeting))
    line = MinutesLine.objects.select_related("speaker", "by").get(pk=line_id)  # as it is now that the meeting is ours
    line.meeting = meeting
    return line


def _text(text: str) -> str:
    clean = text.replace("\r\n", "\n").strip()
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
    if item_id is not None and not meeting.items.filter(pk=item_id).exists():
        raise NotFound
    return item_id


def _speaker_id(speaker_id: UUID | None) -> UUID | None:
    if speaker_id is None:
        return None
    if not User.objects.filter(pk=speaker_id).exists():
        raise NotFound
    return speaker_id
