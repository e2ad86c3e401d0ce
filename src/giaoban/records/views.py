"""Pages of records: what a record holds and how to take it; is a package still what it was?"""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from giaoban.kernel.messages import sentence
from giaoban.kernel.rules import require
from giaoban.meetings.queries import visible_meetings
from giaoban.people.middleware import HouseRequest
from giaoban.records import permissions, queries
from giaoban.records.checking import check
from giaoban.records.delivery import package_of
from giaoban.records.forms import PackageForm
from giaoban.records.verifier import Unreadable


@login_required
@require_GET
def record(request: HouseRequest, meeting_id: UUID) -> HttpResponse:
    """Say what the record of a meeting holds, and give it."""
    meeting = get_object_or_404(visible_meetings(request.actor, whole=True), pk=meeting_id)
    require(permissions.may_take(request.actor, meeting))
    files = queries.files_of(meeting)
    facts = {
        "meeting": meeting,
        "files": files,
        "size": sum(kept.version.size for kept in files),
        "has_secrets": meeting.items.filter(is_secret=True).exists(),
        "taken": queries.taken(meeting),
    }
    return render(request, "records/record.html", facts)


@login_required
@require_GET
def package(request: HouseRequest, meeting_id: UUID) -> HttpResponseBase:
    """Give the package."""
    return package_of(meeting_id, request.actor)


@login_required
@require_http_methods(["GET", "POST"])
def verify(request: HouseRequest) -> HttpResponse:
    """Look at every byte of a package that somebody brings, and say what was changed."""
    form = PackageForm(request.POST, request.FILES) if request.method == "POST" else PackageForm()
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = check(form.cleaned_data["file"].file, get_language() or "vi")
        except Unreadable:
            form.add_error("file", sentence("records.not_a_package", {}))
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "records/verify.html", {"form": form, "found": found}, status=status)
