"""Pages of units: the tree on any day, one unit, its changes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.kernel import clock
from giaoban.kernel.rules import require
from giaoban.people import actions, permissions, queries
from giaoban.people.forms.units import (
    DETAILS,
    ChargeForm,
    CloseForm,
    DetailsForm,
    MergeForm,
    MoveForm,
    RenameForm,
    UnitForm,
)
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import Unit
from giaoban.people.queries import PeopleFilter
from giaoban.people.views.answering import form_page


@login_required
def units(request: HouseRequest) -> HttpResponse:
    """The tree of units on a day."""
    day = _day(request) or clock.today()
    context = {
        "rows": queries.tree_on(day),
        "day": day,
        "is_today": day == clock.today(),
        "can": {
            "create": permissions.may_keep_structure(request.actor, getattr(queries.root_unit(), "pk", None)),
            "import": permissions.may_administer_system(request.actor),
        },
    }
    return render(request, "people/units.html", context)


def _day(request: HttpRequest) -> date | None:
    try:
        return datetime.strptime(request.GET.get("day", ""), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


@login_required
def unit(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """One unit: its people, its leader in charge, its history."""
    found = get_object_or_404(Unit.objects.select_related("kind", "parent", "merged_into"), pk=unit_id)
    context = {
        "unit": found,
        "crumbs": [{"label": _("Đơn vị"), "url": reverse("people:units")}, {"label": found.short_name}],
        "people": queries.directory(PeopleFilter(unit_id=found.pk, with_below=False, sort="position")),
        "children": found.children.filter(closed_on=None).select_related("kind"),
        "periods": found.periods.select_related("kind", "parent").order_by("-starts_on"),
        "predecessors": found.predecessors.all(),
        "charges": found.leaders_in_charge.select_related("leader").order_by("-starts_on"),
        "can": permissions.unit_abilities(request.actor, found),
    }
    return render(request, "people/unit.html", context)


def _page_of(unit_id: UUID) -> str:
    return reverse("people:unit", args=[unit_id])


def _unit(unit_id: UUID) -> Unit:
    return get_object_or_404(Unit, pk=unit_id)


@login_required
def new_unit(request: HouseRequest) -> HttpResponse:
    """Set up a unit."""
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("parent")})

    def act() -> Unit:
        given = form.cleaned_data
        return actions.create_unit(
            code=given["code"],
            name=given["name"],
            short_name=given["short_name"],
            kind_id=given["kind"].pk,
            parent_id=given["parent"].pk,
            opened_on=given["opened_on"],
            details=form.details(),
            by=request.actor,
        )

    return form_page(
        request, form, title=_("Lập đơn vị"), verb=_("Lập đơn vị"), back=reverse("people:units"),
        done=_("Đã lập đơn vị."), act=act, to=lambda made: _page_of(made.pk),
    )  # fmt: skip


@login_required
def change_unit(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """Correct a unit's address, telephone and the like."""
    found = _unit(unit_id)
    require(permissions.may_keep_unit(request.actor, found.pk))
    form = DetailsForm(request.POST or None, initial={name: getattr(found, name) for name in DETAILS})
    return form_page(
        request, form, title=_("Sửa thông tin {unit}").format(unit=found.short_name), verb=_("Lưu"),
        back=_page_of(found.pk), done=_("Đã lưu thông tin đơn vị."),
        act=lambda: actions.change_unit(unit_id=found.pk, details=form.details(), by=request.actor),
    )  # fmt: skip


def _historic(request: HouseRequest, unit_id: UUID) -> Unit:
    found = _unit(unit_id)
    require(permissions.may_keep_structure(request.actor, found.parent_id))
    return found


@login_required
def rename_unit(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """Give a unit another name."""
    found = _historic(request, unit_id)
    start: dict[str, Any] = {"name": found.name, "short_name": found.short_name, "kind": found.kind_id}
    form = RenameForm(request.POST or None, initial=start)

    def act() -> Unit:
        given = form.cleaned_data
        return actions.rename_unit(
            unit_id=found.pk,
            name=given["name"],
            short_name=given["short_name"],
            kind_id=given["kind"].pk,
            on=given["on"],
            reason=given["reason"],
            by=request.actor,
        )

    return form_page(
        request, form, title=_("Đổi tên {unit}").format(unit=found.short_name), verb=_("Đổi tên"),
        back=_page_of(found.pk), done=_("Đã đổi tên; tên cũ được giữ trong lịch sử."), act=act,
    )  # fmt: skip


@login_required
def move_unit(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """Hang a unit below another."""
    found = _historic(request, unit_id)
    form = MoveForm(request.POST or None, initial={"parent": found.parent_id})

    def act() -> Unit:
        given = form.cleaned_data
        return actions.move_unit(
            unit_id=found.pk, parent_id=given["parent"].pk, on=given["on"], reason=given["reason"], by=request.actor
        )

    return form_page(
        request, form, title=_("Chuyển {unit}").format(unit=found.short_name), verb=_("Chuyển đơn vị"),
        back=_page_of(found.pk), done=_("Đã chuyển đơn vị."), act=act,
    )  # fmt: skip


@login_required
def merge_unit(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """Merge a unit into another."""
    found = _historic(request, unit_id)
    form = MergeForm(request.POST or None)

    def act() -> Unit:
        given = form.cleaned_data
        return actions.merge_unit(
            unit_id=found.pk, into_id=given["into"].pk, on=given["on"], reason=given["reason"], by=request.actor
        )

    return form_page(
        request, form, title=_("Nhập {unit} vào đơn vị khác").format(unit=found.short_name), verb=_("Nhập đơn vị"),
        back=_page_of(found.pk), done=_("Đã nhập đơn vị."), act=act, kind="danger",
        intro=_("Mọi người và các đơn vị trực thuộc chuyển sang đơn vị nhận; lịch sử của đơn vị này được giữ."),
    )  # fmt: skip


@login_required
def close_unit(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """Dissolve a unit."""
    found = _historic(request, unit_id)
    form = CloseForm(request.POST or None)

    def act() -> Unit:
        given = form.cleaned_data
        return actions.close_unit(unit_id=found.pk, on=given["on"], reason=given["reason"], by=request.actor)

    return form_page(
        request, form, title=_("Giải thể {unit}").format(unit=found.short_name), verb=_("Giải thể đơn vị"),
        back=_page_of(found.pk), done=_("Đã giải thể đơn vị."), act=act, kind="danger",
    )  # fmt: skip


@login_required
def put_in_charge(request: HouseRequest, unit_id: UUID) -> HttpResponse:
    """Name the leader in charge."""
    found = _unit(unit_id)
    require(permissions.may_put_in_charge(request.actor, found.pk))
    form = ChargeForm(request.POST or None)

    def act() -> object:
        given = form.cleaned_data
        return actions.put_leader_in_charge(
            unit_id=found.pk, leader_id=given["leader"].pk, starts_on=given["starts_on"], by=request.actor
        )

    return form_page(
        request, form, title=_("Lãnh đạo phụ trách {unit}").format(unit=found.short_name), verb=_("Phân công"),
        back=_page_of(found.pk), done=_("Đã phân công lãnh đạo phụ trách."), act=act,
    )  # fmt: skip


@login_required
@require_POST
def take_off_charge(request: HouseRequest, charge_id: UUID) -> HttpResponse:
    """End a leader's charge today."""
    charge = actions.take_off_charge(charge_id=charge_id, by=request.actor)
    return redirect(_page_of(charge.unit_id))
