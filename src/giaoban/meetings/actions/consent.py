"""The consent block: any member takes an item out, the chair adopts the rest in one act (PRE-12).

It forms by itself when the time for marks is over: see ``marks.settle_consent``.
"""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import live, queries
from giaoban.meetings.actions.agenda import lock_item
from giaoban.meetings.actions.minutes_lines import note_event
from giaoban.meetings.actions.running import named, title_of, write_down
from giaoban.meetings.actions.telling import everybody, tell_soon
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room

ACTIONS: dict[str, Promise | str] = {
    "meetings.consent_adopted": _("{actor} đã thông qua khối nội dung đồng thuận ({count}) của cuộc họp «{subject}»"),
    "meetings.item_taken_out_of_consent": _("{actor} đưa nội dung “{item}” ra thảo luận tại “{subject}”"),
}
State, ItemState = Meeting.State, AgendaItem.State


@transaction.atomic
def adopt_consent(*, meeting_id: UUID, by: Actor, expect: int | None = None) -> Meeting:
    """The chair adopts the consent block in one act: its items are done, without discussion.

    When: the meeting runs and items are in the block. ``expect`` is how many the button named: an item that
    a member took out in that moment is not adopted unseen.
    Repeat: an adopted block is not adopted again.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    if meeting.consent_adopted_at:
        return meeting
    block = [item for item in room.items_of(meeting) if item.is_consent and item.state == ItemState.WAITING]
    if not block:
        raise Conflict("meetings.nothing_to_adopt")
    if expect is not None and expect != len(block):
        raise Conflict("meetings.consent_has_changed", count=len(block))
    now = clock.now()
    for item in block:
        item.state, item.ended_at = ItemState.DONE, now
    AgendaItem.objects.bulk_update(block, ["state", "ended_at"])
    meeting.consent_adopted_at = now
    meeting.save(update_fields=["consent_adopted_at"])
    titles = "; ".join(title_of(item) for item in block)
    note = f"Thông qua khối nội dung đồng thuận gồm {len(block)} nội dung, không thảo luận: {titles}."
    puts = live.items_json(block)
    write_down("meetings.consent_adopted", meeting, by, note=note, data={"count": len(block)}, puts=puts)
    return meeting


@transaction.atomic
def take_out_of_consent(*, item_id: UUID, by: Actor, reason: str = "") -> AgendaItem:
    """Any member, or whoever prepares or runs the meeting, brings an item out of the block to be talked about.

    When: published or running, until the block is adopted. While it runs the minutes say who asked for it.
    Repeat: an item outside the block stays outside.
    """
    meeting, item = lock_item(item_id, by)
    require(rules.may_take_out_of_consent(by, meeting, queries.my_place(by, meeting)))
    if not item.is_consent:
        return item
    item.is_consent = False
    item.save(update_fields=["is_consent"])
    note = []
    if meeting.state == State.RUNNING:
        because = f" ({reason.strip()[:300]})" if reason.strip() else ""
        note = note_event(meeting, item, f"Đồng chí {by.label} đề nghị đưa {named(item)} ra thảo luận{because}.")
    else:
        tell_soon(meeting)
    record(
        "meetings.item_taken_out_of_consent",
        by=by,
        subject=meeting,
        data={"item": title_of(item), "item_id": str(item.pk)},
        live=[*live.changes_for_agenda(meeting), *note],
        topics=everybody(meeting),
    )
    return item
