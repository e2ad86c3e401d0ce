"""«Hôm nay», in parts that refresh by themselves."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from giaoban.desk import queries
from giaoban.kernel import clock
from giaoban.people.middleware import HouseRequest

MORNING, NOON, EVENING = 4, 12, 18


@login_required
@require_GET
def today(request: HouseRequest) -> HttpResponse:
    """Show the person's day."""
    me = request.actor.user_id
    facts = {"day": queries.my_day(request.actor), "me": me, "now": clock.now(), "greeting": _greeting()}
    return render(request, "desk/part/today.html" if request.GET.get("part") else "desk/today.html", facts)


def _greeting() -> str:
    hour = clock.local(clock.now()).hour
    return "morning" if MORNING <= hour < NOON else "afternoon" if hour < EVENING else "evening"
