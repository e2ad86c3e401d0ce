"""Reading what is taken along: by whom, where, and what belongs to it."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from giaoban.documents import queries as documents
from giaoban.documents.models import Version
from giaoban.documents.permissions import downloadable_among
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.locks import lock_one
from giaoban.meetings import queries as meetings
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries.agenda import ITEM, MEETING
from giaoban.offline.models import Taken

MOST_DEVICES = 500
TEXT_AT_ONCE = 20  # pages, as the reader asks for them


def digest_of(session_key: str) -> str:
    """Return what is kept of a session's key."""
    return sha256(session_key.encode()).hexdigest()


def on_devices() -> QuerySet[Taken]:
    """Return what anybody has along on devices, newest first."""
    rows = Taken.objects.filter(withdrawn_at=None, until__gt=clock.now())
    return rows.select_related("meeting", "user")


def held_by(by: Actor) -> list[Taken]:
    """Return what a person has along on devices and may still read, newest first."""
    rows = list(on_devices().filter(user_id=by.person_id))
    seen = meetings.meetings_seen_among(by, {row.meeting_id for row in rows}) if rows else set()
    return [row for row in rows if row.meeting_id in seen]


def still_signed_in(rows: Iterable[Taken]) -> list[Taken]:
    """Cut to those whose session is still there: with it a device has forgotten everything."""
    keys = Session.objects.filter(expire_date__gt=clock.now()).values_list("session_key", flat=True)
    open_sessions = {digest_of(key) for key in keys}
    return [row for row in rows if row.session in open_sessions]


def devices_for(by: Actor) -> list[tuple[Taken, bool]]:
    """Return every device with something along, for who looks after them; true: this person sees that meeting too."""
    rows = still_signed_in(on_devices())[:MOST_DEVICES]
    seen = meetings.meetings_seen_among(by, {row.meeting_id for row in rows})
    return [(row, row.meeting_id in seen) for row in rows]


def own_taken(by: Actor, taken_id: UUID, session_key: str) -> Taken:
    """Return what this very session took along and may still read; everything else is not there."""
    here = digest_of(session_key)
    row = next((row for row in held_by(by) if row.pk == taken_id and row.session == here), None)
    if row is None:
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


def papers_along(by: Actor, meeting: Meeting) -> list[Version]:
    """Return the papers of a meeting that this person may have on a device now: who may not download, takes none."""
    items = list(meeting.items.values_list("pk", flat=True))
    papers = documents.papers_of_all({MEETING: [meeting.pk], ITEM: items}, by.person_id)
    ready = [
        (paper.document, paper.version)
        for rows in papers.values()
        for paper in rows
        if paper.version and paper.version.state == Version.State.READY and not paper.document.is_secret
    ]
    seen = documents.seen_among(by, [document.pk for document, _version in ready])
    mine = downloadable_among(by, [document for document, _version in ready if document.pk in seen])
    return [version for document, version in ready if document.pk in mine]


def addresses_of(meeting: Meeting, papers: Iterable[Version]) -> list[str]:
    """Return everything to fetch so that the meeting and these papers can be read without network."""
    found = [f"/api/meetings/{meeting.pk}", f"/api/meetings/{meeting.pk}/items"]
    for version in papers:
        found += _addresses(version.document_id, version)
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
