"""Pages of seats: halls and their editor, the seating of a meeting, name plates, «where do I sit»."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.meetings.models import Meeting
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import User
from giaoban.seating import actions, drawing, permissions, queries, shapes
from giaoban.seating.forms import ChooseForm, FillForm, HallForm, PlaceForm
from giaoban.seating.models import Hall
from giaoban.seating.order import Sitter
from giaoban.seating.plates import Plate, plates_pdf


@login_required
@require_GET
def halls(request: HouseRequest) -> HttpResponse:
    """List the halls that are drawn."""
    may_draw = bool(permissions.may_draw(request.actor))
    return render(request, "seating/halls.html", {"halls": queries.halls(), "may_draw": may_draw})


@login_required
@require_http_methods(["GET", "POST"])
def new_hall(request: HouseRequest) -> HttpResponse:
    """Draw a new hall: it begins with rows."""
    require(permissions.may_draw(request.actor))
    return _edited(request, None, shapes.rows(6, 10))


@login_required
@require_http_methods(["GET", "POST"])
def hall(request: HouseRequest, hall_id: UUID) -> HttpResponse:
    """Draw a hall anew."""
    found = queries.halls().filter(pk=hall_id).first()
    if found is None:
        raise NotFound
    require(permissions.may_draw(request.actor))
    return _edited(request, found, found.seats)


@login_required
@require_POST
def retire(request: HouseRequest, hall_id: UUID) -> HttpResponse:
    """Take a hall out of use."""
    actions.retire_hall(hall_id=hall_id, by=request.actor)
    messages.success(request, _("Đã ngừng dùng sơ đồ này."))
    return redirect("seating:halls")


@login_required
@require_GET
def meeting(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show who sits where; for whom prepares the meeting the means to seat people."""
    found = queries.visible_meeting(meeting_id, request.actor)
    facts = _facts(request, found)
    if facts["may_seat"]:
        seated = {one.person for one in facts["seats"]}
        facts["standing"] = [one for one in queries.sitters(found) if str(one.user.pk) not in seated]
        facts["form"] = ChooseForm(initial={"hall": facts["seating"].hall_id if facts["seating"] else None})
    return render(request, "seating/meeting.html", facts)


@login_required
@require_POST
def choose(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Say in which hall the meeting sits."""
    form = ChooseForm(request.POST)
    if not form.is_valid():
        raise Invalid("seating.no_hall")
    actions.choose_hall(meeting_id=meeting_id, hall_id=form.cleaned_data["hall"].pk, by=request.actor)
    return redirect("seating:meeting", meeting_id)


@login_required
@require_POST
def fill(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Seat everybody by rank or by unit."""
    form = FillForm(request.POST)
    if not form.is_valid():
        raise Invalid("seating.bad_rule")
    without = actions.fill_seats(meeting_id=meeting_id, rule=form.cleaned_data["rule"], by=request.actor)
    if without:
        messages.warning(request, _("Hội trường thiếu ghế: còn %(n)d người chưa có chỗ.") % {"n": without})
    else:
        messages.success(request, _("Đã xếp chỗ cho mọi người dự tại hội trường."))
    return redirect("seating:meeting", meeting_id)


@login_required
@require_POST
def place(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Put one person on a seat."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise Invalid("seating.no_such_seat")
    said = form.cleaned_data
    seat = said["seat"].upper()
    actions.place_person(meeting_id=meeting_id, user_id=said["person"], seat=seat, by=request.actor)
    return redirect("seating:meeting", meeting_id)


@login_required
@require_GET
def plates(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Hand out the name plates of who sits in the hall, in the order of the seats."""
    found = queries.visible_meeting(meeting_id, request.actor)
    require(permissions.may_seat(request.actor, found))
    seating = queries.seating_of(found)
    if seating is None:
        raise NotFound
    who = {one.user.pk: one for one in queries.sitters(found)}
    seats = queries.places_of(found)
    kept = [(seat["id"], who[seats[seat["id"]].pk]) for seat in seating.seats if _sits(seat["id"], seats, who)]
    rows = [Plate(one.user.full_name, one.position, one.unit, seat, one.role == "chair") for seat, one in kept]
    answer = HttpResponse(plates_pdf(rows), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="bien-ten.pdf"'
    return answer


@login_required
@require_GET
def mine(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Show where I sit, on a picture."""
    found = queries.visible_meeting(meeting_id, request.actor)
    return render(
        request, "seating/mine.html", _facts(request, found) | {"mine": queries.my_seat(request.actor, found)}
    )


def _sits(seat: str, seats: dict[str, User], who: dict[UUID, Sitter]) -> bool:
    return seat in seats and seats[seat].pk in who


def _facts(request: HouseRequest, found: Meeting) -> dict[str, Any]:
    seating = queries.seating_of(found)
    seats = drawing.drawn(seating, queries.places_of(found), request.actor.user_id) if seating else []
    may_seat = bool(permissions.may_seat(request.actor, found))
    return {"meeting": found, "seating": seating, "seats": seats, "may_seat": may_seat}


def _edited(request: HouseRequest, found: Hall | None, seats: list[Any]) -> HttpResponse:
    initial = {"name": found.name, "shape": found.shape} if found else {}
    form = HallForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        saved = actions.save_hall(
            hall_id=found.pk if found else None,
            name=said["name"],
            shape=said["shape"],
            seats=said["seats"] or seats,
            by=request.actor,
        )
        messages.success(request, _("Đã lưu sơ đồ hội trường."))
        return redirect("seating:hall", saved.pk)
    return render(request, "seating/hall.html", {"hall": found, "form": form, "seats": seats})
