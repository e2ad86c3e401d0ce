"""The page that opens without network, the worker behind it, and the list of devices."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import require
from giaoban.offline import actions, permissions, queries
from giaoban.people.middleware import HouseRequest


@require_GET
def shell(request: HouseRequest) -> HttpResponse:
    """Show what is taken along; the browser keeps this page, so it names nobody and holds nothing."""
    return render(request, "offline/shell.html")


@require_GET
def worker(_request: HouseRequest) -> HttpResponse:
    """Return the worker that answers without network; from the root, for it looks after every address."""
    found = finders.find("ui/dist/offline-worker.js")
    if not found:
        raise NotFound
    response = HttpResponse(Path(str(found)).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@login_required
@require_GET
def mine(request: HouseRequest) -> HttpResponse:
    """Show on which devices the person has meetings along: a part of one's own page."""
    key = request.session.session_key or ""
    rows = queries.still_signed_in(queries.held_by(request.actor))
    held = [(row, row.session == queries.digest_of(key)) for row in rows]
    return render(request, "offline/mine.html", {"held": held})


@login_required
@require_POST
def withdraw(request: HouseRequest, taken_id: UUID) -> HttpResponse:
    """Withdraw a meeting from a device."""
    taken = actions.withdraw_taken(taken_id=taken_id, by=request.actor)
    messages.success(request, _("Đã thu hồi. Thiết bị đó không mở được tài liệu nữa ngay khi có mạng."))
    return redirect("people:me" if request.actor.is_person(taken.user_id) else "offline:devices")


@login_required
@require_GET
def devices(request: HouseRequest) -> HttpResponse:
    """Show the administrator which devices have meetings along, and withdraw from one that is lost."""
    require(permissions.may_look_after_devices(request.actor))
    return render(request, "offline/devices.html", {"devices": queries.devices_for(request.actor)})
