"""Pages of attendee groups."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.kernel.rules import require
from giaoban.people import actions, permissions, queries
from giaoban.people.forms.catalogue import GroupForm
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import AttendeeGroup
from giaoban.people.views.answering import form_page


@login_required
def groups(request: HouseRequest) -> HttpResponse:
    """The groups in use."""
    rows = queries.visible_groups(request.actor).filter(is_active=True).annotate(size=Count("members"))
    return render(request, "people/groups.html", {"groups": rows})


def _group_form(request: HouseRequest, form: GroupForm, group_id: UUID | None, title: str) -> HttpResponse:
    def act() -> AttendeeGroup:
        given = form.cleaned_data
        return actions.save_group(
            group_id=group_id,
            name=given["name"],
            unit_id=given["unit"].pk,
            chair_id=getattr(given["chair"], "pk", None),
            secretary_id=getattr(given["secretary"], "pk", None),
            users=[user.pk for user in given["users"]],
            units=[unit.pk for unit in given["units"]],
            by=request.actor,
        )

    return form_page(
        request, form, title=title, verb=_("Lưu nhóm"), back=reverse("people:groups"), done=_("Đã lưu nhóm."), act=act,
        retire=reverse("people:retire_group", args=[group_id]) if group_id else "",
    )  # fmt: skip


@login_required
def new_group(request: HouseRequest) -> HttpResponse:
    """Write down a new group."""
    start = {"unit": next(iter(request.actor.units), None)}
    return _group_form(request, GroupForm(request.POST or None, initial=start), None, _("Nhóm thành phần họp mới"))


@login_required
def group(request: HouseRequest, group_id: UUID) -> HttpResponse:
    """Change a group."""
    found = get_object_or_404(queries.visible_groups(request.actor), pk=group_id)
    require(permissions.may_keep_group(request.actor, found.unit_id))
    members = list(found.members.all())
    start = {
        "name": found.name,
        "unit": found.unit_id,
        "chair": found.chair_id,
        "secretary": found.secretary_id,
        "users": [member.user_id for member in members if member.user_id],
        "units": [member.unit_id for member in members if member.unit_id],
    }
    return _group_form(request, GroupForm(request.POST or None, initial=start), found.pk, found.name)


@login_required
@require_POST
def retire_group(request: HouseRequest, group_id: UUID) -> HttpResponse:
    """Offer a group no longer."""
    actions.retire_group(group_id=group_id, by=request.actor)
    return redirect("people:groups")
