"""Series: the list, the calendar of dates, setting one up, exceptions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid
from giaoban.meetings import actions, permissions, queries, recurrence
from giaoban.meetings.forms.agenda import ReasonForm
from giaoban.meetings.forms.checked import checked
from giaoban.meetings.forms.fields import span
from giaoban.meetings.forms.meeting import MoveForm, units_to_plan_for
from giaoban.meetings.forms.series import SeriesForm, UsualAgenda, usual_items
from giaoban.meetings.models import Series, SeriesDate
from giaoban.meetings.queries.series import dates_of, next_dates, tet_words
from giaoban.people.middleware import HouseRequest


def _series(request: HouseRequest, series_id: UUID) -> Series:
    return get_object_or_404(queries.visible_series(request.actor), pk=series_id)


@login_required
@require_GET
def series_list(request: HouseRequest) -> HttpResponse:
    """Show the series the person prepares or leads."""
    rows = list(queries.visible_series(request.actor).filter(ended_at=None))
    coming = next_dates(rows)
    facts = {
        "rows": [(row, recurrence.words_of(row.rule), coming.get(row.pk)) for row in rows],
        "may_plan": bool(units_to_plan_for(request.actor)),
    }
    return render(request, "meetings/series_list.html", facts)


@login_required
@require_GET
def series(request: HouseRequest, series_id: UUID) -> HttpResponse:
    """Show one series with its dates."""
    found = _series(request, series_id)
    facts = {
        "series": found,
        "rule": recurrence.words_of(found.rule),
        "months": dates_of(found),
        "tet": tet_words(found),
        "items": found.items.select_related("preparing_unit"),
        "groups": found.groups.all(),
        "can_change": permissions.may_change_series(request.actor, found),
        "now": clock.now(),
    }
    return render(request, "meetings/series.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def new_series(request: HouseRequest) -> HttpResponse:
    """Set up a series."""
    form = SeriesForm(request.POST or None, by=request.actor, initial=_first(request))
    agenda = UsualAgenda(request.POST or None, prefix="items")
    if request.method == "POST" and form.is_valid() and agenda.is_valid():
        sent = form.cleaned_data
        made = checked(
            form,
            lambda: actions.start_series(
                unit_id=sent["unit"].pk,
                values=form.values(),
                starts_on=sent["starts_on"],
                group_ids=[group.pk for group in sent["groups"]],
                items=usual_items(agenda),
                by=request.actor,
            ),
        )
        if made:
            messages.success(request, _("Đã lập loạt họp. Các kỳ họp một năm tới đã được xếp lịch."))
            return redirect("meetings:series", made.pk)
    return render(request, "meetings/series_form.html", {"form": form, "agenda": agenda, "series": None})


def _first(request: HouseRequest) -> dict[str, Any]:
    units = units_to_plan_for(request.actor)
    return {
        "starts_on": clock.today(),
        "time": "08:00",
        "weekdays": [4],
        "secretary": request.actor.user_id,
        "unit": units[0].pk if units else None,
        "title": _("Giao ban tuần {tuần}"),
    }


@login_required
@require_http_methods(["GET", "POST"])
def change_series(request: HouseRequest, series_id: UUID) -> HttpResponse:
    """Change a series from one of its days on."""
    found = _series(request, series_id)
    form = SeriesForm(request.POST or None, by=request.actor, series=found, initial=SeriesForm.of(found))
    usual = [
        {
            "title": item.title,
            "minutes": item.minutes,
            "wanted": item.wanted,
            "preparing_unit": item.preparing_unit_id,
            "asks_paper": item.asks_paper,
        }
        for item in found.items.all()
    ]
    agenda = UsualAgenda(request.POST or None, prefix="items", initial=usual)
    if request.method == "POST" and form.is_valid() and agenda.is_valid():
        sent = form.cleaned_data
        made = checked(
            form,
            lambda: actions.change_series_from(
                series_id=found.pk,
                day=sent["starts_on"],
                values=form.values(),
                group_ids=[group.pk for group in sent["groups"]],
                items=usual_items(agenda),
                by=request.actor,
            ),
        )
        if made:
            messages.success(request, _("Đã sửa loạt họp từ ngày đã chọn. Các kỳ trước giữ nguyên."))
            return redirect("meetings:series", made.pk)
    return render(request, "meetings/series_form.html", {"form": form, "agenda": agenda, "series": found})


@login_required
@require_POST
def end_series(request: HouseRequest, series_id: UUID) -> HttpResponse:
    """End a series today."""
    actions.end_series(series_id=series_id, day=clock.today(), by=request.actor)
    messages.success(request, _("Đã kết thúc loạt họp."))
    return redirect("meetings:series", series_id)


def _date(request: HttpRequest, row: SeriesDate, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("meetings:series", row.series_id)


@login_required
@require_POST
def skip_date(request: HouseRequest, date_id: UUID) -> HttpResponse:
    """Leave one date out."""
    form = ReasonForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    return _date(request, actions.skip_date(date_id=date_id, reason=reason, by=request.actor), _("Đã bỏ kỳ họp."))


@login_required
@require_POST
def move_date(request: HouseRequest, date_id: UUID) -> HttpResponse:
    """Hold one date at another time."""
    form = MoveForm(request.POST)
    form.fields["ends"].required = False
    if not form.is_valid():
        raise Invalid("kernel.bad_input", fields=dict.fromkeys(form.errors, "kernel.bad_input"))
    sent = form.cleaned_data
    starts_at, _end = span(sent["day"], sent["starts"], sent["starts"])
    row = actions.move_date(date_id=date_id, starts_at=starts_at, reason=sent["reason"], by=request.actor)
    return _date(request, row, _("Đã dời kỳ họp."))


@login_required
@require_POST
def restore_date(request: HouseRequest, date_id: UUID) -> HttpResponse:
    """Take an exception back."""
    return _date(request, actions.restore_date(date_id=date_id, by=request.actor), _("Đã khôi phục kỳ họp."))


@login_required
@require_POST
def draft_date(request: HouseRequest, date_id: UUID) -> HttpResponse:
    """Draft the meeting of one date."""
    meeting = actions.draft_from_series(date_id=date_id, by=request.actor)
    return redirect("meetings:meeting", meeting.pk)
