"""The reader, and the keeper's page of readings and accesses."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from giaoban.documents import actions, permissions, queries
from giaoban.documents.doors import door
from giaoban.documents.models import Access, Version
from giaoban.kernel.paging import page
from giaoban.kernel.rules import require
from giaoban.people.middleware import HouseRequest


@login_required
@require_GET
def read(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Show a document to somebody who may see it."""
    document = queries.visible_document(request.actor, document_id)
    if document.is_secret:
        return redirect("documents:details", document_id)
    owner = door(document.owner_kind)
    version = queries.readable(document) if document.versions.exists() else None
    if version is not None:
        actions.note_access(document=document, version=version, what=Access.What.SEE, by=request.actor)
    shown = {
        "document": document,
        "version": version,
        "owner_label": owner.label(document.owner_id),
        "owner_url": owner.url(document.owner_id),
        "can": permissions.rights(request.actor, document),
        "readable": version is not None and version.state == Version.State.READY,
    }
    return render(request, "documents/read.html", shown)


@login_required
@require_GET
def watch(request: HouseRequest, document_id: UUID) -> HttpResponse:
    """Show who has opened a document, how far, and its access log."""
    document = queries.visible_document(request.actor, document_id)
    require(permissions.may_watch(request.actor, document))
    owner = door(document.owner_kind)
    states = queries.readers_of(document)
    on_log = request.GET.get("tab") == "log"
    shown = {
        "document": document,
        "owner_label": owner.label(document.owner_id),
        "owner_url": owner.url(document.owner_id),
        "states": states,
        "opened": sum(1 for state in states if state.reading),
        "page": page(queries.accesses_of(document), request.GET.get("page", 1)),
        "on_log": on_log,
        "on_readers": not on_log,
    }
    return render(request, "documents/watch.html", shown)
