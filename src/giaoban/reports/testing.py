"""Weekly reports for tests: a series with a form of two figures and a text, and its next briefing."""

from giaoban.meetings import actions as meetings
from giaoban.meetings.models import Meeting, Series
from giaoban.meetings.testing import a_series
from giaoban.obstacles.testing import noi_bai
from giaoban.people.testing import binh, by, dung
from giaoban.reports import actions
from giaoban.reports.models import ReportRow

ROWS = (
    actions.FormRow("Tờ khai nhập khẩu", "tờ khai"),
    actions.FormRow("Thu ngân sách", "tỷ đồng"),
    actions.FormRow("Kiến nghị"),
)


def a_form() -> Series:
    """A weekly series of the agency, heard branches Nội Bài and Yên Bái, with its form."""
    noi_bai()
    dung()
    series = a_series(items=(meetings.UsualItem("Báo cáo của các đơn vị"), meetings.UsualItem("Kết luận")))
    actions.keep_form(series_id=series.pk, rows=ROWS, by=by(binh()))
    return series


def a_briefing(series: Series, number: int = 0) -> Meeting:
    """The draft of one of its dates."""
    return meetings.draft_from_series(date_id=series.dates.all()[number].pk, by=by(binh()))


def filled(series: Series, *values: str) -> dict[str, str]:
    """Values by the ids of the form's lines."""
    rows = ReportRow.objects.filter(series=series, is_active=True)
    return {str(row.pk): value for row, value in zip(rows, values, strict=False)}
