"""One document's own page: what it is, its versions, its signatures, how far the machine has read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from giaoban.documents import actions, permissions, queries
from giaoban.documents.actions.converting import MOST_PAGES
from giaoban.documents.doors import door
from giaoban.documents.exporting import EFFECTS
from giaoban.documents.forms import GrantForm, RightsForm, VersionForm
from giaoban.documents.models import Document, Version
from giaoban.kernel.messages import sentence
from giaoban.people.middleware import HouseRequest
from giaoban.ui.forms import attempt

LEFT_OUT: dict[str, Promise | str] = {
    "scripts": gettext_lazy("mã lệnh"),
    "programs": gettext_lazy("lệnh mở chương trình"),
    "files": gettext_lazy("tệp đính kèm bên trong"),
    "forms": gettext_lazy("biểu mẫu tự gửi"),
    "media": gettext_lazy("phim, âm thanh"),
    "unknown": gettext_lazy("phần không đọc được"),
}


def shown(request: HouseRequest, document: Document, **forms: Any) -> dict[str, Any]:
    """Return what the page shows; a form that was refused comes back with what was typed."""
    by = request.actor
    owner = door(document.owner_kind)
    versions = list(document.versions.select_related("created_by"))
    version = queries.readable(document) if versions else None
    can = permissions.rights(by, document)
    return {
        "document": document,
        "owner_label": owner.label(document.owner_id),
        "owner_url": owner.url(document.owner_id),
        "version": version,
        "versions": versions,
        "regulation": getattr(document, "regulation", None),
        "effect": _effect(document),
        "is_regulation": queries.is_regulation(document),
        "in_library": document.owner_kind == queries.FOLDER,
        "failure": sentence(version.failure, {"limit": MOST_PAGES}) if version and version.failure else "",
        "signed": queries.signed_of(version) if version else None,
        "unread": _unread(version) if version and version.scan_failed else [],
        "left_out": [LEFT_OUT[name] for name in version.left_out] if version else [],
        "read_before": queries.read_before(document, by) if len(versions) > 1 else None,
        "can": can,
        "keeps": bool(permissions.may_keep_copies(by, document)),
        "copies_out": document.copies.exclude(state="returned").count(),
        "also_at": [(place, door(place.owner_kind).label(place.owner_id)) for place in _also_at(version, request)],
        "mine": [copy for copy in queries.copies_of(document) if copy.holder_id == by.user_id],
        "may_restore": bool(document.withdrawn_at) and bool(permissions.may_restore(by, document)),
        "grants": list(document.grants.select_related("user", "unit")) if can.share else [],
        "rights_form": forms.get("rights") or RightsForm(initial=_rights(document)),
        "grant_form": forms.get("grant") or GrantForm(),
        "version_form": forms.get("version") or VersionForm(),
        "opens": request.GET.get("mo", ""),
    }


def _effect(document: Document) -> Promise | str:
    regulation = getattr(document, "regulation", None)
    return EFFECTS[regulation.effect] if regulation else ""


def _also_at(version: Version | None, request: HouseRequest) -> list[Document]:
    return queries.also_at(version, request.actor) if version else []


def _rights(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in RightsForm.base_fields}


def _unread(version: Version) -> list[tuple[int, str]]:
    rows = queries.recognitions_of(version)
    return [(page, sentence(failure)) for page, state, failure in rows if state == "failed"]


@login_required
@require_GET
def details(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Show what there is to know about a document."""
    document = queries.visible_document(request.actor, document_id)
    return render(request, "documents/details.html", shown(request, document))


@login_required
@require_POST
def replace(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Put a new version in, with the reason."""
    document = queries.visible_document(request.actor, document_id)
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        attempt(form, lambda: actions.add_version(document_id=document_id, by=request.actor, **form.cleaned_data))
    if form.errors:
        return render(request, "documents/details.html", shown(request, document, version=form), status=422)
    messages.success(request, _("Đã thay bản mới. Người đã đọc bản cũ sẽ được báo."))
    return redirect("documents:details", document_id)


@login_required
@require_POST
def read_again(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Have the pages that could not be read by machine read once more."""
    actions.read_again(document_id=document_id, by=request.actor)
    messages.success(request, _("Đang nhận dạng chữ lại các trang chưa đọc được."))
    return redirect("documents:details", document_id)


@login_required
@require_POST
def withdraw(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Take a document out."""
    actions.withdraw_document(document_id=document_id, by=request.actor)
    messages.success(request, _("Đã rút tài liệu. Người khác không còn thấy tài liệu này."))
    return redirect("documents:details", document_id)


@login_required
@require_POST
def restore(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Take a withdrawal back."""
    actions.restore_document(document_id=document_id, by=request.actor)
    messages.success(request, _("Đã đưa tài liệu trở lại."))
    return redirect("documents:details", document_id)
