"""Signing keys: the administrator's page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.kernel import clock
from giaoban.kernel.errors import NotFound
from giaoban.kernel.messages import sentence
from giaoban.people.middleware import HouseRequest
from giaoban.signing import actions, permissions, queries
from giaoban.signing.forms import HolderForm
from giaoban.signing.keys import KeyFault
from giaoban.signing.keys import keys as keys_here
from giaoban.ui.forms import attempt


def _hide_from_others(request: HouseRequest) -> None:
    if not permissions.may_keep_keys(request.actor):
        raise NotFound


@login_required
def keys(request: HouseRequest) -> HttpResponse:
    """Show the keys of this installation as they are now, and whose they are; give one to somebody."""
    _hide_from_others(request)
    fault = ""
    try:
        found = list(keys_here().values())
    except KeyFault as error:
        found, fault = [], error.code
    form = HolderForm([key.name for key in found], request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.give_key(**form.facts(), by=request.actor))
        if made is not None:
            messages.success(request, _("Đã giao khóa ký số cho {holder}.").format(holder=made))
            return redirect("signing:keys")
    rows = [(row, sentence(row.fault) if row.fault else "") for row in queries.looked_at(found)]
    facts = {
        "rows": rows,
        "lost": [holder for holder in queries.holders() if holder.key not in {key.name for key in found}],
        "form": form,
        "fault": sentence(fault) if fault else "",
        "now": clock.now(),
    }
    return render(request, "signing/keys.html", facts, status=422 if form.errors else 200)


@login_required
@require_POST
def take_back(request: HouseRequest, holder_id: UUID) -> HttpResponse:
    """Take a key back."""
    _hide_from_others(request)
    actions.take_key_back(holder_id=holder_id, by=request.actor)
    messages.success(request, _("Đã thu hồi khóa ký số."))
    return redirect("signing:keys")
