"""Obstacles of branches enter their next briefing by themselves, until its cut-off, and take its conclusions."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import Verdict
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.meetings import queries
from giaoban.meetings.actions.telling import workshop
from giaoban.meetings.models import AgendaItem, CarriedOver, Conclusion, Meeting, Series
from giaoban.obstacles import actions as obstacles
from giaoban.obstacles import queries as hindrances
from giaoban.obstacles.actions import Place
from giaoban.obstacles.models import Obstacle
from giaoban.people import queries as people
from giaoban.people.models import User

ACTIONS = {"meetings.obstacles_gathered": _("{count} vướng mắc của các đơn vị được đưa vào chương trình “{subject}”")}
MINUTES = 8  # planned for one obstacle: it is stated, answered, concluded on
OVER = (Meeting.State.CLOSED, Meeting.State.CONCLUDED, Meeting.State.CANCELLED)


@transaction.atomic
def gather_obstacles(*, meeting_id: UUID, by: Actor = SYSTEM) -> int:
    """Open obstacles of the branches that a briefing hears enter its draft, one item each, the most pressing first.

    When: a draft of a series with sites, before its cut-off; no permission, since nobody may keep a branch's
    obstacle out. Once each: what somebody took off by hand stays off; what was answered meanwhile leaves.
    """
    meeting = lock_one(Meeting.objects.filter(pk=meeting_id).select_related("series", "kind", "unit"))
    if meeting is None:
        raise NotFound
    if meeting.state != Meeting.State.DRAFT or meeting.series is None or not meeting.kind.has_sites:
        return 0
    waiting = list(hindrances.to_gather(queries.branches_heard(meeting)))
    gone = _drop_answered(meeting, {row.pk for row in waiting}, by)
    fresh = []
    if clock.now() < queries.cutoff_of(meeting):
        known = set(CarriedOver.objects.filter(meeting=meeting).values_list("source_id", flat=True))
        elsewhere = _on_other_agendas(meeting, waiting)
        fresh = [row for row in waiting if row.pk not in known and row.pk not in elsewhere]
        fresh.sort(key=lambda row: URGENCY.index(row.urgency))
        _put_in(meeting, fresh, by)
    if fresh or gone:
        data = {"count": len(fresh)}
        record("meetings.obstacles_gathered", by=by, subject=meeting, data=data, topics=workshop(meeting))
    return len(fresh)


URGENCY = (Obstacle.Urgency.FLASH, Obstacle.Urgency.URGENT, Obstacle.Urgency.NORMAL)


def _on_other_agendas(meeting: Meeting, waiting: Iterable[Obstacle]) -> set[UUID]:
    placed = {row.pk: row.meeting_id for row in waiting if row.meeting_id and row.meeting_id != meeting.pk}
    alive = Meeting.objects.filter(pk__in=placed.values()).exclude(state__in=OVER)
    living = set(alive.values_list("pk", flat=True))
    return {obstacle for obstacle, there in placed.items() if there in living}


def _drop_answered(meeting: Meeting, waiting: set[UUID], by: Actor) -> bool:
    """Let go of what needs the meeting no more; an item that somebody worked on stays."""
    found = meeting.items.filter(obstacle_id__isnull=False).exclude(obstacle_id__in=waiting)
    gone = [item for item in found if not item.paper_requests.exists() and not item.remarks.exists()]
    for item in gone:
        let_go(item, by)
    CarriedOver.objects.filter(meeting=meeting, source_id__in=[item.obstacle_id for item in gone]).delete()
    AgendaItem.objects.filter(pk__in=[item.pk for item in gone]).delete()
    return bool(gone)


def _put_in(meeting: Meeting, fresh: list[Obstacle], by: Actor) -> None:
    """Stand below the obstacles that are there; else above the last item, which is the chair's."""
    if not fresh:
        return
    present = list(meeting.items.all())
    heads = _heads({row.branch_id for row in fresh})
    made = [_item(meeting, row, heads.get(row.branch_id)) for row in fresh]
    told = [place for place, item in enumerate(present, 1) if item.obstacle_id]
    at = told[-1] if told else max(len(present) - 1, min(len(present), 1))
    for place, item in enumerate([*present[:at], *made, *present[at:]], 1):
        item.place = place
    AgendaItem.objects.bulk_create(made)
    AgendaItem.objects.bulk_update(present, ["place"])
    CarriedOver.objects.bulk_create(CarriedOver(meeting=meeting, source_id=row.pk) for row in fresh)
    for row, item in zip(fresh, made, strict=True):
        place_at(row.pk, meeting, item, by)


