"""Reading a running meeting: who is in the room with which eyes, who is expected, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from giaoban.documents.models import Document, Version
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings import qr
from giaoban.meetings.models import (
    AgendaItem,
    AttendanceMark,
    AttendanceRound,
    Attendee,
    Conclusion,
    GuestPaper,
    Meeting,
    MinutesLine,
    PlanChange,
    SiteCount,
)
from giaoban.meetings.queries.meetings import (
    assistants_of,
    is_assistant,
    my_place,
    own_units,
    sites_of,
    visible_meetings,
)
from giaoban.people import queries as people
from giaoban.people.models import Unit, User

ROOM_STATES = (Meeting.State.PUBLISHED, Meeting.State.RUNNING, Meeting.State.CLOSED, Meeting.State.CONCLUDED)
LATE_AFTER = timedelta(minutes=5)
ROUND_BEFORE = timedelta(hours=2)
REOPEN_WITHIN = timedelta(minutes=30)
EVERYBODY, MEMBERS, CHAIR, DESK = "all", "members", "chair", "desk"  # members: everybody but guests


def rooms_of(by: Actor) -> QuerySet[Meeting]:
    """Return the meetings whose room the person may enter: seen whole, and called."""
    return visible_meetings(by, whole=True).filter(state__in=ROOM_STATES)


def room(by: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting whose room the person may enter."""
    found = rooms_of(by).filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def lock_room(meeting_id: UUID, by: Actor) -> Meeting:
    """Lock a meeting whose room the person may enter. Items, rounds, marks and lines change under this lock."""
    found = lock_one(rooms_of(by).filter(pk=meeting_id))
    if found is None:
        raise NotFound
    return found


