"""The register of paper copies: handed out, collected, missed (R-45-15)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.documents import actions, permissions, queries
from giaoban.documents.doors import door
from giaoban.documents.forms import HandOutForm, MissingForm, PlaceholderForm
from giaoban.documents.models import PaperCopy
from giaoban.kernel.errors import NotFound
from giaoban.kernel.rules import require
from giaoban.people.middleware import HouseRequest
from giaoban.ui.forms import attempt


@login_required
def copies(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Show the register; hand out more."""
    document = queries.visible_document(request.actor, document_id)
    require(permissions.may_keep_copies(request.actor, document))
    form = HandOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = attempt(
            form, lambda: actions.hand_out_copies(document_id=document_id, by=request.actor, **form.given())
        )
        if given is not None:
            messages.success(request, _("Đã ghi giao {count} bản.").format(count=len(given)))
            return redirect("documents:copies", document_id)
    owner = door(document.owner_kind)
    rows = list(queries.copies_of(document))
    found = {
        "document": document,
        "owner_label": owner.label(document.owner_id),
        "owner_url": owner.url(document.owner_id),
        "rows": rows,
        "out": sum(1 for row in rows if row.state == PaperCopy.State.OUT),
        "missing": sum(1 for row in rows if row.state == PaperCopy.State.MISSING),
        "form": form,
    }
    return render(request, "documents/copies.html", found, status=422 if form.errors else 200)


@login_required
@require_POST
def take_back(request: HouseRequest, document_id: UUID, copy_id: UUID) -> HttpResponse:
    """Take one copy back."""
    queries.visible_document(request.actor, document_id)
    copy = actions.take_back_copy(copy_id=copy_id, by=request.actor)
    messages.success(request, _("Đã thu lại bản số {number}.").format(number=copy.number))
    return redirect("documents:copies", document_id)


@login_required
@require_POST
def take_back_all(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Take back every copy that is out."""
    count = actions.take_back_all(document_id=document_id, by=request.actor)
    messages.success(request, _("Đã thu lại {count} bản.").format(count=count))
    return redirect("documents:copies", document_id)


@login_required
def missing(request: HouseRequest, document_id: UUID, copy_id: UUID) -> HttpResponse:
    """Write down that a copy cannot be found."""
    document = queries.visible_document(request.actor, document_id)
    require(permissions.may_keep_copies(request.actor, document))
    copy = queries.copy_of(document, copy_id)
    form = MissingForm(request.POST or None, initial={"note": copy.note})
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if attempt(form, lambda: actions.report_missing_copy(copy_id=copy_id, note=note, by=request.actor)):
            messages.success(request, _("Đã ghi thất lạc bản số {number}.").format(number=copy.number))
            return redirect("documents:copies", document_id)
    found = {"document": document, "copy": copy, "form": form}
    return render(request, "documents/missing.html", found, status=422 if form.errors else 200)


@login_required
@require_POST
def placeholder(request: HouseRequest) -> HttpResponse:
    """Put a line for a secret paper among its owner's papers; what is handed out is kept in its register."""
    form = PlaceholderForm(request.POST)
    if not form.is_valid():
        raise NotFound
    document = actions.add_placeholder(by=request.actor, **form.cleaned_data)
    messages.success(request, _("Đã ghi chỗ giữ. Hãy ghi sổ khi giao bản giấy."))
    return redirect("documents:copies", document.pk)
