"""Who sees which meeting, and the meeting's people.

Before the invitation goes out: chair, secretary, assistants, author, the Office's secretaries and the leaders over
the unit; a unit asked for a paper sees the head of the meeting and the own item. From then on also
attendees, substitutes whom the chair accepted, and the people of units that join as a site.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings.models import AgendaItem, AssistantSecretary, Attendee, Meeting, PaperRequest
from giaoban.people import queries as people
from giaoban.people.models import Role, Unit, User

NOBODY: frozenset[UUID] = frozenset()


def selves(by: Actor) -> set[UUID]:
    """Return the person and those whose authority the person holds now."""
    return {by.user_id, *by.stands_in_for} if by.user_id else set()


def office_units(by: Actor) -> frozenset[UUID]:
    """Return the units whose meetings the person prepares for the Office."""
    return by.scopes.get(Role.OFFICE_SECRETARY, NOBODY)


def led_units(by: Actor) -> frozenset[UUID]:
    """Return the units that the person leads, as leader, as the one in charge, as head or deputy."""
    return by.scopes.get(Role.LEADER, NOBODY) | by.in_charge | by.heads


def own_units(by: Actor) -> frozenset[UUID]:
    """Return the units for which the person may act as one of theirs."""
    return by.units | by.heads


def assisted_by(user_ids: Iterable[UUID]) -> QuerySet[AssistantSecretary, Any]:
    """Return the meetings whose secretary one of these people assists, for a condition «meeting in …»."""
    return AssistantSecretary.objects.filter(user__in=list(user_ids), dismissed_at=None).values("meeting")


def assistants_of(meeting: Meeting) -> list[User]:
    """Return who assists the secretary of this meeting, in the order in which they were appointed."""
    rows = meeting.assistants.filter(dismissed_at=None).select_related("user")
    return [row.user for row in rows]


def is_assistant(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person, or one whose authority the person holds, assists the secretary of this meeting."""
    people_ids = selves(by)
    return bool(people_ids) and assisted_by(people_ids).filter(meeting=meeting.pk).exists()


def _whole(by: Actor) -> Q:
    people_ids = selves(by)
    invited = Attendee.objects.filter(removed_at=None).filter(
        Q(user__in=people_ids)
        | Q(substitute__in=people_ids, consent=Attendee.Consent.GIVEN)
        | Q(site__in=own_units(by))
    )
    return (
        Q(chair__in=people_ids)
        | Q(secretary__in=people_ids)
        | Q(pk__in=assisted_by(people_ids))
        | Q(created_by__in=people_ids)
        | Q(unit__in=office_units(by) | led_units(by))
        | Q(published_at__isnull=False, pk__in=invited.values("meeting"))
    )


def _asked(by: Actor) -> QuerySet[PaperRequest]:
    return PaperRequest.objects.filter(unit__in=own_units(by)).exclude(item__meeting__state=Meeting.State.CANCELLED)


def visible_meetings(by: Actor, *, whole: bool = False) -> QuerySet[Meeting]:
    """Return the meetings that the person may see; ``whole``: without those seen only for the own paper."""
    rule = _whole(by)
    if not whole:
        rule |= Q(pk__in=_asked(by).values("item__meeting"))
    return Meeting.objects.filter(rule).select_related("kind", "unit", "chair", "secretary", "series")


