"""Pages of sites: the screen in the meeting room, pairing it, testing the line, and what the host sees of all."""

import os
import secrets
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.kernel import clock
from giaoban.kernel.errors import HouseError, NotFound
from giaoban.kernel.messages import sentence, words_of
from giaoban.meetings import qr
from giaoban.meetings.queries import room
from giaoban.meetings.queries.meetings import own_units
from giaoban.people.middleware import HouseRequest
from giaoban.people.queries import uuid_of
from giaoban.video import actions, permissions, queries

WORD = "site_word"  # session key: what only this screen's browser knows
KEEPS = 90 * 24 * 3600  # seconds that a screen stays signed in without anybody touching it
BLOCK = 1_000_000  # bytes sent to measure the line


@require_GET
@never_cache
def site(request: HouseRequest) -> HttpResponse:
    """Show the site's meeting on its screen; a screen without a place shows the code by which it gets one."""
    if request.actor.user_id is None:
        word = request.session.setdefault(WORD, secrets.token_urlsafe(32))
        pairing = actions.show_code(word=word)
        return render(
            request, "video/code.html", {"pairing": pairing, "address": f"{settings.SITE_URL}/diem-cau/ghep/"}
        )
    if request.user.site_id is None:
        return redirect("video:pair")
    found = queries.meetings_of_site(request.actor)
    now = next((meeting for meeting in found if not queries.is_over(meeting)), None)
    return render(request, "video/site.html", {"meeting": now, "coming": found, "unit": request.user.site})


@require_GET
@never_cache
def waiting(request: HouseRequest) -> HttpResponse:
    """Answer a screen that waits: has somebody said whose it is? Then it is signed in here."""
    word = request.session.get(WORD)
    device = actions.take_pairing(word=word) if word else None
    if device is None:
        return HttpResponse(status=204)
    login(request, device, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.set_expiry(KEEPS)
    return HttpResponse(headers={"HX-Redirect": reverse("video:site")})


@login_required
@require_GET
@never_cache
def site_code(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Draw the check-in code for those who sit in front of this screen: it counts them at the site."""
    meeting = room.room(request.actor, meeting_id)
    a_round = room.open_round(meeting)
    if a_round is None or request.user.site_id is None:
        raise NotFound
    code = f"{qr.code(a_round, clock.now())}.{request.user.site_id}"
    address = reverse("hall:scan", args=[meeting.pk, code])
    return HttpResponse(qr.svg(f"{settings.SITE_URL}{address}"), content_type="image/svg+xml")


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def pair(request: HouseRequest) -> HttpResponse:
    """Take the code that a screen shows and say whose screen it is."""
    sites = queries.sites_to_pair(request.actor)
    if not sites:
        raise NotFound
    problem = ""
    if request.method == "POST":
        unit_id = uuid_of(request.POST.get("unit", "")) or sites[0].pk
        try:
            actions.pair_site(code=request.POST.get("code", ""), unit_id=unit_id, by=request.actor)
        except HouseError as no:
            problem = words_of(no)
        else:
            messages.success(request, _("Đã ghép. Màn hình sẽ tự vào hệ thống sau vài giây."))
            return redirect("video:pair")
    devices = [(unit, queries.device_of(unit)) for unit in sites]
    facts = {"sites": sites, "devices": devices, "problem": problem, "code": request.POST.get("code", "")}
    return render(request, "video/pair.html", facts, status=422 if problem else 200)


@login_required
@require_POST
def unpair(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """Take a site's screen away."""
    unit = actions.unpair_site(unit_id=unit_id, by=request.actor)
    messages.success(request, _("Đã gỡ màn hình của điểm cầu %(unit)s.") % {"unit": unit.short_name})
    return redirect("video:pair")


@login_required
@require_GET
@never_cache
def line_test(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Test camera, microphone, loudspeaker and line of a site before its meeting."""
    meeting = room.room(request.actor, meeting_id)
    units = [unit for unit in room.sites(meeting) if permissions.may_test_line(request.actor, meeting, unit)]
    if not units:
        raise NotFound
    mine = next((unit for unit in units if unit.pk in own_units(request.actor)), units[0])
    tests = [line.test for line in queries.lines_of(meeting) if line.unit == mine and line.test]
    faults = [sentence(key) for test in tests for key in test.faults]
    return render(request, "video/line_test.html", {"meeting": meeting, "unit": mine, "tests": tests, "faults": faults})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def measure(request: HouseRequest) -> HttpResponse:
    """Give so many bytes, or take them: the browser looks at its watch."""
    if request.method == "POST":
        return HttpResponse(status=204)
    size = min(int(request.GET.get("size", "0") or 0), BLOCK) if request.GET.get("size", "0").isdigit() else 0
    return HttpResponse(os.urandom(size), content_type="application/octet-stream")


@login_required
@require_GET
def lines(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show the desk how the lines of all sites are, and whom to call."""
    meeting = room.room(request.actor, meeting_id)
    if room.DESK not in room.eyes(request.actor, meeting):
        raise NotFound
    rows = [
        (line, [sentence(key) for key in line.test.faults] if line.test else []) for line in queries.lines_of(meeting)
    ]
    ready = sum(1 for line, faults in rows if line.test and not faults)
    return render(request, "video/lines.html", {"meeting": meeting, "rows": rows, "ready": ready})
