"""Which certification authorities are trusted: the administrator's page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.documents import actions, permissions, queries
from giaoban.documents.forms import AuthorityForm
from giaoban.kernel import clock
from giaoban.kernel.errors import NotFound
from giaoban.people.middleware import HouseRequest
from giaoban.ui.forms import attempt


def _hide_from_others(request: HouseRequest) -> None:
    if not permissions.may_keep_authorities(request.actor):
        raise NotFound


@login_required
def authorities(request: HouseRequest) -> HttpResponse:
    """Show the trusted authorities; add more from a file."""
    _hide_from_others(request)
    form = AuthorityForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        added = attempt(form, lambda: actions.trust_authority(content=content, by=request.actor))
        if added is not None:
            messages.success(request, _("Đã thêm {count} tổ chức chứng thực.").format(count=len(added)))
            return redirect("documents:authorities")
    found = {"rows": queries.authorities(), "form": form, "now": clock.now()}
    return render(request, "documents/authorities.html", found, status=422 if form.errors else 200)


@login_required
@require_POST
def distrust(request: HouseRequest, authority_id: UUID) -> HttpResponse:
    """Trust an authority no longer."""
    _hide_from_others(request)
    actions.distrust_authority(authority_id=authority_id, by=request.actor)
    messages.success(request, _("Đã bỏ tổ chức chứng thực. Các chữ ký đang được kiểm tra lại."))
    return redirect("documents:authorities")
