"""The agenda: items and their order. The consent block is in ``consent``."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change, Puts
from giaoban.meetings import followers, live, permissions, queries
from giaoban.meetings.actions.gather import let_go
from giaoban.meetings.actions.telling import everybody, heard, tell_soon
from giaoban.meetings.models import AgendaItem, Meeting

ACTIONS = {
    "meetings.item_proposed": _("{actor} thêm nội dung “{item}” vào “{subject}”"),
    "meetings.item_changed": _("{actor} sửa nội dung “{item}” của “{subject}”"),
    "meetings.item_removed": _("{actor} bỏ nội dung “{item}” khỏi “{subject}”"),
    "meetings.agenda_ordered": _("{actor} sắp xếp lại chương trình “{subject}”"),
}

CHANGEABLE: Final = frozenset({"title", "note", "presenter_id", "preparing_unit_id", "minutes", "wanted", "is_secret"})
SECRET: Final = _("Nội dung mật")


@transaction.atomic
def propose_item(
    *, meeting_id: UUID, title: str, by: Actor, item_id: UUID | None = None, details: Mapping[str, Any] | None = None
) -> AgendaItem:
    """Whoever prepares the meeting puts an item at the end of its agenda.

    When: a draft, or published (then everybody is told).
    Repeat: the same ``item_id`` returns the item that is already there.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_change(by, meeting))
    known = meeting.items.filter(pk=item_id).first() if item_id else None
    if known:
        return known
    last = meeting.items.aggregate(last=Max("place"))["last"] or 0
    item = AgendaItem(pk=item_id or new_id(), meeting=meeting, place=last + 1, title=_title(title))
    _fill(item, details or {})
    item.save(force_insert=True)
    return _said("meetings.item_proposed", meeting, item, by)


@transaction.atomic
def change_item(*, item_id: UUID, changes: Mapping[str, Any], by: Actor) -> AgendaItem:
    """Whoever prepares the meeting changes an item.

    Repeat: the same values change nothing and write nothing.
    """
    meeting, item = lock_item(item_id, by)
    require(permissions.may_change(by, meeting))
    before = {name: getattr(item, name) for name in changes}
    _fill(item, changes)
    changed = [name for name, value in before.items() if getattr(item, name) != value]
    if not changed:
        return item
    item.save(update_fields=changed)
    return _said("meetings.item_changed", meeting, item, by)


@transaction.atomic
def remove_item(*, item_id: UUID, by: Actor) -> Meeting:
    """Whoever prepares the meeting takes an item off the agenda; what was carried over does not come back by itself.

    When: the item has not been held. Its papers stay in the book of documents but leave the meeting.
    """
    meeting, item = lock_item(item_id, by)
    require(permissions.may_change(by, meeting))
    if item.state != AgendaItem.State.WAITING:
        raise Conflict("meetings.item_has_been_held")
    title = _label(item)
    puts = followers.removed(item, by)
    let_go(item, by)
    item.delete()
    _close_ranks(meeting)
    _tell(meeting)
    record(
        "meetings.item_removed",
        by=by,
        subject=meeting,
        data={"item": title},
        live=heard(meeting, lambda: [*live.changes_for_agenda(meeting, removed=[item_id]), *_more(meeting, puts)]),
        topics=everybody(meeting),
    )
    return meeting


@transaction.atomic
def order_agenda(*, meeting_id: UUID, item_ids: Sequence[UUID], by: Actor) -> Meeting:
    """Whoever prepares the meeting puts its items in this order; the list names each item once.

    Repeat: the order that already holds changes nothing.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_change(by, meeting))
    items = {item.pk: item for item in meeting.items.all()}
    if set(items) != set(item_ids) or len(items) != len(item_ids):
        raise Conflict("meetings.order_is_incomplete")
    moved = [items[item_id] for place, item_id in enumerate(item_ids, 1) if items[item_id].place != place]
    for place, item_id in enumerate(item_ids, 1):
        items[item_id].place = place
    if not moved:
        return meeting
    AgendaItem.objects.bulk_update(moved, ["place"])
    _tell(meeting)
    record(
        "meetings.agenda_ordered",
        by=by,
        subject=meeting,
        live=heard(meeting, lambda: live.changes_for_agenda(meeting)),
        topics=everybody(meeting),
    )
    return meeting


def lock_item(item_id: UUID, by: Actor) -> tuple[Meeting, AgendaItem]:
    """Lock the item's meeting and read the item under that lock."""
    meeting = queries.lock_meeting(queries.meeting_of_item(item_id, by), by)
    item = meeting.items.filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return meeting, item


def _fill(item: AgendaItem, values: Mapping[str, Any]) -> None:
    if unknown := values.keys() - CHANGEABLE:
        raise LookupError(f"an item has no changeable {sorted(unknown)}")
    for name, value in values.items():
        setattr(item, name, _title(value) if name == "title" else value)


def _title(title: str) -> str:
    if not title.strip():
        raise Invalid("meetings.item_title_needed", fields={"title": "meetings.item_title_needed"})
    return title.strip()


def _label(item: AgendaItem) -> str:
    """The audit book and notices never name what a secret item is about (R-MT-*)."""
    return str(SECRET) if item.is_secret else item.title


def _said(action: str, meeting: Meeting, item: AgendaItem, by: Actor) -> AgendaItem:
    _tell(meeting)
    record(
        action,
        by=by,
        subject=meeting,
        data={"item": _label(item), "item_id": str(item.pk)},
        live=heard(meeting, lambda: live.changes_for_agenda(meeting)),
        topics=everybody(meeting),
    )
    return item


def _tell(meeting: Meeting) -> None:
    if meeting.state == Meeting.State.PUBLISHED:
        tell_soon(meeting)


def _more(meeting: Meeting, puts: Puts) -> list[Change]:
    return [Change(live.stream(meeting.pk), puts)] if puts else []


def _close_ranks(meeting: Meeting) -> None:
    for place, item in enumerate(meeting.items.all(), 1):
        if item.place != place:
            AgendaItem.objects.filter(pk=item.pk).update(place=place)
