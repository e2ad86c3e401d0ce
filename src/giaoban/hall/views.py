"""The pages of the room: the room itself, the board screen, and the way in by the code on it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from giaoban.hall import queries
from giaoban.kernel import clock
from giaoban.kernel.errors import NotFound
from giaoban.kernel.messages import MESSAGES, sentence
from giaoban.meetings import qr
from giaoban.meetings.actions import check_in as act_check_in
from giaoban.meetings.models import AttendanceMark
from giaoban.meetings.queries import room
from giaoban.meetings.sheets import attendance_workbook
from giaoban.people.middleware import HouseRequest
from giaoban.people.queries import uuid_of

STAGE_ONLY = "trinh-chieu"  # the board's mode in its address
SCANNED = "scanned"  # session key: which code this browser saw, and when


@login_required
@require_GET
def room_page(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show the room."""
    meeting = room.room(request.actor, meeting_id)
    return render(request, "hall/room.html", {"meeting": meeting, "words": _reasons()})


@login_required
@require_GET
def board(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show the big screen of the hall; «che-do=trinh-chieu» shows the stage alone."""
    meeting = room.room(request.actor, meeting_id)
    at_the_desk = room.DESK in room.eyes(request.actor, meeting)
    mode = STAGE_ONLY if request.GET.get("che-do") == STAGE_ONLY else ""
    return render(request, "hall/board.html", {"meeting": meeting, "at_the_desk": at_the_desk, "mode": mode})


@login_required
@require_GET
@never_cache
def code_picture(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Draw the check-in code of this half minute, for the screen that the desk has opened."""
    meeting = room.room(request.actor, meeting_id)
    a_round = room.open_round(meeting)
    if a_round is None or room.DESK not in room.eyes(request.actor, meeting):
        raise NotFound
    address = reverse("hall:scan", args=[meeting.pk, qr.code(a_round, clock.now())])
    return HttpResponse(qr.svg(f"{settings.SITE_URL}{address}"), content_type="image/svg+xml")


@require_GET
@never_cache
def scan(request: HouseRequest, meeting_id: UUID, code: str) -> HttpResponse:
    """Take the code that a telephone has read; signing in comes after, and may take longer than the code lives.

    A good code is kept in this browser's session with the moment it came, so it cannot be passed on.
    """
    if request.user.is_authenticated:
        room.room(request.actor, meeting_id)
    code, _, site = code.partition(".")
    if room.code_holds(meeting_id, code):
        kept = {"meeting": str(meeting_id), "code": code, "at": clock.now().isoformat(), "site": site}
        request.session[SCANNED] = kept
    return redirect("hall:check_in", meeting_id)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def check_in(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Ask once more whether it is really this person, then count them."""
    meeting = room.room(request.actor, meeting_id)
    code, at, site_id = _scanned(request, meeting_id)
    if request.method == "POST":
        act_check_in(
            meeting_id=meeting_id, method=AttendanceMark.Method.QR, code=code, scanned_at=at, site_id=site_id,
            by=request.actor,
        )  # fmt: skip
        return redirect("hall:check_in", meeting_id)
    a_round = room.last_round(meeting)
    expected = {entry.user.pk: entry for entry in room.expected_people(meeting)}
    mark = room.marks_of(a_round).get(request.actor.person_id)
    there = mark is not None and mark.state != AttendanceMark.State.ABSENT and mark.left_at is None
    facts = {
        "meeting": meeting,
        "place": expected.get(request.actor.person_id),
        "mark": mark if there else None,
        "scanned": bool(code),
        "round_open": a_round is not None and a_round.closed_at is None,
    }
    return render(request, "hall/check_in.html", facts)


@login_required
@require_GET
def attendance_sheet(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Hand out the attendance list as a workbook, to chair and secretary."""
    meeting = room.room(request.actor, meeting_id)
    if room.DESK not in room.eyes(request.actor, meeting):
        raise NotFound
    answer = HttpResponse(
        attendance_workbook(meeting),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = f"diem-danh-{slugify(clock.local(meeting.starts_at).strftime('%Y-%m-%d'))}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _scanned(request: HouseRequest, meeting_id: UUID) -> tuple[str, datetime | None, UUID | None]:
    kept = request.session.get(SCANNED) or {}
    if kept.get("meeting") != str(meeting_id):
        return "", None, None
    return str(kept["code"]), datetime.fromisoformat(kept["at"]), uuid_of(kept.get("site", ""))


def _reasons() -> dict[str, str]:
    """Return the sentences behind the reasons in ``can/…``, in the reader's language."""
    return {code: sentence(code) for code in MESSAGES if code.startswith(queries.REASONS)}
