"""Libraries: the agency's regulations, one's own folders, what was shared with me (DOC-7)."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from giaoban.documents import actions, exporting, permissions, queries
from giaoban.documents.forms import FolderForm, MoveFolderForm, RegulationForm, ShelveForm
from giaoban.documents.models import Document, Folder
from giaoban.documents.queries import Asked
from giaoban.kernel.paging import page, page_of_wide
from giaoban.kernel.rules import require
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import CatalogueEntry
from giaoban.ui.forms import attempt

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: HouseRequest) -> Asked:
    given = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "body", "year", "effect")}
    return Asked(**given, sort=request.GET.get("sort", "-issued"))


@login_required
@require_GET
def agency(request: HouseRequest) -> HttpResponse:
    """Open the agency's library of regulations."""
    return _folder_page(request, actions.open_library(library=queries.AGENCY, by=request.actor))


@login_required
@require_GET
def mine(request: HouseRequest) -> HttpResponse:
    """Open one's own library."""
    return _folder_page(request, actions.open_library(library=queries.MINE, by=request.actor))


@login_required
@require_GET
def folder(request: HouseRequest, folder_id: UUID) -> HttpResponse:
    """Show what lies in a folder."""
    return _folder_page(request, queries.visible_folder(request.actor, folder_id))


@login_required
@require_GET
def shared(request: HouseRequest) -> HttpResponse:
    """Show what others have shared with me by name."""
    rows = page(queries.shared_with(request.actor), request.GET.get("page", 1))
    return render(request, "documents/shared.html", {"page": rows, "tab": "shared"})


def _folder_page(request: HouseRequest, found: Folder, **forms: Any) -> HttpResponse:
    by, asked = request.actor, _asked(request)
    way = queries.path_of(found)
    is_agency = found.user_id is None
    folders = list(queries.folders_in(found))
    shown = {
        "folder": found,
        "is_agency": is_agency,
        "tab": "agency" if is_agency else "mine",
        "crumbs": [{"label": step.name, "url": _url(step)} for step in way[:-1]] + [{"label": found.name, "url": ""}],
        "is_root": found.parent_id is None,
        "folders": [] if asked.is_narrow else folders,
        "counts": queries.count_in(folders),
        "page": page_of_wide(queries.papers_in(found, asked), request.GET.get("page", 1)),
        "shortcuts": [] if asked.is_narrow or is_agency else queries.shortcuts_in(by, found),
        "keeps": bool(permissions.may_keep_library(by, found)),
        "asked": asked,
        "choices": _choices() if is_agency else {},
        "export_url": f"{reverse('documents:export', args=[found.pk])}?{urlencode(request.GET)}",
        "search_url": f"{reverse('search:results')}?{urlencode({'q': asked.q, 'kind': 'documents.document'})}",
        "new_form": forms.get("new") or FolderForm(),
        "rename_form": forms.get("rename") or FolderForm(initial={"name": found.name}),
        "move_form": forms.get("move") or MoveFolderForm(among=_targets(by, found)),
        "upload_fields": f'{{"folder": "{found.pk}", "even_if_known": "false"}}',
    }
    refused = any(form.errors for form in forms.values())
    return render(request, "documents/library.html", shown, status=422 if refused else 200)


def _url(step: Folder) -> str:
    return reverse("documents:folder", args=[step.pk])


def _choices() -> dict[str, Any]:
    rows = CatalogueEntry.objects.filter(catalogue__in=("document_type", "issuing_body"), is_active=True)
    entries = list(rows.values_list("catalogue", "code", "name"))
    return {
        "kinds": [(code, name) for catalogue, code, name in entries if catalogue == "document_type"],
        "bodies": [(code, name) for catalogue, code, name in entries if catalogue == "issuing_body"],
        "years": [(str(year), str(year)) for year in queries.years()],
        "effects": EFFECTS,
    }


EFFECTS = tuple((name, exporting.EFFECTS[name]) for name in queries.EFFECTS)


def _targets(by: Any, found: Folder) -> list[tuple[str, str]]:
    """Return where a folder of this library may go: its other folders, each by its whole way."""
    rows = {row.pk: row for row in queries.visible_folders(by) if row.user_id == found.user_id}

    def way(row: Folder) -> str:
        above = rows.get(row.parent_id) if row.parent_id else None
        return f"{way(above)} / {row.name}" if above else row.name

    return sorted(((str(row.pk), way(row)) for row in rows.values() if row.pk != found.pk), key=lambda pair: pair[1])