def sees_whole(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person sees all of the meeting, not only its head and the own item."""
    own = {meeting.chair_id, meeting.secretary_id, meeting.created_by_id}
    if own & selves(by) or meeting.unit_id in office_units(by) | led_units(by):
        return True  # by what is at hand: the desk's every page asks
    return Meeting.objects.filter(_whole(by), pk=meeting.pk).exists()


def visible_items(by: Actor) -> QuerySet[AgendaItem]:
    """Return the items that the person may see."""
    meetings = Meeting.objects.filter(_whole(by)).values("pk")
    return AgendaItem.objects.filter(Q(meeting__in=meetings) | Q(pk__in=_asked(by).values("item"))).select_related(
        "meeting", "presenter", "preparing_unit"
    )


def meetings_seen_among(by: Actor, meeting_ids: Iterable[UUID]) -> set[UUID]:
    """Cut meetings to those that the person sees whole, in one query."""
    return set(visible_meetings(by, whole=True).filter(pk__in=list(meeting_ids)).values_list("pk", flat=True))


def items_seen_among(by: Actor, item_ids: Iterable[UUID]) -> set[UUID]:
    """Cut items to those that the person may see, in one query."""
    return set(visible_items(by).filter(pk__in=list(item_ids)).values_list("pk", flat=True))


def lock_meeting(meeting_id: UUID, by: Actor) -> Meeting:
    """Lock a meeting that the person may see, for a change. Items and attendees change under this lock too."""
    found = lock_one(visible_meetings(by).filter(pk=meeting_id))
    if found is None:
        raise NotFound
    return found


def meeting_of_item(item_id: UUID, by: Actor) -> UUID:
    """Return the meeting of an item that the person may see."""
    found = visible_items(by).filter(pk=item_id).values_list("meeting_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def attendees_of(meeting: Meeting) -> QuerySet[Attendee]:
    """Return the invited, in order of place."""
    return meeting.attendees.filter(removed_at=None).select_related(
        "user", "unit__kind", "unit__parent", "site", "substitute"
    )


def my_place(by: Actor, meeting: Meeting) -> Attendee | None:
    """Return the row by which the person takes part: invited, standing in for an invited one, or a substitute."""
    people_ids = selves(by)
    rows = attendees_of(meeting).filter(
        Q(user__in=people_ids) | Q(substitute__in=people_ids, consent=Attendee.Consent.GIVEN)
    )
    return place_among(by, rows)


def place_among(by: Actor, rows: Iterable[Attendee]) -> Attendee | None:
    """Return the same of the invited that were read already."""
    people_ids = selves(by)
    mine = [
        row
        for row in rows
        if row.user_id in people_ids or (row.substitute_id in people_ids and row.consent == Attendee.Consent.GIVEN)
    ]
    return min(mine, key=lambda row: (row.user_id != by.user_id, row.substitute_id != by.user_id), default=None)


def invited_users(meeting_id: UUID) -> set[UUID]:
    """Return the people who are told of a published meeting: invited, and accepted substitutes."""
    rows = Attendee.objects.filter(meeting=meeting_id, removed_at=None)
    found = set(rows.values_list("user_id", flat=True))
    substitutes = rows.filter(consent=Attendee.Consent.GIVEN).values_list("substitute_id", flat=True)
    return found | {user_id for user_id in substitutes if user_id}


def present_users(meeting: Meeting) -> set[UUID]:
    """Return the people whom the meeting takes somewhere: chair, secretaries, and the invited who did not decline."""
    return present_among(meeting, meeting.attendees.filter(removed_at=None), assistants_of(meeting))


def present_among(meeting: Meeting, rows: Iterable[Attendee], assistants: Iterable[User]) -> set[UUID]:
    """Return the same of the invited and the assistants that were read already."""
    found = {meeting.chair_id, meeting.secretary_id, *(user.pk for user in assistants)}
    for row in rows:
        if row.capacity == Attendee.Capacity.INFORMED:
            continue
        if row.consent == Attendee.Consent.GIVEN and row.substitute_id:
            found.add(row.substitute_id)
        elif row.answer != Attendee.Answer.ABSENT:
            found.add(row.user_id)
    return found


def sites_of(meeting: Meeting) -> QuerySet[Unit]:
    """Return the units that join as a site."""
    sites = meeting.attendees.filter(removed_at=None, site__isnull=False).values("site")
    return Unit.objects.filter(pk__in=sites).order_by("place", "name")


def sites_among(rows: Iterable[Attendee]) -> list[Unit]:
    """Return the same of the invited that were read already."""
    sites = {row.site_id: row.site for row in rows if row.site}
    return sorted(sites.values(), key=lambda unit: (unit.place, unit.name))


def approver_choices(meeting: Meeting) -> list[User]:
    """Return who may approve the agenda: the chair first, then the leaders over the unit."""
    leaders = people.holders_of_role(Role.LEADER, meeting.unit_id).exclude(pk=meeting.chair_id)
    return [meeting.chair, *leaders.order_by("full_name")]


def with_people(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Fetch the invited along, for lists."""
    rows = Attendee.objects.filter(removed_at=None).select_related("user", "unit", "substitute", "site")
    return meetings.prefetch_related(Prefetch("attendees", queryset=rows))
