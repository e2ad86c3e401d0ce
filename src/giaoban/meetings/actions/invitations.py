"""Who is invited: people one by one, or groups, whose units stand for their head at that time."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings import live, permissions, queries
from giaoban.meetings.actions.telling import everybody, heard, put_whereabouts
from giaoban.meetings.models import Attendee, Meeting
from giaoban.people import queries as people
from giaoban.people.models import AttendeeGroup, GroupMember, Unit, User

ACTIONS = {
    "meetings.attendees_added": _("{actor} thêm {count} người vào thành phần dự “{subject}”"),
    "meetings.attendee_removed": _("{actor} đưa {person} ra khỏi thành phần dự “{subject}”"),
}


@transaction.atomic
def invite(
    *, meeting_id: UUID, user_ids: Iterable[UUID], by: Actor, capacity: str = Attendee.Capacity.MEMBER
) -> list[Attendee]:
    """Whoever prepares the meeting puts people on its list, with the position that each holds today.

    When: a draft, or published, or running; from then on the new ones get the invitation at once.
    Repeat: people who are on the list stay as they are; one who was taken off comes back.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_invite(by, meeting))
    wanted = list(dict.fromkeys(user_ids))
    rows = {row.user_id: row for row in meeting.attendees.all()}
    back = [rows[user_id] for user_id in wanted if user_id in rows and rows[user_id].removed_at]
    new = _new_rows(meeting, [user_id for user_id in wanted if user_id not in rows], capacity)
    for row in back:
        row.removed_at, row.capacity = None, capacity
    Attendee.objects.bulk_update(back, ["removed_at", "capacity"])
    Attendee.objects.bulk_create(new)
    added = [*back, *new]
    if added:
        put_whereabouts(meeting)
        people_ids = [str(row.user_id) for row in added]
        record(
            "meetings.attendees_added",
            by=by,
            subject=meeting,
            data={"people": people_ids, "count": len(added)},
            live=heard(meeting, lambda: live.changes_for_attendees(meeting, touched=[row.user_id for row in added])),
            topics=everybody(meeting),
        )
    return added


@transaction.atomic
def invite_group(*, meeting_id: UUID, group_id: UUID, by: Actor) -> list[Attendee]:
    """Whoever prepares the meeting invites a whole group; a unit in it means its head at that time.

    Repeat: people who are on the list stay as they are.
    """
    group = AttendeeGroup.objects.filter(pk=group_id, is_active=True).first()
    if group is None:
        raise NotFound
    return invite(meeting_id=meeting_id, user_ids=people_of(group), by=by)


def people_of(group: AttendeeGroup) -> list[UUID]:
    """Return the people of a group today, in its order: units by their head, or a deputy where there is none."""
    found: list[UUID] = []
    for member in GroupMember.objects.filter(group=group).select_related("unit"):
        if member.user_id:
            found.append(member.user_id)
        elif member.unit_id:
            head = people.heads_of(member.unit_id).first() or people.leaders_of(member.unit_id).first()
            found += [head.pk] if head else []
    active = set(User.objects.filter(pk__in=found, is_active=True).values_list("pk", flat=True))
    return [user_id for user_id in dict.fromkeys(found) if user_id in active]


@transaction.atomic
def remove_attendee(*, meeting_id: UUID, user_id: UUID, by: Actor) -> Meeting:
    """Whoever prepares the meeting takes a person off its list; after publication the person is told.

    Repeat: a person who is off the list stays off.
    """
    meeting = queries.lock_meeting(meeting_id, by)
    require(permissions.may_change(by, meeting))
    row = queries.attendees_of(meeting).filter(user=user_id).first()
    if row is None:
        return meeting
    if meeting.published_at:
        row.removed_at = clock.now()
        row.save(update_fields=["removed_at"])
        put_whereabouts(meeting)
    else:
        row.delete()
    record(
        "meetings.attendee_removed",
        by=by,
        subject=meeting,
        data={"person": row.user.full_name, "people": [str(user_id)]},
        live=heard(meeting, lambda: live.changes_for_attendees(meeting, removed=[user_id])),
        topics=[*everybody(meeting), (user_id, "meetings")],
    )
    return meeting


def _new_rows(meeting: Meeting, user_ids: list[UUID], capacity: str) -> list[Attendee]:
    known = set(User.objects.filter(pk__in=user_ids, is_active=True).values_list("pk", flat=True))
    appointments = people.main_appointments(user_ids)
    sites = _sites() if meeting.form != Meeting.Form.ON_SITE else {}
    last = meeting.attendees.aggregate(last=Max("place"))["last"] or 0
    rows = []
    for place, user_id in enumerate((user_id for user_id in user_ids if user_id in known), last + 1):
        appointment = appointments.get(user_id)
        unit_id = appointment.unit_id if appointment else None
        rows.append(
            Attendee(
                meeting=meeting,
                user_id=user_id,
                unit_id=unit_id,
                position=appointment.position.name if appointment else "",
                capacity=capacity,
                site_id=sites.get(unit_id) if unit_id != meeting.unit_id else None,
                place=place,
            )
        )
    return rows


def _sites() -> dict[UUID | None, UUID | None]:
    """Return for every unit the site it joins from: its own, or the nearest above it."""
    rows = {unit.pk: unit for unit in Unit.objects.only("pk", "parent_id", "is_site")}

    def site_of(unit_id: UUID | None) -> UUID | None:
        while unit_id is not None and unit_id in rows:
            if rows[unit_id].is_site:
                return unit_id
            unit_id = rows[unit_id].parent_id
        return None

    return {unit_id: site_of(unit_id) for unit_id in rows}