@login_required
@require_POST
def new_folder(request: HouseRequest, folder_id: UUID) -> HttpResponse:
    """Make a folder in this one."""
    found, form = queries.visible_folder(request.actor, folder_id), FolderForm(request.POST)
    made = None
    if form.is_valid():
        name = form.cleaned_data["name"]
        made = attempt(form, lambda: actions.make_folder(parent_id=folder_id, name=name, by=request.actor))
    return redirect(_url(made)) if made else _folder_page(request, found, new=form)


@login_required
@require_POST
def rename_folder(request: HouseRequest, folder_id: UUID) -> HttpResponse:
    """Give a folder another name."""
    found, form = queries.visible_folder(request.actor, folder_id), FolderForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        attempt(form, lambda: actions.rename_folder(folder_id=folder_id, name=name, by=request.actor))
    return _folder_page(request, found, rename=form) if form.errors else redirect(_url(found))


@login_required
@require_POST
def move_folder(request: HouseRequest, folder_id: UUID) -> HttpResponse:
    """Put a folder into another."""
    found = queries.visible_folder(request.actor, folder_id)
    form = MoveFolderForm(request.POST, among=_targets(request.actor, found))
    if form.is_valid():
        parent = UUID(form.cleaned_data["parent"])
        attempt(form, lambda: actions.move_folder(folder_id=folder_id, parent_id=parent, by=request.actor))
    return _folder_page(request, found, move=form) if form.errors else redirect(_url(found))


@login_required
@require_POST
def remove_folder(request: HouseRequest, folder_id: UUID) -> HttpResponse:
    """Remove an empty folder."""
    found = queries.visible_folder(request.actor, folder_id)
    actions.remove_folder(folder_id=folder_id, by=request.actor)
    messages.success(request, _("Đã xóa thư mục “{name}”.").format(name=found.name))
    return redirect("documents:folder", found.parent_id)


@login_required
@require_GET
def export(request: HouseRequest, folder_id: UUID) -> HttpResponse:
    """Write the list, as it is filtered, into a workbook."""
    found = queries.visible_folder(request.actor, folder_id)
    content = exporting.papers_file(found, list(queries.papers_in(found, _asked(request))))
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, f"{found.name}.xlsx") or ""
    return response


@login_required
def describe(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Say what a regulation is: number, body, dates, what replaced it."""
    document = queries.visible_document(request.actor, document_id)
    require(permissions.may_change(request.actor, document))
    form = RegulationForm(request.POST or None, document=document)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        if attempt(form, lambda: actions.describe_regulation(document_id=document_id, facts=facts, by=request.actor)):
            messages.success(request, _("Đã lưu thông tin văn bản."))
            return redirect("documents:details", document_id)
    found = {"document": document, "form": form, "regulation": getattr(document, "regulation", None)}
    return render(request, "documents/regulation.html", found, status=422 if form.errors else 200)


@login_required
def shelve(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Put a paper of a library into another of its folders."""
    document = queries.visible_document(request.actor, document_id)
    require(permissions.may_change(request.actor, document))
    found = queries.folder_of(document)
    form = ShelveForm(request.POST or None, among=_targets(request.actor, found))
    if request.method == "POST" and form.is_valid():
        to = UUID(form.cleaned_data["folder"])
        if attempt(form, lambda: actions.shelve_document(document_id=document_id, folder_id=to, by=request.actor)):
            messages.success(request, _("Đã chuyển tài liệu."))
            return redirect("documents:folder", to)
    shown = {"document": document, "form": form, "folder": found}
    return render(request, "documents/shelve.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def keep(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Keep a paper at hand in one's own library."""
    document: Document = queries.visible_document(request.actor, document_id)
    own = actions.open_library(library=queries.MINE, by=request.actor)
    actions.keep_at_hand(document_id=document.pk, folder_id=own.pk, by=request.actor)
    messages.success(request, _("Đã lưu vào tủ tài liệu của đồng chí."))
    return redirect("documents:details", document_id)


@login_required
@require_POST
def let_go(request: HouseRequest, shortcut_id: int) -> HttpResponse:
    """Take a paper off one's own shelf."""
    actions.let_go(shortcut_id=shortcut_id, by=request.actor)
    messages.success(request, _("Đã bỏ khỏi tủ tài liệu."))
    return redirect("documents:mine")
