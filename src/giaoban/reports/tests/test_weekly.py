"""The weekly report: the form, filling in, filing, the table of all, the paper, the reminders."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.obstacles.testing import khanh, noi_bai, phuc
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.reports import actions, notices, queries
from giaoban.reports.models import ReportRow, UnitReport
from giaoban.reports.testing import ROWS, a_briefing, a_form, filled

pytestmark = pytest.mark.django_db


def test_the_form_is_kept_once_and_keeps_its_lines():
    series = a_form()
    first = {row.label: row.pk for row in ReportRow.objects.all()}
    with expect_record():
        actions.keep_form(series_id=series.pk, rows=ROWS, by=by(binh()))
    with expect_record("reports.form_kept"):
        rows = actions.keep_form(series_id=series.pk, rows=[ROWS[1], actions.FormRow("Vi phạm", "vụ")], by=by(binh()))
    assert [row.label for row in rows] == ["Thu ngân sách", "Vi phạm"]
    assert rows[0].pk == first["Thu ngân sách"]
    for wrong in ([], [ROWS[0], ROWS[0]]):
        with pytest.raises(Invalid):
            actions.keep_form(series_id=series.pk, rows=wrong, by=by(binh()))
    with pytest.raises((Refused, NotFound)):
        actions.keep_form(series_id=series.pk, rows=ROWS, by=by(chi()))


def test_it_is_saved_with_gaps_and_filed_whole():
    series = a_form()
    meeting = a_briefing(series)
    mine = {"meeting_id": meeting.pk, "unit_id": noi_bai().pk, "by": by(phuc())}
    with expect_record("reports.saved", "reports.filed"):
        actions.save_report(values=filled(series, "1.234"), **mine)
        actions.save_report(values=filled(series, "1.234"), **mine)
        with pytest.raises(Invalid) as told:
            actions.file_report(values=filled(series, "1.234"), **mine)
        assert told.value.details["label"] == "Thu ngân sách"
        with pytest.raises(Invalid):
            actions.file_report(values=filled(series, "nhiều", "1"), **mine)
        done = actions.file_report(values=filled(series, "1.234", "56,7", "Không"), **mine)
        actions.file_report(values=filled(series, "1234", "56.7", "Không"), **mine)
    assert sorted(done.values.values()) == ["1234", "56.7", "Không"]
    assert (done.filed_by, UnitReport.objects.count()) == (phuc(), 1)


def test_only_the_unit_reports_and_only_before_the_meeting():
    series = a_form()
    meeting = a_briefing(series)
    with pytest.raises(NotFound):
        actions.save_report(meeting_id=meeting.pk, unit_id=noi_bai().pk, values={}, by=by(dung()))
    with pytest.raises(Refused):
        actions.save_report(meeting_id=meeting.pk, unit_id=noi_bai().pk, values={}, by=by(binh()))
    meeting.state = "running"
    meeting.save(update_fields=["state"])
    with pytest.raises(Refused):
        actions.file_report(meeting_id=meeting.pk, unit_id=noi_bai().pk, values={}, by=by(chi()))


def test_last_weeks_figures_stand_beside_and_all_add_up():
    series = a_form()
    first, second = a_briefing(series, 0), a_briefing(series, 1)
    other = dung().appointments.get().unit
    for meeting, values in ((first, ("100", "5,5")), (second, ("120", "4"))):
        actions.file_report(meeting_id=meeting.pk, unit_id=noi_bai().pk, values=filled(series, *values), by=by(chi()))
    actions.file_report(meeting_id=second.pk, unit_id=other.pk, values=filled(series, "30", "1"), by=by(dung()))
    line = queries.lines_of(second, noi_bai())[0]
    assert (line.value, line.before, line.change) == ("120", "100", Decimal(20))
    table = queries.summary_of(second)
    assert [(total, before) for _row, _cells, total, before in table.cells][:2] == [
        (Decimal(150), Decimal(100)),
        (Decimal(5), Decimal("5.5")),
    ]
    assert table.missing == []
    assert [unit.code for unit in queries.summary_of(first).missing] == ["YENBAI"]


def test_the_table_becomes_a_paper_and_its_next_version(settings, tmp_path):
    settings.STORAGE = f"file:{tmp_path}"
    series = a_form()
    meeting = a_briefing(series)
    item = meeting.items.first()
    with pytest.raises(Conflict):
        actions.put_on_agenda(meeting_id=meeting.pk, item_id=item.pk, by=by(binh()))
    for value in ("1", "2"):
        values = filled(series, value, "1")
        actions.file_report(meeting_id=meeting.pk, unit_id=noi_bai().pk, values=values, by=by(chi()))
        paper = actions.put_on_agenda(meeting_id=meeting.pk, item_id=item.pk, by=by(binh()))
    assert (Document.objects.count(), paper.versions.count()) == (1, 2)
    with pytest.raises((NotFound, Refused)):
        actions.put_on_agenda(meeting_id=meeting.pk, item_id=item.pk, by=by(khanh()))


def test_who_has_not_reported_is_reminded():
    series = a_form()
    meeting = a_briefing(series)  # Friday 13/03, due on Wednesday 11/03 at four
    at = timezone.make_aware(datetime.fromisoformat("2026-03-10T09:00:00"))
    assert [(due.user_id, due.on.isoformat()) for due in notices.not_filed(at)] == [(chi().pk, "2026-03-10")]
    actions.file_report(meeting_id=meeting.pk, unit_id=noi_bai().pk, values=filled(series, "1", "1"), by=by(chi()))
    assert list(notices.not_filed(at)) == []


def test_the_pages_for_unit_office_and_stranger(client):
    series = a_form()
    meeting = a_briefing(series)
    page = f"/bao-cao-tuan/{meeting.pk}/{noi_bai().pk}/"
    client.force_login(chi())
    assert meeting.title in client.get("/bao-cao-tuan/").content.decode()
    assert client.post(page, filled(series, "x") | {"then": "keep"}).status_code == 422
    assert client.post(page, filled(series, "10", "2") | {"then": "file"}).status_code == 302
    assert "Đã nộp" in client.get(page).content.decode()
    client.force_login(binh())
    assert "1/2" in client.get("/bao-cao-tuan/").content.decode()
    for path in (f"/bao-cao-tuan/{meeting.pk}/", f"/bao-cao-tuan/{meeting.pk}/xuat-excel/", page):
        assert client.get(path).status_code == 200
    assert client.get(f"/bao-cao-tuan/mau/{series.pk}/").status_code == 200
    rows = {"rows": "Tờ khai | tờ\nKiến nghị"}
    assert client.post(f"/bao-cao-tuan/mau/{series.pk}/", rows).status_code == 302
    assert [row.label for row in queries.rows_of(series)] == ["Tờ khai", "Kiến nghị"]
    client.force_login(dung())
    assert client.get(page).status_code == 404
    assert client.get(f"/bao-cao-tuan/{meeting.pk}/").status_code == 404
    assert clock.today()
    assert an()


def test_shares_have_a_mean_and_figures_read_as_written(client):
    series = a_form()
    rows = [*ROWS[:1], actions.FormRow("Tỷ lệ luồng đỏ", "%")]
    actions.keep_form(series_id=series.pk, rows=rows, by=by(binh()))
    meeting = a_briefing(series)
    other = dung().appointments.get().unit
    for unit, person, share in ((noi_bai(), chi(), "3,5"), (other, dung(), "4")):
        values = filled(series, "10", share)
        actions.file_report(meeting_id=meeting.pk, unit_id=unit.pk, values=values, by=by(person))
    totals = [total for _row, _cells, total, _before in queries.summary_of(meeting).cells]
    assert totals == [Decimal(20), Decimal("3.8")]
    client.force_login(chi())
    assert 'value="3,5"' in client.get(f"/bao-cao-tuan/{meeting.pk}/{noi_bai().pk}/").content.decode()