def sits_at_the_desk(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person is chair, secretary or assistant of this meeting, or holds the authority of one."""
    named = by.answers_for(meeting.chair_id) or by.answers_for(meeting.secretary_id)
    return named or is_assistant(by, meeting)


def takes_part(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person is in the meeting, by the list or by its site, and does not only look on."""
    if sits_at_the_desk(by, meeting) or my_place(by, meeting) is not None:
        return True
    return sites_of(meeting).filter(pk__in=own_units(by)).exists()


def site_of(by: Actor, meeting: Meeting) -> Unit | None:
    """Return the site at which the person sits: that of the list, or of their own unit."""
    row = my_place(by, meeting)
    if row is not None:
        return row.site
    return sites_of(meeting).filter(pk__in=own_units(by)).first()


def unit_of(by: Actor, meeting: Meeting) -> Unit | None:
    """Return the unit for which somebody acts in the room: that of the list, of the site, or their own."""
    row = my_place(by, meeting)
    if row is not None:
        return row.unit
    site = sites_of(meeting).filter(pk__in=own_units(by)).first()
    if site is not None:
        return site
    main = people.main_appointments([by.person_id]).get(by.person_id)
    return main.unit if main else None


def eyes(by: Actor, meeting: Meeting) -> frozenset[str]:
    """Return the audiences a person in the room belongs to. ``desk``: chair and secretaries at work."""
    return eyes_of(by, meeting, at_the_desk=sits_at_the_desk(by, meeting))


def eyes_of(by: Actor, meeting: Meeting, *, at_the_desk: bool) -> frozenset[str]:
    """Return the same where it is known whether the person sits at the desk."""
    found = {EVERYBODY} if by.is_guest else {EVERYBODY, MEMBERS}
    if by.answers_for(meeting.chair_id):
        found.add(CHAIR)
    if at_the_desk:
        found.add(DESK)
    if by.user_id:
        found.add(f"user:{by.user_id}")
    return frozenset(found | {f"site:{unit_id}" for unit_id in by.units})


def audiences_of(by: Actor, meeting_id: UUID) -> frozenset[str] | None:
    """Return the audiences of this person in that room; None when the room is not theirs to enter."""
    meeting = rooms_of(by).filter(pk=meeting_id).first()
    return None if meeting is None else eyes(by, meeting)


def audiences_now(user_id: UUID, meeting_id: UUID) -> frozenset[str] | None:
    """Return the same for a person whose hats are looked up anew."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return None if user is None else audiences_of(people.actor_of(user), meeting_id)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda in order."""
    return list(meeting.items.select_related("presenter", "preparing_unit").order_by("place", "id"))


def papers_by_owner(owner_ids: Iterable[UUID]) -> dict[UUID, list[Document]]:
    """Return the papers of items or of the meeting itself, in order, two queries with their newest versions."""
    found: dict[UUID, list[Document]] = {}
    rows = Document.objects.filter(
        owner_kind__in=("meetings.item", "meetings.meeting"), owner_id__in=list(owner_ids), withdrawn_at=None
    )
    for document in rows.order_by("place", "created_at"):
        found.setdefault(document.owner_id, []).append(document)
    return found


def papers_for_guests(meeting_id: UUID) -> set[UUID]:
    """Return the papers that the desk lets guests read."""
    return set(GuestPaper.objects.filter(meeting=meeting_id).values_list("document_id", flat=True))


def newest_versions(document_ids: Iterable[UUID]) -> dict[UUID, Version]:
    """Return each document's newest version."""
    rows = Version.objects.filter(document__in=list(document_ids)).order_by("number")
    return {version.document_id: version for version in rows}


@dataclass(frozen=True, slots=True)
class Budget:
    """Time against plan. ``behind`` seconds are negative when the meeting is ahead."""

    item_left: int
    meeting_left: int
    behind: int


def budget(meeting: Meeting, items: list[AgendaItem], now: datetime) -> Budget:
    """Compare the clock with the plan: what was used beyond plan, and a late start, is time behind."""
    if meeting.started_at is None:
        return Budget(0, int((meeting.ends_at - meeting.starts_at).total_seconds()), 0)
    left, planned_left = 0, 0
    for item in items:
        spare = item.minutes * 60 - used_seconds(item, now)
        if item.state == AgendaItem.State.RUNNING:
            left = spare
            planned_left += max(spare, 0)
        elif item.state == AgendaItem.State.WAITING:
            planned_left += max(spare, 0)
    until_end = int((meeting.until - now).total_seconds())
    length = int((meeting.ends_at - meeting.starts_at).total_seconds()) + meeting.extended_minutes * 60
    slack = length - sum(item.minutes * 60 for item in items)
    return Budget(left, until_end, planned_left + max(slack, 0) - until_end)


def used_seconds(item: AgendaItem, now: datetime) -> int:
    """Return how long an item has been on, over all its runs."""
    running = item.state == AgendaItem.State.RUNNING and item.started_at is not None
    return item.used_seconds + (int((now - item.started_at).total_seconds()) if running and item.started_at else 0)


@dataclass(frozen=True, slots=True)
class Expected:
    """One person who should be in the room, and by which row of the list."""

    user: User
    position: str
    unit: Unit | None
    capacity: str
    site: Unit | None
    answer: str
    reason: str
    in_place_of: str = ""


def expected_people(meeting: Meeting) -> list[Expected]:
    """Return chair, secretaries and invited in order; an accepted substitute stands in the place of who sent them."""
    rows = meeting.attendees.filter(removed_at=None).exclude(capacity=Attendee.Capacity.INFORMED)
    listed = [_expected(row) for row in rows.select_related("user", "unit", "site", "substitute").order_by("place")]
    there = {entry.user.pk for entry in listed}
    desk = (meeting.chair, meeting.secretary, *assistants_of(meeting))
    heads = [user for user in desk if user.pk not in there]
    appointments = people.main_appointments([user.pk for user in heads])
    roles = {meeting.secretary_id: "secretary", meeting.chair_id: CHAIR}
    first = []
    for user in heads:
        main = appointments.get(user.pk)
        role = roles.get(user.pk, "assistant")
        first.append(
            Expected(user, str(main.position) if main else "", main.unit if main else None, role, None, "", "")
        )
    return _once(first + listed)


def _expected(row: Attendee) -> Expected:
    if row.substitute and row.consent == Attendee.Consent.GIVEN:
        return Expected(row.substitute, "", row.unit, row.capacity, row.site, Attendee.Answer.ATTEND, "", str(row.user))
    return Expected(row.user, row.position, row.unit, row.capacity, row.site, row.answer, row.reason)


def _once(entries: list[Expected]) -> list[Expected]:
    found: dict[UUID, Expected] = {}
    for entry in entries:
        found.setdefault(entry.user.pk, entry)
    return list(found.values())


def last_round(meeting: Meeting) -> AttendanceRound | None:
    """Return the open round, or else the newest one."""
    return meeting.rounds.order_by("-number").first()


def open_round(meeting: Meeting) -> AttendanceRound | None:
    """Return the round that is open now."""
    return meeting.rounds.filter(closed_at=None).first()


def code_holds(meeting_id: UUID, code: str) -> bool:
    """Tell whether this is the code on the meeting's screen now. Asked before anybody has signed in: says no more."""
    a_round = AttendanceRound.objects.filter(meeting=meeting_id, closed_at=None).first()
    return a_round is not None and qr.holds(a_round, code, clock.now())


def marks_of(a_round: AttendanceRound | None) -> dict[UUID, AttendanceMark]:
    """Return the marks of one round by person."""
    if a_round is None:
        return {}
    return {mark.user_id: mark for mark in a_round.marks.select_related("site")}


def marks_by_round(meeting: Meeting) -> dict[UUID, dict[UUID, AttendanceMark]]:
    """Return the marks of every round by person, in one query."""
    found: dict[UUID, dict[UUID, AttendanceMark]] = {}
    for mark in AttendanceMark.objects.filter(round__meeting=meeting):
        found.setdefault(mark.round_id, {})[mark.user_id] = mark
    return found


def sites(meeting: Meeting) -> list[Unit]:
    """Return the units that join as a site, as the room counts them."""
    rows = meeting.attendees.filter(removed_at=None, site__isnull=False).exclude(capacity=Attendee.Capacity.INFORMED)
    return list(Unit.objects.filter(pk__in=rows.values("site")).order_by("place", "name"))


def site_ids_ever(meeting: Meeting) -> set[UUID]:
    """Return every unit that joins as a site or was to."""
    return set(meeting.attendees.filter(site__isnull=False).values_list("site_id", flat=True))


def site_counts(a_round: AttendanceRound | None) -> dict[UUID, SiteCount]:
    """Return how many heads each site counted in that round."""
    return {} if a_round is None else {count.site_id: count for count in a_round.site_counts.all()}


def last_plan_change(meeting: Meeting) -> PlanChange | None:
    """Return the last change of the plan that stands, while the meeting runs."""
    if meeting.state != Meeting.State.RUNNING:
        return None
    return meeting.plan_changes.filter(undone_at=None).last()


def lines_of(meeting: Meeting) -> QuerySet[MinutesLine]:
    """Return the minutes as they stand, in order."""
    rows = meeting.minutes_lines.filter(removed_at=None).select_related("speaker", "by")
    return rows.prefetch_related("conclusions").order_by("place", "id")


def conclusions_of(meeting: Meeting) -> QuerySet[Conclusion]:
    """Return drafted and final conclusions in order."""
    return meeting.conclusions.select_related("lead_unit", "responsible").prefetch_related("coordinating__unit")


def presents(by: Actor, meeting: Meeting) -> bool:
    """Tell whether the person presents the running item."""
    own = Q(presenter__in={by.user_id, *by.stands_in_for})
    here = meeting.current_item_id
    return here is not None and AgendaItem.objects.filter(own, pk=here).exists()
