"""The search page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoban.people.middleware import HouseRequest
from giaoban.search import queries
from giaoban.search.kinds import KINDS

FRAGMENT = "search/hits.html"


@login_required
@require_GET
def results(request: HouseRequest) -> HttpResponse:
    """Show what was found, one page; typing refreshes only the list."""
    asked = request.GET.get("q", "").strip()[:300]
    kind = request.GET.get("kind", "")
    page = _number(request)
    found = queries.find(request.actor, asked, kind=kind, page=page)
    context = {"asked": asked, "kind": kind, "kinds": KINDS.values(), "found": found, "page": page}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, FRAGMENT if is_fragment else "search/results.html", context)


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return min(max(int(asked), 1), 100) if asked.isdigit() else 1
