"""Recording: only the chair turns it on, everybody sees it, the meeting's end ends it (NET-6)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.documents.storage import storage
from giaoban.floor.actions.writing import hat
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.models import Job
from giaoban.ledger.record import enqueue, record
from giaoban.ledger.streams import Puts
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.queries import room
from giaoban.video import composing, live, permissions, queries
from giaoban.video.models import Recording

State = Recording.State
SETTLE = timedelta(seconds=6)  # the media server closes its files
JOB = "video.compose"

ACTIONS: dict[str, Promise | str] = {
    "video.recording_started": _("{actor} đã bật ghi hình cuộc họp «{subject}»"),
    "video.recording_stopped": _("{actor} đã dừng ghi hình cuộc họp «{subject}»"),
    "video.recording_ready": _("Bản ghi hình cuộc họp «{subject}» đã xem được"),
    "video.recording_failed": _("Không ghép được bản ghi hình cuộc họp «{subject}»"),
    "video.recording_expired": _("Bản ghi hình cuộc họp «{subject}» đã hết thời hạn lưu và được xóa"),
}


@transaction.atomic
def start_recording(*, meeting_id: UUID, by: Actor) -> Recording:
    """The chair turns recording on; every screen says so. Secret items are never recorded.

    When: the meeting runs. Repeat: what is being recorded goes on.
    """
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_record(by, meeting))
    known = queries.running_recording(meeting)
    if known is not None:
        return known
    recording = Recording.objects.create(meeting=meeting, by_id=by.person_id)
    _note_item(recording, meeting.current_item)
    changes = live.changes_for_conference(meeting, queries.conference_of(meeting))
    record("video.recording_started", by=hat(by, meeting), subject=meeting, live=changes)
    return recording


@transaction.atomic
def stop_recording(*, meeting_id: UUID, by: Actor) -> Recording | None:
    """The chair turns recording off; one file is made of it. Repeat: nothing is recorded, nothing changes."""
    meeting = room.lock_room(meeting_id, by)
    require(permissions.may_record(by, meeting))
    recording = queries.running_recording(meeting)
    if recording is None:
        return None
    _stop(recording)
    changes = live.changes_for_conference(meeting, queries.conference_of(meeting))
    record("video.recording_stopped", by=hat(by, meeting), subject=meeting, live=changes)
    return recording


def follow_item(meeting: Meeting, item: AgendaItem | None, _by: Actor) -> Puts:
    """Another item begins: a chapter. The meeting is over: the recording too. In the transaction of ``meetings``."""
    recording = queries.running_recording(meeting)
    if recording is None:
        return {}
    if meeting.state != Meeting.State.CLOSED:
        _note_item(recording, item)
        return {}
    _stop(recording)
    return {"video": live.conference_json(queries.conference_of(meeting))}


def compose_job(job: Job) -> None:
    """Make one file of what the media server wrote; asked for again after a crash, it begins anew."""
    recording = UUID(job.args["recording"])
    row = Recording.objects.select_related("meeting").filter(pk=recording, state=State.STOPPED).first()
    if row is None:
        return
    made = composing.compose(row)
    with transaction.atomic():
        row = lock_one(Recording.objects.select_related("meeting").filter(pk=recording, state=State.STOPPED))
        if row is None:
            return
        if made is None:
            row.state = State.FAILED
            row.save(update_fields=["state"])
            record("video.recording_failed", by=SYSTEM, subject=row.meeting)
            return
        row.state, row.seconds, row.size = State.READY, made.seconds, made.size
        row.save(update_fields=["state", "seconds", "size"])
        record("video.recording_ready", by=SYSTEM, subject=row.meeting, data={"recording": str(row.pk)})
    composing.forget_parts(row)


def prune_recordings() -> None:
    """Delete recordings whose time is over, each written down (NET-6)."""
    limit = clock.now() - timedelta(days=settings.RECORDING_DAYS)
    for pk in Recording.objects.filter(state=State.READY, started_at__lt=limit).values_list("pk", flat=True):
        with transaction.atomic():
            row = lock_one(Recording.objects.select_related("meeting").filter(pk=pk, state=State.READY))
            if row is None:
                continue
            storage().forget(f"recordings/{row.pk}")
            row.state = State.GONE
            row.save(update_fields=["state"])
            record("video.recording_expired", by=SYSTEM, subject=row.meeting)


def _stop(recording: Recording) -> None:
    recording.state, recording.stopped_at = State.STOPPED, clock.now()
    recording.save(update_fields=["state", "stopped_at"])
    enqueue(JOB, args={"recording": str(recording.pk)}, lane="papers", due_at=clock.now() + SETTLE)


def _note_item(recording: Recording, item: AgendaItem | None) -> None:
    if item is None:
        return
    at = round((clock.now() - recording.started_at).total_seconds(), 1)
    chapter: dict[str, Any] = {"at": max(at, 0.0), "title": "Nội dung mật" if item.is_secret else item.title}
    recording.chapters = [*recording.chapters, chapter]
    recording.save(update_fields=["chapters"])
