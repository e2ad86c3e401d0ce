"""The calendar, the weekly sheet, and the feed that calendar programs read."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from giaoban.desk import feed, queries
from giaoban.kernel import clock
from giaoban.people import actions as people_actions
from giaoban.people import queries as people
from giaoban.people.middleware import HouseRequest

VIEWS = ("day", "week", "month", "sheet")


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


def _unit(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("unit", ""))
    except ValueError:
        return None


def _around(view: str, day: date) -> tuple[date, date]:
    """Return a day of the span before and of the span after."""
    if view == "day":
        return day - timedelta(days=1), day + timedelta(days=1)
    if view == "month":
        first = day.replace(day=1)
        return first - timedelta(days=1), (first + timedelta(days=32)).replace(day=1)
    return day - timedelta(days=7), day + timedelta(days=7)


def _labels() -> list[tuple[str, str]]:
    return [("day", _("Ngày")), ("week", _("Tuần")), ("month", _("Tháng")), ("sheet", _("Lịch công tác"))]


@login_required
@require_GET
def calendar(request: HouseRequest) -> HttpResponse:
    """Show the meetings of a day, week or month, or the weekly sheet by leader."""
    view = request.GET.get("view", "week")
    view = view if view in VIEWS else "week"
    day, unit = _day(request), _unit(request)
    before, after = _around(view, day)
    facts: dict[str, Any] = {
        "view": view,
        "on": day,
        "today": clock.today(),
        "before": before,
        "after": after,
        "views": [(key, label, key == view) for key, label in _labels()],
        "unit": request.GET.get("unit", ""),
        "units": [(one.pk, one.short_name) for one in people.open_units()],
        "feeds": _feeds(request),
        "week": day.isocalendar().week,
    }
    if view == "sheet":
        facts["sheet"] = queries.sheet_of(request.actor, day)
        facts["first"], end = queries.week_of(day)
        facts["last"] = end - timedelta(days=1)
        facts["root"] = people.root_unit()
    else:
        days = queries.days_of(request.actor, view, day, unit)
        facts["days"] = days
        facts["weeks"] = [days[n : n + 7] for n in range(0, len(days), 7)]
        facts["first"], facts["last"] = days[0].on, days[-1].on
        facts["count"] = sum(len(one.meetings) for one in days)
    return render(request, "desk/part/calendar.html" if request.GET.get("part") else "desk/calendar.html", facts)


@login_required
@require_POST
def renew_feed(request: HouseRequest) -> HttpResponse:
    """Make the address of the person's calendar feed, or make it anew."""
    people_actions.renew_calendar(by=request.actor)
    messages.success(request, _("Đã tạo đường dẫn lịch mới. Đường dẫn cũ không còn dùng được."))
    return redirect("desk:calendar")


def _feeds(request: HouseRequest) -> list[dict[str, str]]:
    """Return the addresses of the person's feed and of the own units' feeds, once there is a secret."""
    secret = request.user.calendar_secret
    if not secret:
        return []
    address = f"{settings.SITE_URL}{reverse('desk:feed', args=[secret])}"
    units = people.open_units().filter(pk__in=request.actor.units)
    own = [{"label": _("Lịch họp của tôi"), "url": address}]
    return own + [{"label": unit.short_name, "url": f"{address}?unit={quote(unit.code)}"} for unit in units]


@require_GET
@cache_control(private=True, max_age=300)
def ics(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program: the person's own meetings, or with ``?unit=CODE`` those of one unit.

    The secret in the address is the only key; whoever renews it cuts off every program that has the old one.
    """
    user = feed.owner_of(secret)
    if user is None:
        raise Http404
    with override(user.language):
        content = feed.calendar_for(user, request.GET.get("unit", ""))
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="giao-ban.ics"'
    return response
