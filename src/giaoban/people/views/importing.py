"""Pages of the import: upload, preview, apply or drop."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from giaoban.kernel.paging import page
from giaoban.people import actions, exporting, permissions
from giaoban.people.forms.persons import ImportForm
from giaoban.people.importing.plan import plan, shown
from giaoban.people.middleware import HouseRequest
from giaoban.people.models import ImportDraft
from giaoban.people.views.answering import form_page, hide_unless
from giaoban.people.views.persons import EXCEL


@login_required
def upload(request: HouseRequest) -> HttpResponse:
    """Upload a table; nothing changes yet."""
    hide_unless(permissions.may_administer_system(request.actor))
    form = ImportForm(request.POST or None, request.FILES or None)

    def act() -> ImportDraft:
        file = form.cleaned_data["file"]
        return actions.upload_import(filename=file.name, content=file.read(), by=request.actor)

    return form_page(
        request, form, title=_("Nhập đơn vị và người từ Excel"), verb=_("Tải lên và xem trước"),
        back=reverse("people:people"), done=_("Đã tải tệp lên. Hãy xem trước rồi xác nhận."), act=act,
        to=lambda draft: reverse("people:import", args=[draft.pk]), multipart=True, example=reverse("people:template"),
        drafts=ImportDraft.objects.filter(user=request.user, applied_at=None).defer("content")[:5],
    )  # fmt: skip


@login_required
def template(request: HouseRequest) -> HttpResponse:
    """The empty table with its instructions."""
    hide_unless(permissions.may_administer_system(request.actor))
    return HttpResponse(
        exporting.template_file(),
        content_type=EXCEL,
        headers={"Content-Disposition": 'attachment; filename="mau-nhap-danh-sach.xlsx"'},
    )


@login_required
def preview(request: HouseRequest, draft_id: UUID) -> HttpResponse:
    """What the table would create, change and leave; every fault in words with its row."""
    hide_unless(permissions.may_administer_system(request.actor))
    draft = get_object_or_404(ImportDraft, pk=draft_id)
    wanted = plan(bytes(draft.content))
    state = request.GET.get("state", "")
    context = {
        "draft": draft,
        "plan": wanted,
        "counts": {key: wanted.counts.get(key, 0) for key in ("create", "change", "same", "fault")},
        "state": state,
        "page": page(list(shown(wanted.lines, state)), request.GET.get("page"), 100),
    }
    return render(request, "people/import_preview.html", context)


@login_required
@require_POST
def apply(request: HouseRequest, draft_id: UUID) -> HttpResponse:
    """Apply the whole table."""
    counts = actions.apply_import(draft_id=draft_id, by=request.actor).counts
    messages.success(
        request,
        _("Đã nhập: {created} dòng thêm mới, {changed} dòng thay đổi.").format(
            created=counts.get("create", 0), changed=counts.get("change", 0)
        ),
    )
    return redirect("people:people")


@login_required
@require_POST
def drop(request: HouseRequest, draft_id: UUID) -> HttpResponse:
    """Throw the table away."""
    actions.drop_import(draft_id=draft_id, by=request.actor)
    messages.success(request, _("Đã bỏ tệp."))
    return redirect("people:upload")
