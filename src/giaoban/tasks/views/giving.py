"""What the forms that give work ask while one fills them in."""

from datetime import date
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoban.people import queries as people
from giaoban.people.middleware import HouseRequest
from giaoban.tasks import deadlines, giving
from giaoban.tasks.forms import day_of

PERSON_FIELDS: Final = ("assignee", "responsible")  # as the forms of tasks and of conclusions name the person


@login_required
@require_GET
def warnings(request: HouseRequest) -> HttpResponse:
    """Say what the giver should know of the person and the day chosen so far; nothing where all is well."""
    asked = request.GET
    field = next((name for name in PERSON_FIELDS if name in asked), PERSON_FIELDS[0])
    found = giving.warned(
        request.actor,
        unit_id=people.uuid_of(asked.get("lead_unit", "")),
        assignee_id=people.uuid_of(asked.get(field, "")),
        deadline_on=_deadline(asked),
    )
    return render(request, "tasks/part/warnings.html", {"warnings": found, "person_field": field})


def _deadline(asked: QueryDict) -> date | None:
    preset = asked.get("due", "date")
    if preset != "date":
        return day_of(preset)
    try:
        day = date.fromisoformat(asked.get("deadline_on", ""))
    except ValueError:
        return None
    return day if day <= deadlines.latest() else None  # the form itself says that it is too far
