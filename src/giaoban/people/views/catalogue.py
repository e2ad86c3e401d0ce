"""Pages of catalogues and of the year's working days."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from giaoban.kernel import clock
from giaoban.people import actions, holidays, permissions
from giaoban.people.forms.catalogue import AUTHORITIES, LEVELS, DayForm, EntryForm, PositionForm, UnitKindForm
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import CatalogueEntry, DayRule, Position, UnitKind
from giaoban.people.views.answering import form_page, hide_unless

TABS: dict[str, Any] = {
    "position": gettext_lazy("Chức vụ"),
    "unit_kind": gettext_lazy("Loại đơn vị"),
    **dict(CatalogueEntry.Catalogue.choices),
}
EARLIEST, LATEST = 2000, 2099  # the years for which the lunar calendar is certain


@login_required
def catalogue(request: HouseRequest, tab: str = "position") -> HttpResponse:
    """One catalogue at a time."""
    hide_unless(permissions.may_administer_system(request.actor))
    if tab not in TABS:
        raise Http404
    context = {
        "tab": tab,
        "tabs": [(key, label, reverse("people:catalogue", args=[key])) for key, label in TABS.items()],
        "rows": _rows(tab),
    }
    return render(request, "people/catalogue.html", context)


def _rows(tab: str) -> list[dict[str, Any]]:
    if tab == "position":
        words = dict(AUTHORITIES)
        return [
            {"pk": row.pk, "code": row.rank, "name": row.name, "note": words[Position.Authority(row.authority)]}
            for row in Position.objects.all()
        ]
    if tab == "unit_kind":
        levels = dict(LEVELS)
        return [
            {"pk": row.pk, "code": row.place, "name": row.label, "note": levels[UnitKind.Level(row.level)]}
            for row in UnitKind.objects.all()
        ]
    return [
        {"pk": row.pk, "code": row.code, "name": row.name, "note": row.unit or "", "off": not row.is_active}
        for row in CatalogueEntry.objects.filter(catalogue=tab).select_related("unit")
    ]


@login_required
def entry(request: HouseRequest, tab: str, entry_id: UUID | None = None) -> HttpResponse:
    """Add or change one entry of a catalogue."""
    hide_unless(permissions.may_administer_system(request.actor))
    if tab not in TABS:
        raise Http404
    form, act = _FORMS.get(tab, _simple)(request, tab, entry_id)
    return form_page(
        request, form, title=TABS[tab], verb=_("Lưu"), back=reverse("people:catalogue", args=[tab]),
        done=_("Đã lưu vào danh mục."), act=act,
    )  # fmt: skip


def _position(request: HouseRequest, _tab: str, pk: UUID | None) -> Any:
    found = get_object_or_404(Position, pk=pk) if pk else None
    start = {"name": found.name, "authority": found.authority, "rank": found.rank} if found else None
    form = PositionForm(request.POST or None, initial=start)
    return form, lambda: actions.save_position(position_id=pk, **form.cleaned_data, by=request.actor)


def _kind(request: HouseRequest, _tab: str, pk: UUID | None) -> Any:
    found = get_object_or_404(UnitKind, pk=pk) if pk else None
    start = {"label": found.label, "level": found.level, "place": found.place} if found else None
    form = UnitKindForm(request.POST or None, initial=start)
    return form, lambda: actions.save_unit_kind(kind_id=pk, **form.cleaned_data, by=request.actor)


def _simple(request: HouseRequest, tab: str, pk: UUID | None) -> Any:
    found = get_object_or_404(CatalogueEntry, pk=pk, catalogue=tab) if pk else None
    names = ("code", "name", "place", "is_active")
    start = {"unit": found.unit_id} | {name: getattr(found, name) for name in names} if found else None
    form = EntryForm(request.POST or None, initial=start)

    def act() -> CatalogueEntry:
        given = dict(form.cleaned_data)
        unit = given.pop("unit")
        return actions.save_catalogue_entry(
            entry_id=pk, catalogue=tab, unit_id=getattr(unit, "pk", None), **given, by=request.actor
        )

    return form, act


_FORMS = {"position": _position, "unit_kind": _kind}


@login_required
def days(request: HouseRequest) -> HttpResponse:
    """The year's holidays and swap days, and what is usual but not set yet."""
    year = _year(request.GET.get("year", ""))
    rules = list(DayRule.objects.filter(day__year=year))
    there = {rule.day for rule in rules}
    context = {
        "year": year,
        "years": range(clock.today().year - 1, clock.today().year + 3),
        "rules": rules,
        "proposed": [one for one in holidays.proposed(year) if one.day not in there],
        "may": permissions.may_set_days(request.actor),
    }
    return render(request, "people/days.html", context)


def _year(text: str) -> int:
    year = int(text) if text.isdigit() else clock.today().year
    return year if EARLIEST <= year <= LATEST else clock.today().year


def _back(year: int) -> str:
    return f"{reverse('people:days')}?year={year}"


@login_required
def set_day(request: HouseRequest) -> HttpResponse:
    """Set one day."""
    hide_unless(permissions.may_set_days(request.actor))
    form = DayForm(request.POST or None, initial={"day": request.GET.get("day")})
    return form_page(
        request, form, title=_("Ngày nghỉ, ngày làm bù"), verb=_("Lưu"), back=_back(_year(request.GET.get("year", ""))),
        done=_("Đã đặt ngày."), act=lambda: actions.set_day_rule(**form.cleaned_data, by=request.actor),
        to=lambda rule: _back(rule.day.year),
    )  # fmt: skip


@login_required
@require_POST
def set_proposed_days(request: HouseRequest) -> HttpResponse:
    """Set the ticked days of the proposal, with the decision they rest on."""
    year = _year(request.POST.get("year", ""))
    wanted = set(request.POST.getlist("day"))
    chosen = [one for one in holidays.proposed(year) if one.day.isoformat() in wanted]
    for one in chosen:
        actions.set_day_rule(
            day=one.day, kind="holiday", name=one.name, basis=request.POST.get("basis", ""), by=request.actor
        )
    messages.success(request, _("Đã đặt {count} ngày nghỉ.").format(count=len(chosen)))
    return redirect(_back(year))


@login_required
@require_POST
def remove_day(request: HouseRequest) -> HttpResponse:
    """Take one day back."""
    day = _date(request.POST.get("day", ""))
    actions.remove_day_rule(day=day, by=request.actor)
    return redirect(_back(day.year))


def _date(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise Http404 from error
