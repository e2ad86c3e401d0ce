"""Reading what is taken along: by whom, where, and what belongs to it."""

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet

from giaoban.documents import queries as documents
from giaoban.documents.models import Version
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings import queries as meetings
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.agenda import ITEM, MEETING
from giaoban.offline.models import Taken

TEXT_AT_ONCE = 20  # pages, as the reader asks for them
LARGEST_PDF = 25_000_000  # bytes; above, the pictures of its pages are enough


def digest_of(session_key: str) -> str:
    """Return what is kept of a session's key."""
    return sha256(session_key.encode()).hexdigest()


def held_by(user_id: UUID) -> QuerySet[Taken]:
    """Return what a person has along on devices, newest first."""
    rows = Taken.objects.filter(user_id=user_id, withdrawn_at=None, until__gt=clock.now())
    return rows.select_related("meeting")


def own_taken(by: Actor, taken_id: UUID, session_key: str) -> Taken:
    """Return what this very session took along and may still read; everything else is not there."""
    row = held_by(by.person_id).filter(pk=taken_id, session=digest_of(session_key)).first()
    if row is None or not meetings.meetings_seen_among(by, [row.meeting_id]):
        raise NotFound
    return row


def lock_taken(taken_id: UUID) -> Taken:
    """Lock one row."""
    row = lock_one(Taken.objects.filter(pk=taken_id))
    if row is None:
        raise NotFound
    return row


def visible_meeting(by: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting that the person sees whole."""
    meeting = meetings.visible_meetings(by, whole=True).filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound
    return meeting


def addresses_of(by: Actor, meeting: Meeting) -> list[str]:
    """Return everything to fetch so that the meeting can be read without network."""
    items = list(meeting.items.values_list("pk", flat=True))
    found = [f"/api/meetings/{meeting.pk}", f"/api/meetings/{meeting.pk}/items"]
    for kind, owners in ((MEETING, [meeting.pk]), (ITEM, items)):
        papers = documents.papers_of(kind, owners, by.person_id)
        readable = [paper for rows in papers.values() for paper in rows if paper.version]
        seen = documents.seen_among(by, [paper.document.pk for paper in readable])
        for paper in readable:
            if paper.document.pk in seen and paper.version and paper.version.state == Version.State.READY:
                found += _addresses(paper.document.pk, paper.version)
    return found


def _addresses(document_id: UUID, version: Version) -> Iterator[str]:
    base, asked = f"/api/documents/{document_id}", f"version={version.number}"
    yield f"/tai-lieu/{document_id}/"
    yield base
    yield f"{base}/annotations?{asked}"
    for page in range(1, version.page_count + 1):
        yield f"{base}/pages/{page}.webp?w=1240&{asked}"
        yield f"{base}/pages/{page}/words?{asked}"
    for first in range(1, version.page_count + 1, TEXT_AT_ONCE):
        yield f"{base}/text?{asked}&first={first}&last={first + TEXT_AT_ONCE - 1}"
