"""How meetings open the door to their papers, and what search finds of them. Wiring hangs these up."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giaoban.documents.doors import Door
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.notice import Happening
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings import live, permissions, queries
from giaoban.meetings.models import AgendaItem, Conclusion, Meeting, RecordPaper
from giaoban.meetings.queries import after
from giaoban.meetings.queries.agenda import ITEM, MEETING, RECORD
from giaoban.meetings.queries.room import ROOM_STATES
from giaoban.search.kinds import Entry, Searchable


def _item(item_id: UUID) -> AgendaItem:
    found = AgendaItem.objects.filter(pk=item_id).select_related("meeting").first()
    if found is None:
        raise NotFound
    return found


def _meeting(meeting_id: UUID) -> Meeting:
    found = Meeting.objects.filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def _record(paper_id: UUID) -> RecordPaper:
    found = RecordPaper.objects.filter(pk=paper_id).select_related("meeting").first()
    if found is None:
        raise NotFound
    return found


def _page(meeting_id: UUID) -> str:
    return reverse("meetings:meeting", args=[meeting_id])


def _readers(meeting: Meeting) -> set[UUID]:
    return queries.invited_users(meeting.pk) | {meeting.chair_id} if meeting.published_at else {meeting.chair_id}


def _room(meeting: Meeting) -> str | None:
    return live.stream(meeting.pk) if meeting.state in ROOM_STATES else None


def _change_item(by: Actor, item_id: UUID) -> Verdict:
    item = _item(item_id)
    return permissions.may_upload(by, item.meeting, list(item.paper_requests.all()))


def _change_record(by: Actor, paper_id: UUID) -> Verdict:
    paper = _record(paper_id)
    if not permissions.prepares(by, paper.meeting):
        return no("meetings.only_the_office")
    return YES if paper.issued_at is None else no("meetings.record_is_issued")


def _records_seen(by: Actor, paper_ids: Iterable[UUID]) -> set[UUID]:
    """Issued papers are for everybody who sees the meeting whole; drafts for those who prepare it."""
    papers = list(RecordPaper.objects.filter(pk__in=list(paper_ids)).select_related("meeting"))
    seen = queries.meetings_seen_among(by, {paper.meeting_id for paper in papers})
    return {
        paper.pk
        for paper in papers
        if paper.meeting_id in seen and (paper.issued_at or permissions.prepares(by, paper.meeting))
    }


ITEM_DOOR = Door(
    kind=ITEM,
    may_see=lambda by, item_id: bool(queries.items_seen_among(by, [item_id])),
    seen_among=queries.items_seen_among,
    may_change=_change_item,
    may_watch=lambda by, item_id: permissions.may_watch_reading(by, _item(item_id).meeting),
    readers=lambda item_id: _readers(_item(item_id).meeting),
    url=lambda item_id: f"{_page(_item(item_id).meeting_id)}#item-{item_id}",
    label=lambda item_id: str(_item(item_id).meeting),
    is_secret=lambda item_id: _item(item_id).is_secret,
    needed_at=lambda item_id: _item(item_id).meeting.starts_at,
    room=lambda item_id: _room(_item(item_id).meeting),
)
MEETING_DOOR = Door(
    kind=MEETING,
    may_see=lambda by, meeting_id: bool(queries.meetings_seen_among(by, [meeting_id])),
    seen_among=queries.meetings_seen_among,
    may_change=lambda by, meeting_id: permissions.may_change(by, _meeting(meeting_id)),
    may_watch=lambda by, meeting_id: permissions.may_watch_reading(by, _meeting(meeting_id)),
    readers=lambda meeting_id: _readers(_meeting(meeting_id)),
    url=_page,
    label=lambda meeting_id: str(_meeting(meeting_id)),
    needed_at=lambda meeting_id: _meeting(meeting_id).starts_at,
    room=lambda meeting_id: _room(_meeting(meeting_id)),
)
RECORD_DOOR = Door(
    kind=RECORD,
    may_see=lambda by, paper_id: bool(_records_seen(by, [paper_id])),
    seen_among=_records_seen,
    may_change=_change_record,
    may_watch=lambda by, paper_id: permissions.may_watch_reading(by, _record(paper_id).meeting),
    readers=lambda paper_id: _readers(_record(paper_id).meeting),
    url=lambda paper_id: _page(_record(paper_id).meeting_id),
    label=lambda paper_id: str(_record(paper_id).meeting),
)


def _entries(meeting_id: UUID) -> Iterable[Entry]:
    """A meeting is found by title, purpose and items; never by opinions, nor by what a secret item is about."""
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        return
    lines = [meeting.purpose, meeting.location]
    for item in meeting.items.filter(is_secret=False):
        lines += [item.title, item.note]
    text = "\n".join(line for line in lines if line)
    yield Entry(title=meeting.title, text=text, at=meeting.starts_at, unit_id=meeting.unit_id)


def _all_ids() -> Iterator[UUID]:
    yield from Meeting.objects.values_list("pk", flat=True).iterator()


def _touched(entry: Happening) -> Iterable[UUID]:
    return [UUID(entry.subject_id)] if entry.subject_kind == MEETING else []


SEARCHABLE = Searchable(
    kind=MEETING,
    label=_("Cuộc họp"),
    entries=_entries,
    all_ids=_all_ids,
    seen_among=queries.meetings_seen_among,
    url=lambda meeting_id, _part: _page(meeting_id),
    icon="calendar-event",
    touched_by=_touched,
)


def _conclusion_entries(conclusion_id: UUID) -> Iterable[Entry]:
    row = Conclusion.objects.filter(pk=conclusion_id, state=Conclusion.State.FINAL).select_related("meeting").first()
    if row is not None:
        yield Entry(title=row.content[:160], text=row.content, at=row.at, unit_id=row.lead_unit_id)


def _conclusion_touched(entry: Happening) -> Iterable[UUID]:
    is_one = entry.action in {"meetings.conclusion_settled", "meetings.conclusion_withdrawn"}
    return [UUID(entry.data["conclusion"])] if is_one else []


def _conclusion_url(conclusion_id: UUID, _part: int) -> str:
    meeting_id = Conclusion.objects.filter(pk=conclusion_id).values_list("meeting_id", flat=True).first()
    return f"{reverse('meetings:after', args=[meeting_id])}#ket-luan-{conclusion_id}"


def after_url(paper_id: UUID) -> str:
    """Return the page where a paper of the record is looked at."""
    return reverse("meetings:paper", args=[paper_id])


CONCLUSIONS = Searchable(
    kind="meetings.conclusion",
    label=_("Kết luận"),
    entries=_conclusion_entries,
    all_ids=lambda: Conclusion.objects.filter(state="final").values_list("pk", flat=True).iterator(),
    seen_among=after.conclusions_seen_among,
    url=_conclusion_url,
    icon="gavel",
    touched_by=_conclusion_touched,
)
INDEXED = (
    "meetings.scheduled", "meetings.changed", "meetings.item_proposed", "meetings.item_changed",
    "meetings.item_removed", "meetings.carried_over",
)  # fmt: skip
