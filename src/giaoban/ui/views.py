"""The gallery: every component in every state, for the eye, for the camera and for axe."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from giaoban.ui import sample

SHEETS = ("components", "page", "bare", "400", "403", "404", "409", "429", "500", "csrf", "offline")


def gallery(request: HttpRequest, sheet: str = "components") -> HttpResponse:
    """Show one sheet of the gallery; strangers sign in first, except while developing."""
    if sheet not in SHEETS:
        raise Http404
    if not (settings.DEBUG or request.user.is_authenticated):
        return redirect_to_login(request.get_full_path())
    return render(request, f"ui/gallery/{sheet}.html", sample.world(request.GET))


def offline(request: HttpRequest) -> HttpResponse:
    """Show what the browser keeps for the hour without a network; names nobody, so anyone may fetch it."""
    return render(request, "ui/errors/offline.html")
