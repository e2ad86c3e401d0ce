"""The gallery: every component in every state, for the eye, for the camera and for axe."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext

from giaoban.ui import sample

ICONS = (("icon-192", 192, "any"), ("icon-512", 512, "any"), ("icon-maskable-512", 512, "maskable"))
SHEETS = ("components", "page", "bare", "400", "403", "404", "409", "429", "500", "csrf", "offline")


def gallery(request: HttpRequest, sheet: str = "components") -> HttpResponse:
    """Show one sheet of the gallery; strangers sign in first, except while developing."""
    if sheet not in SHEETS:
        raise Http404
    if not (settings.DEBUG or request.user.is_authenticated):
        return redirect_to_login(request.get_full_path())
    return render(request, f"ui/gallery/{sheet}.html", sample.world(request.GET))


def manifest(_request: HttpRequest) -> JsonResponse:
    """Say what a device shows that keeps the product beside its own programs; names nobody, so anyone may fetch it.

    iPhone and iPad push only to pages that were put on the home screen, which takes this.
    """
    icons = [
        {"src": static(f"ui/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size, purpose in ICONS
    ]
    facts = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "name": gettext("Giao ban"),
        "short_name": gettext("Giao ban"),
        "lang": get_language(),
        "theme_color": "#0B3A5B",
        "background_color": "#FFFFFF",
        "icons": icons,
    }
    reply = JsonResponse(facts, content_type="application/manifest+json")
    patch_cache_control(reply, max_age=3600)
    return reply


def offline(request: HttpRequest) -> HttpResponse:
    """Show what the browser keeps for the hour without a network; names nobody, so anyone may fetch it."""
    return render(request, "ui/errors/offline.html")
