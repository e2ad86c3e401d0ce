"""A record on its way to the browser: written to a temporary file first, so that a fault is said and not cut off."""

import tempfile
from uuid import UUID

from django.http import FileResponse

from giaoban.documents.storage import incoming
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import require
from giaoban.meetings.queries import visible_meetings
from giaoban.records import actions, permissions
from giaoban.records.packing import download_name, pack


def package_of(meeting_id: UUID, by: Actor) -> FileResponse:
    """Pack the record of a meeting, write down its seal, and answer with it."""
    meeting = visible_meetings(by, whole=True).filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound
    require(permissions.may_take(by, meeting))
    file = tempfile.TemporaryFile(dir=incoming())  # noqa: SIM115 - the answer closes it when it is sent
    try:
        packed = pack(meeting, file, made_by=by.label)
        actions.take(meeting_id=meeting.pk, head=packed.head, rows=packed.rows, files=packed.files, by=by)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=download_name(meeting), content_type="application/zip")