def place_at(obstacle_id: UUID, meeting: Meeting, item: AgendaItem, by: Actor) -> None:
    """Write on the obstacle where it is heard."""
    day = clock.local(meeting.starts_at).date()
    obstacles.place(obstacle_id=obstacle_id, at=Place(meeting.pk, item.pk, meeting.title, day), by=by)


def _heads(branch_ids: set[UUID]) -> dict[UUID, User]:
    found = {branch_id: people.heads_of(branch_id).first() for branch_id in branch_ids}
    return {branch_id: head for branch_id, head in found.items() if head}


def _item(meeting: Meeting, row: Obstacle, head: User | None) -> AgendaItem:
    lines = [now_("Vướng mắc %(number)s · %(field)s") % {"number": row.number, "field": row.field.name}]
    if row.division:
        lines[0] += " · " + now_("%(unit)s trả lời") % {"unit": row.division.short_name}
    if row.proposal:
        lines.append(now_("Đề xuất: %(words)s") % {"words": row.proposal})
    return AgendaItem(
        meeting=meeting,
        title=f"{row.branch.short_name}: {row.title}"[:300],
        note="\n".join(lines),
        preparing_unit_id=row.branch_id,
        presenter=head,
        minutes=MINUTES,
        wanted=AgendaItem.Wanted.DECIDE,
        obstacle_id=row.pk,
    )


def let_go(item: AgendaItem, by: Actor) -> None:
    """Take the meeting off the obstacle of an item that leaves the agenda."""
    held = Obstacle.objects.filter(pk=item.obstacle_id, item_id=item.pk).first() if item.obstacle_id else None
    if held:
        obstacles.place(obstacle_id=held.pk, at=None, by=by)


def pass_on(conclusion: Conclusion, by: Actor, allowed: Verdict) -> None:
    """Give the obstacle of the concluded item its conclusion, in the same transaction; a closed one has its end."""
    item = conclusion.item
    held = Obstacle.objects.filter(pk=item.obstacle_id).first() if item and item.obstacle_id else None
    if held and held.is_open:
        obstacles.conclude(
            obstacle_id=held.pk,
            text=conclusion.content,
            conclusion_id=conclusion.pk,
            task_id=conclusion.task_id,
            meeting=conclusion.meeting.title,
            by=by,
            allowed=allowed,
        )


def gather_job(job: Job) -> None:
    """Let the next briefings of a branch know when one of its obstacles is raised, answered or taken back."""
    row = Obstacle.objects.filter(pk=job.entry.subject_id).first() if job.entry else None
    if row:
        for series in _series_that_hear({row.branch_id}):
            _into_next(series)


def gather_all() -> None:
    """Bring the next draft of every briefing up to date. A scheduled job, for what a reaction missed."""
    for series in Series.objects.filter(ended_at=None, kind__has_sites=True).select_related("unit__kind"):
        _into_next(series)


def _series_that_hear(branch_ids: set[UUID]) -> list[Series]:
    rows = Series.objects.filter(ended_at=None, kind__has_sites=True).select_related("unit__kind")
    return [row for row in rows if queries.branches_of_series(row) & branch_ids]


def _into_next(series: Series) -> None:
    drafts = Meeting.objects.filter(series=series, state=Meeting.State.DRAFT, starts_at__gt=clock.now())
    draft = drafts.order_by("starts_at").first()
    if draft:
        gather_obstacles(meeting_id=draft.pk)
