"""The page of the audit book, and its export."""

import io
from datetime import date, datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from giaoban.desk.queries.book import AREA_NAMES, AREAS, BookFilter, action_choices, book
from giaoban.kernel import clock
from giaoban.kernel.errors import NotFound
from giaoban.kernel.paging import page
from giaoban.ledger.registry import sentence_of
from giaoban.people import permissions
from giaoban.people.middleware import HouseRequest

MOST_EXPORTED = 20_000
SIZE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def read(request: HouseRequest) -> HttpResponse:
    """Who did what to which thing, when; cut by account, time, object and action."""
    asked = _asked(request)
    shown = page(book(asked), request.GET.get("page"), SIZE)
    context = {
        "page": shown,
        "lines": [(entry, sentence_of(entry)) for entry in shown.rows],
        "areas": AREAS,
        "actions": action_choices(asked.area),
        "asked": asked,
        "export_url": f"{reverse('desk:book_export')}?{urlencode(request.GET)}",
    }
    return render(request, "desk/book.html", context)


@login_required
def export(request: HouseRequest) -> HttpResponse:
    """The lines as filtered, as Excel."""
    out = io.BytesIO()
    workbook = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = workbook.add_worksheet(_("Nhật ký"))
    heads = (_("Thời điểm"), _("Người thực hiện"), _("Việc"), _("Đối tượng"), _("Địa chỉ máy"), _("Mã việc"))
    bold = workbook.add_format({"bold": True})
    for place, (head, width) in enumerate(zip(heads, (20, 26, 70, 40, 18, 28), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, bold)
    for number, entry in enumerate(book(_asked(request))[:MOST_EXPORTED].iterator(chunk_size=2_000), 1):
        cells = (
            f"{clock.local(entry.at):%d/%m/%Y %H:%M:%S}",
            entry.actor_label,
            sentence_of(entry),
            entry.subject_label,
            entry.address,
            entry.action,
        )
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell)
    workbook.close()
    return HttpResponse(
        out.getvalue(), content_type=EXCEL, headers={"Content-Disposition": 'attachment; filename="so-nhat-ky.xlsx"'}
    )


def _asked(request: HouseRequest) -> BookFilter:
    if not permissions.may_read_book(request.actor):
        raise NotFound
    given = request.GET
    area = given.get("area", "")
    action = given.get("action", "")
    return BookFilter(
        who=given.get("q", ""),
        about=given.get("about", ""),
        area=area if area in AREA_NAMES else "",
        action=action if not area or action.startswith(f"{area}.") else "",
        first=_day(request, "from"),
        last=_day(request, "to"),
    )


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return datetime.strptime(request.GET.get(name, ""), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
