"""Reading the stage."""

from uuid import UUID

from django.db.models import QuerySet

from giaoban.documents.models import Document, Version
from giaoban.floor.models import Highlight, Stage
from giaoban.meetings.models import AgendaItem, Meeting


def stage_of(meeting: Meeting) -> Stage:
    """Return the meeting's stage; an unsaved empty one before anything was shown."""
    found = Stage.objects.select_related("presenter", "handed_to", "document").filter(meeting=meeting).first()
    return found or Stage(meeting=meeting)


def shown_page(meeting: Meeting) -> tuple[UUID | None, int]:
    """Return the paper and page that are shown."""
    stage = stage_of(meeting)
    return stage.document_id, stage.page


def highlights_of(meeting: Meeting) -> QuerySet[Highlight]:
    """Return what is drawn over the page that is shown."""
    return Highlight.objects.filter(meeting=meeting)


def paper_of(meeting: Meeting, document_id: UUID) -> Document | None:
    """Return a paper of this meeting or of one of its items; a secret or withdrawn one is never shown."""
    owners = [meeting.pk, *meeting.items.values_list("pk", flat=True)]
    papers = Document.objects.filter(owner_kind__in=("meetings.item", "meetings.meeting"), owner_id__in=owners)
    return papers.filter(pk=document_id, withdrawn_at=None, is_secret=False).first()


def first_paper(item: AgendaItem) -> Document | None:
    """Return the paper with which an item opens."""
    papers = Document.objects.filter(owner_kind="meetings.item", owner_id=item.pk, withdrawn_at=None, is_secret=False)
    return papers.order_by("place", "created_at").first()


def page_count(document_id: UUID) -> int:
    """Return how many pages the newest readable version has, 0 while there is none."""
    ready = Version.objects.filter(document=document_id, state=Version.State.READY).order_by("-number")
    return ready.values_list("page_count", flat=True).first() or 0
