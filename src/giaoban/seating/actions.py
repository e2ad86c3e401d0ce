"""Everything that may happen to halls and seats."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import room
from giaoban.people import queries as people
from giaoban.people.models import User
from giaoban.seating import live, order, permissions, queries, shapes
from giaoban.seating.models import Hall, Place, Seating

ACTIONS: dict[str, Promise | str] = {
    "seating.hall_saved": _("{actor} đã lưu sơ đồ hội trường «{subject}»"),
    "seating.hall_retired": _("{actor} đã ngừng dùng sơ đồ hội trường «{subject}»"),
    "seating.hall_chosen": _("{actor} đã chọn sơ đồ {hall} cho cuộc họp «{subject}»"),
    "seating.filled": _("{actor} đã xếp chỗ {count} người dự cuộc họp «{subject}»"),
    "seating.person_placed": _("{actor} đã đổi chỗ ngồi của {person} ở cuộc họp «{subject}»"),
}


@transaction.atomic
def save_hall(*, name: str, shape: str, seats: list[Any], by: Actor, hall_id: UUID | None = None) -> Hall:
    """The Office draws a hall, or draws it anew; meetings that sit in it keep the seats that they have.

    Repeat: the same drawing changes nothing.
    """
    require(permissions.may_draw(by))
    root = people.root_unit()
    if root is None:
        raise NotFound
    hall = queries.lock_hall(hall_id) if hall_id and Hall.objects.filter(pk=hall_id).exists() else None
    hall = hall or Hall(pk=hall_id or new_id(), unit=root)
    before = (hall.name, hall.shape, hall.seats)
    hall.name = " ".join(name.split())[:120]
    if not hall.name:
        raise Invalid("seating.name_needed", fields={"name": "seating.name_needed"})
    if shape not in Hall.Shape.values:
        raise Invalid("seating.bad_shape", fields={"shape": "seating.bad_shape"})
    clean = shapes.cleaned(seats)
    if clean is None:
        raise Invalid("seating.bad_seats", most=shapes.MOST, fields={"seats": "seating.bad_seats"})
    hall.shape, hall.seats = Hall.Shape(shape), clean
    if before == (hall.name, hall.shape, hall.seats):
        return hall
    hall.changed_at = clock.now()
    hall.save()
    record("seating.hall_saved", by=by, subject=hall, data={"seats": len(clean)})
    return hall


@transaction.atomic
def retire_hall(*, hall_id: UUID, by: Actor) -> Hall:
    """The Office takes a hall out of use; meetings that sit in it stay. Repeat: it is out of use."""
    require(permissions.may_draw(by))
    hall = queries.lock_hall(hall_id)
    if hall.retired_at is None:
        hall.retired_at = clock.now()
        hall.save(update_fields=["retired_at"])
        record("seating.hall_retired", by=by, subject=hall)
    return hall


@transaction.atomic
def choose_hall(*, meeting_id: UUID, hall_id: UUID, by: Actor) -> Seating:
    """Whoever prepares a meeting says in which hall it sits; people whose seat is there too keep it.

    Repeat: the same hall, drawn as it is, changes nothing.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_seat(by, meeting))
    hall = queries.halls().filter(pk=hall_id).first()
    if hall is None:
        raise NotFound
    seating = queries.seating_of(meeting)
    if seating is not None and seating.hall_id == hall.pk and seating.seats == hall.seats:
        return seating
    seating = seating or Seating(meeting=meeting)
    seating.hall, seating.seats, seating.changed_at = hall, hall.seats, clock.now()
    seating.save()
    lost = Place.objects.filter(meeting=meeting).exclude(seat__in=hall.by_id)
    gone = list(lost.values_list("seat", flat=True))
    lost.delete()
    changes = live.changes_for_hall(meeting, seating, gone)
    record("seating.hall_chosen", by=by, subject=meeting, data={"hall": hall.name}, live=_heard(meeting, changes))
    return seating


@transaction.atomic
def fill_seats(*, meeting_id: UUID, by: Actor, rule: str = order.RANK) -> int:
    """Whoever prepares a meeting seats everybody who comes, by rank or by unit; returns how many found no seat.

    Everybody is seated anew. Repeat: the same people by the same rule sit where they sat.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_seat(by, meeting))
    if rule not in order.RULES:
        raise Invalid("seating.bad_rule", fields={"rule": "seating.bad_rule"})
    seating = _needed(meeting)
    sitters = queries.sitters(meeting)
    after = {seat: one.user for seat, one in order.filled(seating.seats, sitters, rule).items()}
    _put(meeting, after, "seating.filled", by, {"count": len(after), "rule": rule})
    return len(sitters) - len(after)


@transaction.atomic
def place_person(*, meeting_id: UUID, user_id: UUID, seat: str, by: Actor) -> dict[str, User]:
    """Whoever prepares a meeting puts one person on a seat; who sat there changes places with them.

    Repeat: they sit there already.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_seat(by, meeting))
    if seat and seat not in {one["id"] for one in _needed(meeting).seats}:
        raise Conflict("seating.no_such_seat")
    user = next((entry.user for entry in room.expected_people(meeting) if entry.user.pk == user_id), None)
    if user is None:
        raise Conflict("seating.does_not_come")
    after = queries.places_of(meeting)
    old = next((label for label, one in after.items() if one.pk == user_id), "")
    other = after.pop(seat, None)
    after.pop(old, None)
    if other is not None and other != user and old:
        after[old] = other
    if seat:
        after[seat] = user
    _put(meeting, after, "seating.person_placed", by, {"person": user.full_name, "seat": seat})
    return after


def _needed(meeting: Meeting) -> Seating:
    seating = queries.seating_of(meeting)
    if seating is None:
        raise Conflict("seating.no_hall")
    return seating


def _put(meeting: Meeting, after: dict[str, User], action: str, by: Actor, data: dict[str, Any]) -> None:
    """Seat people as said, where that is not so already."""
    before = queries.places_of(meeting)
    if before == after:
        return
    moved = [seat for seat in before if after.get(seat) != before[seat]]
    Place.objects.filter(meeting=meeting, seat__in=moved).delete()
    new = [Place(meeting=meeting, seat=seat, user=user) for seat, user in after.items() if before.get(seat) != user]
    Place.objects.bulk_create(new)
    changes = live.changes_for_seats(meeting, before, after)
    record(action, by=by, subject=meeting, data=data, live=_heard(meeting, changes))


def _heard(meeting: Meeting, changes: list[Change]) -> list[Change]:
    """Before the invitation is out there is no room to hear it."""
    return changes if meeting.published_at else []
