"""Lists of meetings: which tab, narrowed by words, unit, kind, time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.folding import fold
from giaoban.meetings.models import Attendee, Meeting
from giaoban.meetings.queries.meetings import assisted_by, selves, visible_meetings

PREPARED = (Meeting.State.DRAFT, Meeting.State.SUBMITTED, Meeting.State.APPROVED)
OVER = (Meeting.State.CLOSED, Meeting.State.CONCLUDED)
SORTS = {"title": "title", "starts": "starts_at", "unit": "unit__short_name"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to."""

    tab: str = "upcoming"
    text: str = ""
    kind: str = ""
    unit: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = ""


def meetings_for(by: Actor, wanted: Wanted) -> QuerySet[Meeting]:
    """Return the meetings of one list, in the order in which a person looks for them."""
    found = _tab(visible_meetings(by), by, wanted.tab)
    if wanted.text:
        found = found.filter(pk__in=_with_words(found, wanted.text))
    if wanted.kind:
        found = found.filter(kind__code=wanted.kind)
    if wanted.unit:
        found = found.filter(unit__code=wanted.unit)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.since:
        found = found.filter(starts_at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(starts_at__lt=_midnight(wanted.until + timedelta(days=1)))
    return _counted(found).order_by(_order(wanted), "pk")


def _tab(found: QuerySet[Meeting], by: Actor, tab: str) -> QuerySet[Meeting]:
    now = clock.now()
    if tab == "drafts":
        return found.filter(state__in=PREPARED)
    if tab == "past":
        return found.filter(Q(state__in=OVER) | Q(ends_at__lt=now))
    if tab == "mine":
        people_ids = selves(by)
        rows = Attendee.objects.filter(removed_at=None).filter(
            Q(user__in=people_ids) | Q(substitute__in=people_ids, consent=Attendee.Consent.GIVEN)
        )
        desk = Q(chair__in=people_ids) | Q(secretary__in=people_ids) | Q(pk__in=assisted_by(people_ids))
        return found.filter(desk | Q(pk__in=rows.values("meeting")), ends_at__gte=now)
    if tab == "all":
        return found
    running = Q(state=Meeting.State.RUNNING)
    return found.filter(Q(ends_at__gte=now) | running).exclude(state__in=OVER)


def _order(wanted: Wanted) -> str:
    column = SORTS.get(wanted.sort.lstrip("-"))
    if column:
        return f"-{column}" if wanted.sort.startswith("-") else column
    return "-starts_at" if wanted.tab in {"past", "all"} else "starts_at"


def _with_words(found: QuerySet[Meeting], text: str) -> list[UUID]:
    """Titles are compared without diacritics here; what is inside a meeting is found by search."""
    asked = fold(text).split()
    titles = found.order_by().values_list("pk", "title", "location")
    return [pk for pk, title, place in titles if all(word in fold(f"{title} {place}") for word in asked)]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _counted(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    invited = Q(attendees__removed_at=None) & ~Q(attendees__capacity=Attendee.Capacity.INFORMED)
    coming = invited & Q(attendees__answer__in=(Attendee.Answer.ATTEND, Attendee.Answer.ONLINE))
    return found.annotate(
        invited_count=Count("attendees", filter=invited), coming_count=Count("attendees", filter=coming)
    )
