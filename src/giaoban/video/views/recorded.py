"""Watching what was recorded: as the minutes are read, with its chapters (NET-6)."""

import re
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from giaoban.documents.storage import storage
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import require
from giaoban.meetings.queries import room
from giaoban.people.middleware import HouseRequest
from giaoban.video import permissions, queries
from giaoban.video.models import Recording

RANGE: Final = re.compile(r"^bytes=(\d+)-(\d*)$")
AT_ONCE: Final = 2 * 1024 * 1024  # bytes of one answer: browsers ask for the next part by themselves


@login_required
@require_GET
def recordings(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show the meeting's recordings."""
    meeting = room.room(request.actor, meeting_id)
    rows = [(row, permissions.may_watch_recording(request.actor, row)) for row in meeting.recordings.all()]
    return render(request, "video/recordings.html", {"meeting": meeting, "rows": rows})


@login_required
@require_GET
@never_cache
def play(request: HouseRequest, recording_id: UUID) -> HttpResponseBase:
    """Hand out the file, in parts where the player asks for parts."""
    recording = queries.recording_seen(recording_id, request.actor)
    require(permissions.may_watch_recording(request.actor, recording))
    if recording.state != Recording.State.READY:
        raise NotFound
    asked = RANGE.match(request.headers.get("Range", ""))
    if asked is None:
        return FileResponse(storage().open(recording.key), content_type="video/mp4", headers={"Accept-Ranges": "bytes"})
    first = int(asked.group(1))
    last = min(int(asked.group(2) or recording.size), first + AT_ONCE - 1, recording.size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{recording.size}"})
    with storage().open(recording.key) as file:
        file.seek(first)
        part = file.read(last - first + 1)
    head = {"Content-Range": f"bytes {first}-{last}/{recording.size}", "Accept-Ranges": "bytes"}
    return HttpResponse(part, status=206, content_type="video/mp4", headers=head)
