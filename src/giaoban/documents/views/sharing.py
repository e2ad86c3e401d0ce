"""Who may do what with a document besides its owner's people (DOC-5)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.documents import actions, queries
from giaoban.documents.forms import GrantForm, RightsForm
from giaoban.documents.views.details import shown
from giaoban.people.middleware import HouseRequest
from giaoban.ui.forms import attempt


@login_required
@require_POST
def change(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Rename it, or say what its readers may do."""
    document = queries.visible_document(request.actor, document_id)
    form = RightsForm(request.POST)
    if form.is_valid():
        changes = form.cleaned_data
        attempt(form, lambda: actions.change_document(document_id=document_id, changes=changes, by=request.actor))
    if form.errors:
        return render(request, "documents/details.html", shown(request, document, rights=form), status=422)
    messages.success(request, _("Đã lưu thông tin và quyền của người đọc."))
    return redirect("documents:details", document_id)


@login_required
@require_POST
def grant(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Share it with a person or a unit."""
    document = queries.visible_document(request.actor, document_id)
    form = GrantForm(request.POST)
    if form.is_valid():
        attempt(form, lambda: actions.grant(document_id=document_id, by=request.actor, **form.given()))
    if form.errors:
        return render(request, "documents/details.html", shown(request, document, grant=form), status=422)
    messages.success(request, _("Đã chia sẻ tài liệu."))
    return redirect("documents:details", document_id)


@login_required
@require_POST
def revoke(request: HouseRequest, document_id: UUID, grant_id: UUID) -> HttpResponse:
    """Take a grant back."""
    queries.visible_document(request.actor, document_id)
    actions.revoke(grant_id=grant_id, by=request.actor)
    messages.success(request, _("Đã thôi chia sẻ."))
    return redirect("documents:details", document_id)
