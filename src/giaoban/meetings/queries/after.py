"""Reading what a meeting leaves: conclusions and the papers of its record."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from giaoban.clerical import issuing
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings.models import Conclusion, Meeting, RecordPaper
from giaoban.meetings.queries.meetings import assisted_by, office_units, selves, visible_meetings
from giaoban.people.models import Unit
from giaoban.signing.models import KeyHolder
from giaoban.signing.queries import holder_of_agency, holder_of_person

ISSUED = (RecordPaper.State.ISSUED, RecordPaper.State.SUPERSEDED)


def _desk(by: Actor) -> Q:
    people_ids = selves(by)
    return (
        Q(meeting__chair__in=people_ids)
        | Q(meeting__secretary__in=people_ids)
        | Q(meeting__in=assisted_by(people_ids))
        | Q(meeting__created_by__in=people_ids)
        | Q(meeting__unit__in=office_units(by))
    )


def visible_conclusions(by: Actor) -> QuerySet[Conclusion]:
    """Return final conclusions of meetings that the person sees whole, and drafts for the desk."""
    meetings = visible_meetings(by, whole=True).values("pk")
    return (
        Conclusion.objects.filter(meeting__in=meetings)
        .filter(Q(state=Conclusion.State.FINAL) | _desk(by))
        .select_related("meeting", "item", "lead_unit", "responsible")
        .prefetch_related("coordinating__unit")
        .order_by("place", "at")
    )


def conclusions_seen_among(by: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Cut conclusions to those that the person may see, in one query."""
    return set(visible_conclusions(by).filter(pk__in=list(ids)).values_list("pk", flat=True))


def lock_conclusion(conclusion_id: UUID, by: Actor) -> Conclusion:
    """Lock a conclusion's meeting and return the conclusion as it is then."""
    meeting_id = visible_conclusions(by).filter(pk=conclusion_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_one(Meeting.objects.filter(pk=meeting_id))
    found = visible_conclusions(by).filter(pk=conclusion_id).first()
    if found is None or meeting is None:
        raise NotFound
    found.meeting = meeting
    return found


def incomplete(meeting: Meeting) -> int:
    """Count the conclusions that cannot become final yet (R-45-14)."""
    lacking = Q(lead_unit=None) | Q(deadline_on=None)
    return meeting.conclusions.filter(lacking, no_action=False).count()


def visible_papers(by: Actor) -> QuerySet[RecordPaper]:
    """Return issued papers of meetings that the person sees whole, and unissued ones for the desk."""
    meetings = visible_meetings(by, whole=True).values("pk")
    return (
        RecordPaper.objects.filter(meeting__in=meetings)
        .filter(Q(state__in=ISSUED) | _desk(by))
        .select_related("meeting", "meeting__unit", "meeting__chair", "meeting__secretary", "document", "signer")
    )


def visible_paper(paper_id: UUID, by: Actor) -> RecordPaper:
    """Return a paper of the record that the person may see."""
    found = visible_papers(by).filter(pk=paper_id).first()
    if found is None:
        raise NotFound
    return found


def issuer_of(paper: RecordPaper) -> Unit:
    """Return the agency in whose name the paper goes out."""
    return issuing.issuer_of(paper.meeting.unit)


def key_holder(paper: RecordPaper, whose: str, by: Actor) -> KeyHolder | None:
    """Return the key that signs a paper: the agency's, or this person's."""
    return holder_of_agency(issuer_of(paper).pk) if whose == "agency" else holder_of_person(by.user_id)


def papers_seen_among(by: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Cut papers of the record to those that the person may see, in one query."""
    return set(visible_papers(by).filter(pk__in=list(ids)).values_list("pk", flat=True))


def newest_paper(meeting: Meeting, kind: str) -> RecordPaper | None:
    """Return the newest version of a paper of the record."""
    return meeting.record_papers.filter(kind=kind).order_by("-version").first()


def lock_paper(paper_id: UUID, by: Actor) -> RecordPaper:
    """Lock a paper's meeting and return the paper as it is then."""
    meeting_id = visible_papers(by).filter(pk=paper_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_one(Meeting.objects.filter(pk=meeting_id))
    found = visible_papers(by).filter(pk=paper_id).first()
    if found is None or meeting is None:
        raise NotFound
    found.meeting = meeting
    return found
