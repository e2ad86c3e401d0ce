"""A site's screen gets its place by a pairing code, and its line is tested before the meeting (NET-4, NET-5)."""

import hashlib
import secrets
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import NotFound, TooMany
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.meetings.queries import room
from giaoban.people.models import Unit, User
from giaoban.video import permissions, queries
from giaoban.video.models import LineTest, Pairing

ACTIONS: dict[str, Promise | str] = {
    "video.code_shown": _("Một màn hình điểm cầu xin mã ghép"),
    "video.site_paired": _("{actor} đã ghép màn hình cho điểm cầu {subject}"),
    "video.site_signed_in": _("Màn hình của {subject} đã vào hệ thống"),
    "video.site_unpaired": _("{actor} đã gỡ màn hình của điểm cầu {subject}"),
    "video.line_tested": _("{actor} đã kiểm tra đường truyền của điểm cầu {site} cho cuộc họp «{subject}»"),
}
DIGITS = 8
FROM_ONE_PLACE = 20  # screens that wait at the same time: an office's share one address


@transaction.atomic
def show_code(*, word: str, by: Actor) -> Pairing:
    """A screen without a place asks for a code; ``word`` is known to its browser session alone.

    Nobody is signed in. Repeat: the same session keeps its code while it is good. Raises TooMany: too many screens
    wait at one address; whoever asks without end fills neither the table nor the audit book.
    """
    digest = hashlib.sha256(word.encode()).hexdigest()
    known = Pairing.objects.filter(digest=digest, taken_at=None, shown_at__gt=clock.now() - Pairing.HOLDS).first()
    if known is not None:
        return known
    Pairing.objects.filter(shown_at__lt=clock.now() - 4 * Pairing.HOLDS).delete()
    address = by.address[:64]
    if address and queries.screens_waiting_at(address) >= FROM_ONE_PLACE:
        seconds = int(Pairing.HOLDS.total_seconds())
        raise TooMany("video.too_many_screens", seconds=seconds, minutes=seconds // 60)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    pairing = Pairing.objects.create(code=code, digest=digest, address=address)
    record("video.code_shown", by=by, subject=pairing)
    return pairing


@transaction.atomic
def pair_site(*, code: str, unit_id: UUID, by: Actor) -> Pairing:
    """Somebody of the unit, or the Office, says that the screen with this code stands in its meeting room.

    Repeat: the code is used up; a second screen of the same site takes the place of the first.
    """
    unit = Unit.objects.filter(pk=unit_id, closed_on=None).first()
    if unit is None:
        raise NotFound
    require(permissions.may_pair(by, unit))
    pairing = queries.pairing_by_code("".join(filter(str.isdigit, code)))
    device = queries.device_of(unit) or User(
        username=f"diemcau.{unit.code.lower()}"[:80], full_name=f"Điểm cầu {unit.short_name}", site=unit
    )
    device.is_active = True
    device.password = make_password(None)  # sessions of a screen that stood there before end with it
    device.save()
    pairing.device = device
    pairing.save(update_fields=["device"])
    record("video.site_paired", by=by, subject=unit)
    return pairing


@transaction.atomic
def take_pairing(*, word: str) -> User | None:
    """The screen asks whether somebody has said whose it is; once, then it is signed in and keeps its place."""
    digest = hashlib.sha256(word.encode()).hexdigest()
    pairing = lock_one(Pairing.objects.filter(digest=digest, taken_at=None, device__isnull=False))
    if pairing is None or pairing.device is None:
        return None
    pairing.taken_at = clock.now()
    pairing.save(update_fields=["taken_at"])
    record("video.site_signed_in", by=SYSTEM, subject=pairing.device)
    return pairing.device


@transaction.atomic
def unpair_site(*, unit_id: UUID, by: Actor) -> Unit:
    """The unit or the Office takes its screen away: it is signed out. Repeat: without a screen nothing happens."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    require(permissions.may_pair(by, unit))
    device = queries.device_of(unit)
    if device is None or not device.is_active:
        return unit
    device.is_active = False
    device.password = make_password(None)
    device.save(update_fields=["is_active", "password"])
    record("video.site_unpaired", by=by, subject=unit, topics=[(device.pk, "rights")])
    return unit


@transaction.atomic
def note_line_test(
    *,
    meeting_id: UUID,
    unit_id: UUID,
    by: Actor,
    camera: bool = False,
    microphone: bool = False,
    loudspeaker: bool = False,
    up: int = 0,
    down: int = 0,
    delay: int = 0,
    loss: float = 0.0,
) -> LineTest:
    """A site notes how its devices and its line are; the host sees the newest. Each test is kept."""
    meeting = room.lock_room(meeting_id, by)
    unit = next((site for site in room.sites(meeting) if site.pk == unit_id), None)
    if unit is None:
        raise NotFound
    require(permissions.may_test_line(by, meeting, unit))
    test = LineTest.objects.create(
        meeting=meeting, unit=unit, by_id=by.person_id, camera=camera, microphone=microphone,
        loudspeaker=loudspeaker, up=max(up, 0), down=max(down, 0), delay=max(delay, 0), loss=min(max(loss, 0.0), 100.0),
    )  # fmt: skip
    record("video.line_tested", by=by, subject=meeting, data={"site": unit.short_name, "faults": len(test.faults)})
    return test
