"""Coming out in time (LIVE-2): the desk changes what is left of the plan in one act, and can take it back."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.meetings import live
from giaoban.meetings.actions.running import number_of, write_down
from giaoban.meetings.actions.telling import put_whereabouts
from giaoban.meetings.models import AgendaItem, Meeting, PlanChange
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room

ACTIONS: dict[str, Promise | str] = {
    "meetings.replanned": _("{actor} đã điều chỉnh thời gian cuộc họp «{subject}»: {words}"),
    "meetings.plan_restored": _("{actor} đã khôi phục thời gian cuộc họp «{subject}»"),
}
LONGEST_ITEM: Final = 480  # minutes
LONGEST_EXTENSION: Final = 240
ItemState = AgendaItem.State
Values = dict[str, Any]


@transaction.atomic
def replan(
    *,
    meeting_id: UUID,
    by: Actor,
    minutes: Mapping[UUID, int] | None = None,
    in_writing: Iterable[UUID] = (),
    extended_minutes: int | None = None,
    change_id: UUID | None = None,
) -> PlanChange:
    """The desk shortens items, moves some to be settled in writing, or lengthens the meeting, in one recorded act.

    ``minutes`` are new lengths, not differences; ``extended_minutes`` is the whole extension.
    When: the meeting runs; an item that is over is not planned anew, a running one is not moved to writing.
    Repeat: ``change_id``, made by the browser, is known already and nothing changes.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    if change_id and (found := PlanChange.objects.filter(pk=change_id).first()):
        if found.meeting_id != meeting.pk:
            raise Conflict("kernel.taken")
        return found
    items = {item.pk: item for item in room.items_of(meeting)}
    wanted = _wanted(items, minutes or {}, in_writing)
    before, after = _difference(items, wanted)
    if extended_minutes is not None and extended_minutes != meeting.extended_minutes:
        if not 0 <= extended_minutes <= LONGEST_EXTENSION:
            raise Invalid("meetings.bad_minutes", most=LONGEST_EXTENSION)
        before["extended_minutes"], after["extended_minutes"] = meeting.extended_minutes, extended_minutes
    if not after:
        raise Invalid("meetings.nothing_to_replan")
    words = "; ".join(_words(items, before, after))
    change = PlanChange(meeting=meeting, before=before, after=after, words=words, by_id=by.user_id, at=clock.now())
    if change_id:
        change.pk = change_id
    change.save(force_insert=True)
    puts = _put(meeting, items, after)
    note = f"Điều chỉnh thời gian: {words}."
    write_down("meetings.replanned", meeting, by, note=note, data={"words": words}, puts=puts)
    return change


@transaction.atomic
def undo_plan(*, meeting_id: UUID, change_id: UUID, by: Actor) -> PlanChange:
    """The desk takes a change of the plan back. What somebody has changed again since stays as it is now.

    Repeat: a change that was taken back stays so.
    """
    meeting = room.lock_room(meeting_id, by)
    require(rules.may_run(by, meeting))
    change = meeting.plan_changes.filter(pk=change_id).first()
    if change is None:
        raise NotFound
    if change.undone_at:
        return change
    change.undone_at = clock.now()
    change.save(update_fields=["undone_at"])
    items = {item.pk: item for item in room.items_of(meeting)}
    puts = _put(meeting, items, _still(meeting, items, change))
    note = f"Khôi phục thời gian trước khi điều chỉnh ({change.words})."
    write_down("meetings.plan_restored", meeting, by, note=note, puts=puts)
    return change


def _wanted(
    items: dict[UUID, AgendaItem], minutes: Mapping[UUID, int], in_writing: Iterable[UUID]
) -> dict[UUID, Values]:
    wanted: dict[UUID, Values] = {}
    for item_id, length in minutes.items():
        item = items.get(item_id)
        if item is None:
            raise NotFound
        if not 1 <= length <= LONGEST_ITEM:
            raise Invalid("meetings.bad_minutes", most=LONGEST_ITEM)
        if item.state not in {ItemState.WAITING, ItemState.RUNNING}:
            raise Conflict("meetings.item_is_done")
        wanted[item_id] = {"minutes": length}
    for item_id in in_writing:
        item = items.get(item_id)
        if item is None:
            raise NotFound
        if item.state != ItemState.WAITING:
            raise Conflict("meetings.item_is_done")
        wanted[item_id] = {"state": str(ItemState.SKIPPED), "in_writing": True}
    return wanted


def _difference(items: dict[UUID, AgendaItem], wanted: dict[UUID, Values]) -> tuple[Values, Values]:
    """Return the old and the new values of what really changes."""
    before: dict[str, Values] = {}
    after: dict[str, Values] = {}
    for item_id, values in wanted.items():
        new = {name: value for name, value in values.items() if getattr(items[item_id], name) != value}
        if new:
            before[str(item_id)] = {name: getattr(items[item_id], name) for name in new}
            after[str(item_id)] = new
    return ({"items": before}, {"items": after}) if after else ({}, {})


def _still(meeting: Meeting, items: dict[UUID, AgendaItem], change: PlanChange) -> Values:
    """Return the old values of those fields that still are as the change left them."""
    back: Values = {"items": {}}
    for key, new in change.after.get("items", {}).items():
        item = items.get(UUID(key))
        if item and item.state in {ItemState.WAITING, ItemState.RUNNING, ItemState.SKIPPED}:
            old = change.before["items"][key]
            mine = {name: old[name] for name, value in new.items() if getattr(item, name) == value}
            if mine:
                back["items"][key] = mine
    if change.after.get("extended_minutes") == meeting.extended_minutes:
        back["extended_minutes"] = change.before["extended_minutes"]
    return back


def _put(meeting: Meeting, items: dict[UUID, AgendaItem], values: Values) -> dict[str, Any]:
    puts: dict[str, Any] = {}
    for key, new in values.get("items", {}).items():
        item = items[UUID(key)]
        for name, value in new.items():
            setattr(item, name, value)
        if "state" in new:
            item.ended_at = clock.now() if new["state"] == ItemState.SKIPPED else None
        item.save(update_fields=[*new, "ended_at"])
        puts[f"agenda/{item.pk}"] = live.item_json(item)
    if "extended_minutes" in values:
        meeting.extended_minutes = values["extended_minutes"]
        meeting.save(update_fields=["extended_minutes"])
        put_whereabouts(meeting)
    return puts


def _words(items: dict[UUID, AgendaItem], before: Values, after: Values) -> Iterable[str]:
    """Say the change as the minutes keep it: «rút 5 phút ở nội dung 7, 8; kéo dài cuộc họp 15 phút»."""
    by_length: dict[int, list[int]] = {}
    writing: list[int] = []
    for key, new in after.get("items", {}).items():
        number = number_of(items[UUID(key)])
        if "minutes" in new:
            by_length.setdefault(new["minutes"] - before["items"][key]["minutes"], []).append(number)
        if new.get("in_writing"):
            writing.append(number)
    for length, numbers in sorted(by_length.items()):
        verb = "rút" if length < 0 else "thêm"
        yield f"{verb} {abs(length)} phút ở nội dung {_list(numbers)}"
    if writing:
        yield f"chuyển nội dung {_list(writing)} sang xử lý bằng văn bản"
    if "extended_minutes" in after:
        length = after["extended_minutes"] - before["extended_minutes"]
        yield f"{'kéo dài' if length > 0 else 'rút ngắn'} cuộc họp {abs(length)} phút"


def _list(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))
