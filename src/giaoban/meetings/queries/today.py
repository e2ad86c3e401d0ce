"""Reading meetings for a person's day and calendar: what is next, what to read, what waits for a decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from giaoban.documents import queries as documents
from giaoban.documents.queries import Paper
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.meetings.models import AgendaItem, Attendee, Meeting, PaperRequest
from giaoban.meetings.queries.agenda import ITEM, MEETING
from giaoban.meetings.queries.meetings import assisted_by, office_units, selves, visible_meetings

State = Meeting.State
READ_AHEAD: Final = timedelta(days=14)
SHOWN: Final = (State.PUBLISHED, State.RUNNING, State.CLOSED, State.CONCLUDED)


def taking_part(user_ids: set[UUID]) -> Q:
    """Return the condition «one of these people takes part»: chair, secretaries, invited and not absent, substitute."""
    invited = Attendee.objects.filter(removed_at=None).filter(
        Q(user__in=user_ids) & ~Q(answer=Attendee.Answer.ABSENT) & ~Q(consent=Attendee.Consent.GIVEN)
        | Q(substitute__in=user_ids, consent=Attendee.Consent.GIVEN)
    )
    desk = Q(chair__in=user_ids) | Q(secretary__in=user_ids) | Q(pk__in=assisted_by(user_ids))
    return desk | Q(pk__in=invited.values("meeting"))


def my_meetings(by: Actor) -> QuerySet[Meeting]:
    """Return the meetings in which the person takes part, once they are published."""
    mine = taking_part({by.user_id} if by.user_id else set())
    return visible_meetings(by, whole=True).filter(mine, state__in=SHOWN).order_by("starts_at")


def running_now(by: Actor) -> list[Meeting]:
    """Return the meetings that run now and that the person may enter."""
    if not Meeting.objects.filter(state=State.RUNNING).exists():  # on most pages of most days
        return []
    return list(visible_meetings(by, whole=True).filter(state=State.RUNNING).order_by("starts_at"))


def coming_meetings(by: Actor) -> list[Meeting]:
    """Return the person's meetings that run or come next, those of an hour ago that have not begun included."""
    since = clock.now() - timedelta(hours=1)
    return list(my_meetings(by).filter(state__in=[State.PUBLISHED, State.RUNNING], ends_at__gt=since))


def next_among(coming: list[Meeting], most: int = 4) -> list[Meeting]:
    """Return those that have not begun, the first few."""
    return [meeting for meeting in coming if meeting.state == State.PUBLISHED][:most]


@dataclass(frozen=True, slots=True)
class ToRead:
    """A paper that the person has not read to its end, and the meeting for which to read it."""

    paper: Paper
    meeting: Meeting


def papers_to_read(by: Actor, coming: list[Meeting]) -> list[ToRead]:
    """Return the unread papers of the person's coming meetings, the nearest first, in a constant number of queries.

    Who sees a meeting whole, as ``coming_meetings`` asks, sees its papers and those of its items, as the doors say.
    """
    now = clock.now()
    near = [meeting for meeting in coming if meeting.ends_at > now and meeting.starts_at <= now + READ_AHEAD]
    if not near:
        return []
    meetings = {meeting.pk: meeting for meeting in near}
    items = dict(AgendaItem.objects.filter(meeting__in=list(meetings)).values_list("pk", "meeting_id"))
    papers_of = documents.papers_of_all({ITEM: items, MEETING: meetings}, by.user_id)
    found = [
        ToRead(paper, meetings[items.get(owner, owner)]) for owner, papers in papers_of.items() for paper in papers
    ]
    unread = [line for line in found if not line.paper.done and line.paper.version is not None]
    return sorted(unread, key=lambda line: (line.meeting.starts_at, line.paper.document.title))


def invitations_to_answer(by: Actor) -> list[Attendee]:
    """Return the invitations that the person has not answered."""
    return list(
        Attendee.objects.filter(
            user=by.user_id,
            removed_at=None,
            answer=Attendee.Answer.NONE,
            meeting__state=State.PUBLISHED,
            meeting__starts_at__gt=clock.now(),
        )
        .exclude(capacity=Attendee.Capacity.INFORMED)
        .exclude(meeting__chair=by.user_id)
        .exclude(meeting__secretary=by.user_id)
        .select_related("meeting", "meeting__chair")
        .order_by("meeting__starts_at")
    )


def substitutes_to_consent(by: Actor) -> list[Attendee]:
    """Return the substitutes whom the person, or the one stood in for, must accept or not as chair (R-45-11)."""
    return list(
        Attendee.objects.filter(
            meeting__chair__in=selves(by),
            removed_at=None,
            consent=Attendee.Consent.ASKED,
            meeting__state__in=[State.PUBLISHED, State.RUNNING],
        )
        .select_related("meeting", "user", "substitute")
        .order_by("meeting__starts_at")
    )


def papers_to_accept(by: Actor) -> list[PaperRequest]:
    """Return the papers that units sent and that wait for this secretary or the Office."""
    desk = (
        Q(item__meeting__secretary__in=selves(by))
        | Q(item__meeting__in=assisted_by(selves(by)))
        | Q(item__meeting__unit__in=office_units(by))
    )
    return list(
        PaperRequest.objects.filter(desk, state=PaperRequest.State.SUBMITTED)
        .exclude(item__meeting__state__in=[State.CANCELLED, State.CLOSED, State.CONCLUDED])
        .select_related("unit", "item", "item__meeting")
        .order_by("submitted_at")
    )


def papers_asked_of(by: Actor) -> list[PaperRequest]:
    """Return the papers that the person's own units still owe, the most urgent first."""
    owed = [PaperRequest.State.ASKED, PaperRequest.State.RETURNED]
    return list(
        PaperRequest.objects.filter(unit__in=by.units, state__in=owed)
        .exclude(item__meeting__state__in=[State.CANCELLED, State.CLOSED, State.CONCLUDED])
        .select_related("unit", "item", "item__meeting")
        .order_by("due_at")
    )


def in_span(by: Actor, starts: datetime, ends: datetime, unit_id: UUID | None = None) -> list[Meeting]:
    """Return the meetings on the calendar between two instants, drafts only for those who prepare them."""
    found = visible_meetings(by).filter(starts_at__lt=ends, ends_at__gt=starts).exclude(state=State.CANCELLED)
    if unit_id:
        found = found.filter(unit=unit_id)
    rows = Attendee.objects.filter(removed_at=None).exclude(answer=Attendee.Answer.ABSENT)
    return list(found.order_by("starts_at").prefetch_related(Prefetch("attendees", queryset=rows)))


def for_feed(by: Actor, since: datetime, unit_id: UUID | None = None) -> QuerySet[Meeting]:
    """Return the meetings of a calendar feed: published, the person's own, or those of one unit that one may see."""
    found = visible_meetings(by, whole=True) if unit_id else my_meetings(by)
    if unit_id:
        found = found.filter(unit=unit_id)
    return (
        found.filter(ends_at__gte=since)
        .filter(Q(state__in=SHOWN) | Q(state=State.CANCELLED, published_at__isnull=False))
        .order_by("starts_at")
        .prefetch_related("items", "attendees")
    )
