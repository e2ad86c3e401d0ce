"""Planning a meeting and changing its head. From a series: ``series.draft_from_series``."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import live, permissions, queries
from giaoban.meetings.actions import invitations
from giaoban.meetings.actions.telling import everybody, heard, put_whereabouts, tell_soon, workshop
from giaoban.meetings.models import Meeting

ACTIONS = {
    "meetings.scheduled": _("{actor} lập cuộc họp “{subject}”"),
    "meetings.changed": _("{actor} sửa thông tin cuộc họp “{subject}”"),
}

CHANGEABLE: Final = frozenset({
    "title", "kind_id", "form", "starts_at", "ends_at", "location", "chair_id", "secretary_id", "purpose",
    "demands", "contact", "is_ad_hoc", "is_drill", "marks_until",
})  # fmt: skip


@transaction.atomic
def schedule(
    *,
    title: str,
    kind_id: UUID,
    unit_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    chair_id: UUID,
    secretary_id: UUID,
    by: Actor,
    meeting_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
    group_ids: Iterable[UUID] = (),
    user_ids: Iterable[UUID] = (),
) -> Meeting:
    """Somebody of the Office, or a leader of the unit, drafts a meeting with its first guests.

    ``details`` are the other fields that ``change_meeting`` knows.
    Repeat: the same ``meeting_id`` returns the meeting that is already there.
    """
    require(permissions.may_schedule(by, unit_id))
    known = queries.visible_meetings(by).filter(pk=meeting_id).first() if meeting_id else None
    if known:
        return known
    meeting = Meeting(
        pk=meeting_id or new_id(),
        title=title.strip(),
        kind_id=kind_id,
        unit_id=unit_id,
        starts_at=starts_at,
        ends_at=ends_at,
        chair_id=chair_id,
        secretary_id=secretary_id,
        created_by_id=by.person_id,
    )
    for name, value in _known(details or {}).items():
        setattr(meeting, name, value)
    check(meeting)
    meeting.save(force_insert=True)
    record("meetings.scheduled", by=by, subject=meeting, topics=workshop(meeting))
    for group_id in group_ids:
        invitations.invite_group(meeting_id=meeting.pk, group_id=group_id, by=by)
    invitations.invite(meeting_id=meeting.pk, user_ids=user_ids, by=by)
    return meeting


@transaction.atomic
def change_meeting(*, meeting_id: UUID, changes: Mapping[str, Any], by: Actor) -> Meeting:
    """Whoever prepares the meeting changes its head: title, place, people, purpose.

    When: a draft, or published; a published one moves in time only by ``postpone``, with a reason.
    Repeat: the same values change nothing and write nothing.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_change(by, meeting))
    changed = {name: value for name, value in _known(changes).items() if getattr(meeting, name) != value}
    if not changed:
        return meeting
    published = meeting.state == Meeting.State.PUBLISHED
    if published and changed.keys() & {"starts_at", "ends_at"}:
        raise Conflict("meetings.move_needs_reason")
    for name, value in changed.items():
        setattr(meeting, name, value)
    check(meeting)
    meeting.save(update_fields=list(changed))
    if published:
        put_whereabouts(meeting)
        tell_soon(meeting)
    record(
        "meetings.changed",
        by=by,
        subject=meeting,
        data={"fields": sorted(changed)},
        live=heard(meeting, lambda: live.changes_for_meeting(meeting)),
        topics=everybody(meeting),
    )
    return meeting


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := values.keys() - CHANGEABLE:
        raise LookupError(f"a meeting has no changeable {sorted(unknown)}")
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def check(meeting: Meeting) -> None:
    """Refuse what no meeting can be; everything else is a warning (``meetings.warnings``)."""
    if not meeting.title:
        raise Invalid("meetings.title_needed", fields={"title": "meetings.title_needed"})
    if meeting.ends_at <= meeting.starts_at:
        raise Invalid("meetings.ends_before_it_starts", fields={"ends_at": "meetings.ends_before_it_starts"})
    if meeting.marks_until and meeting.marks_until > meeting.starts_at:
        raise Invalid("meetings.marks_end_before_start", fields={"marks_until": "meetings.marks_end_before_start"})
