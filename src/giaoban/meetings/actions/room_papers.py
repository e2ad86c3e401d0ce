"""The room hears of its papers: added, readable now, replaced, withdrawn. Documents know no meetings; wiring does."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.documents.models import Document
from giaoban.kernel.actor import SYSTEM
from giaoban.kernel.locks import lock_one
from giaoban.ledger.models import Job
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings import live
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.queries import room

ACTIONS: dict[str, Promise | str] = {
    "meetings.papers_moved": _("Phòng họp của “{subject}” đã cập nhật tài liệu"),
}
ITEM, MEETING = "meetings.item", "meetings.meeting"


@transaction.atomic
def show_papers(job: Job) -> None:
    """Tell the room what it has of one paper now. Whole values, so a second run is harmless."""
    if job.entry is None:
        return
    document = Document.objects.filter(pk=job.entry.subject_id, owner_kind__in=(ITEM, MEETING)).first()
    meeting = _meeting_of(document) if document else None
    if document is None or meeting is None or meeting.state not in room.ROOM_STATES:
        return
    data = {"document": str(document.pk)}
    record("meetings.papers_moved", by=SYSTEM, subject=meeting, data=data, live=_changes(document, meeting))


def _meeting_of(document: Document) -> Meeting | None:
    meeting_id: UUID | None = document.owner_id
    if document.owner_kind == ITEM:
        meeting_id = AgendaItem.objects.filter(pk=document.owner_id).values_list("meeting_id", flat=True).first()
    rows = Meeting.objects.filter(pk=meeting_id) if meeting_id else Meeting.objects.none()
    return lock_one(rows.select_related("kind", "chair", "secretary"))


def _changes(document: Document, meeting: Meeting) -> list[Change]:
    paper = live.changes_for_paper(document, meeting.pk)
    if document.owner_kind == ITEM:
        item = AgendaItem.objects.select_related("presenter", "preparing_unit", "meeting").get(pk=document.owner_id)
        return [*paper, *live.changes_for_item(item)]
    return [*paper, Change(live.stream(meeting.pk), {"meeting": live.meeting_json(meeting)})]
