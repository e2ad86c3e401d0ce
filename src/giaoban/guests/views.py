"""The guest's side: the lobby in which one gives a name and waits, and the way out."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from giaoban.guests import actions, links, queries
from giaoban.guests.forms import KnockForm
from giaoban.guests.models import Guest, GuestLink
from giaoban.kernel.errors import NotFound
from giaoban.kernel.ids import new_id
from giaoban.people.middleware import HouseRequest

KNOCKED = "knocked"  # session key: which guest this browser is, by link
STAY = 12 * 3600  # seconds a guest's session lasts
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@require_http_methods(["GET", "POST"])
@never_cache
def lobby(request: HouseRequest, token: str) -> HttpResponse:
    """Ask who one is, then wait; the page looks again by itself, and leads into the room."""
    link_id = links.id_of(token)
    guest = _known(request, link_id)
    if "HX-Request" in request.headers:
        return _look_again(guest)
    if guest is not None and guest.state == Guest.State.ADMITTED and guest.user is not None:
        return _enter(request, guest)
    if guest is not None and guest.state != Guest.State.WAITING:
        return render(request, "guests/over.html", {"meeting": guest.meeting, "guest": guest})
    link = queries.good_link(link_id)
    if guest is not None:
        return render(request, "guests/waiting.html", {"meeting": link.meeting, "guest": guest})
    form = KnockForm(request.POST or None, initial={"key": new_id()})
    if request.method == "POST" and form.is_valid():
        return _knock(request, link, form)
    return render(request, "guests/lobby.html", {"meeting": link.meeting, "form": form})


def _look_again(guest: Guest | None) -> HttpResponse:
    """Answer the page that waits: once it was decided, the browser opens this address anew."""
    decided = guest is None or guest.state != Guest.State.WAITING
    return HttpResponse(status=204, headers={"HX-Refresh": "true"} if decided else {})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def leave(request: HouseRequest) -> HttpResponse:
    """Ask whether the guest wants to leave for good, then close the account."""
    guest = queries.guest_behind(request.actor.person_id)
    if guest is None:
        raise NotFound
    if request.method == "POST":
        actions.let_go(guest_id=guest.pk, by=request.actor)
        logout(request)
        return render(request, "guests/over.html", {"meeting": guest.meeting, "guest": None})
    return render(request, "guests/leave.html", {"meeting": guest.meeting, "guest": guest})


def _knock(request: HouseRequest, link: GuestLink, form: KnockForm) -> HttpResponse:
    said = form.cleaned_data
    guest = actions.knock(
        link_id=link.pk,
        name=said["name"],
        organisation=said["organisation"],
        phone=said["phone"],
        guest_id=said["key"],
        by=request.actor,
    )
    request.session[KNOCKED] = {**request.session.get(KNOCKED, {}), str(link.pk): str(guest.pk)}
    request.session.set_expiry(STAY)
    return redirect("guests:lobby", links.token_of(link))


def _known(request: HttpRequest, link_id: UUID | None) -> Guest | None:
    """Return the guest that this browser is behind this link."""
    kept = request.session.get(KNOCKED, {}).get(str(link_id))
    rows = Guest.objects.select_related("meeting", "user", "link")
    return rows.filter(pk=kept, link=link_id).first() if kept else None


def _enter(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Sign the guest in: a session of their own, which opens this meeting and nothing else."""
    if not request.user.is_authenticated:
        kept = request.session.get(KNOCKED)
        login(request, guest.user, backend=BACKEND)
        request.session[KNOCKED] = kept
        request.session.set_expiry(STAY)
    return redirect("hall:room", guest.meeting_id)
