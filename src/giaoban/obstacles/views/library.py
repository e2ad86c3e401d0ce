"""The library of answers: every page of it is open to whoever signs in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from giaoban.kernel.paging import page
from giaoban.obstacles import queries
from giaoban.people.middleware import HouseRequest
from giaoban.people.queries import uuid_of


@login_required
@require_GET
def library(request: HouseRequest) -> HttpResponse:
    """Find an answer, with or without diacritics."""
    asked = request.GET
    found = queries.library(asked.get("q", ""), uuid_of(asked.get("field", "")), uuid_of(asked.get("division", "")))
    facts = {
        "page": page(found, asked.get("page", 1)),
        "fields": [(key, f"{name} ({count})") for key, name, count in queries.by_field()],
        "divisions": [(unit.pk, unit.short_name) for unit in queries.divisions()],
        "field": asked.get("field", ""),
        "division": asked.get("division", ""),
        "crumbs": [{"label": _("Vướng mắc"), "url": reverse("obstacles:list")}],
    }
    return render(request, "obstacles/library.html", facts)


@login_required
@require_GET
def precedent(request: HouseRequest, precedent_id: UUID) -> HttpResponse:
    """Show one answer; who may see the obstacle itself finds the way to it."""
    row = queries.precedent_of(precedent_id)
    others = queries.alike(row.title, row.question, row.field_id, but=row.obstacle_id)
    facts = {
        "row": row,
        "others": others,
        "seen": bool(queries.seen_among(request.actor, [row.obstacle_id])),
        "crumbs": [
            {"label": _("Vướng mắc"), "url": reverse("obstacles:list")},
            {"label": _("Kho trả lời"), "url": reverse("obstacles:library")},
        ],
    }
    return render(request, "obstacles/precedent.html", facts)
