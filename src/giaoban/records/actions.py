"""The one act of records: somebody takes one away, and its seal is written into the audit book."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import require
from giaoban.ledger.models import Entry
from giaoban.ledger.record import record
from giaoban.meetings.queries import visible_meetings
from giaoban.records import permissions

ACTIONS: dict[str, Promise | str] = {
    "records.taken": _("{actor} lấy hồ sơ “{subject}”: {rows} dòng, {files} tệp"),
}


@transaction.atomic
def take(*, meeting_id: UUID, head: str, rows: int, files: int, by: Actor) -> Entry:
    """Write down that the person takes a package with this seal. So a package can be recognized years later.

    When: the meeting is over. Repeat: each package has a seal of its own, and each is written down.
    """
    meeting = visible_meetings(by, whole=True).filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound
    require(permissions.may_take(by, meeting))
    return record("records.taken", by=by, subject=meeting, data={"head": head, "rows": rows, "files": files})
