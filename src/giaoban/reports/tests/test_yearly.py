"""The yearly review: meetings held, obstacles settled, days to settle."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from giaoban.kernel import clock
from giaoban.meetings.models import Meeting
from giaoban.meetings.testing import a_draft
from giaoban.obstacles.testing import an_obstacle
from giaoban.people.testing import an, by, chi
from giaoban.reports import queries

pytestmark = pytest.mark.django_db


def held(days_ago: int, minutes: int, **more: object) -> None:
    at = clock.now() - timedelta(days=days_ago)
    meeting = a_draft(f"Giao ban {days_ago}", starts_at=at)
    facts = {"state": "concluded", "started_at": at, "closed_at": at + timedelta(minutes=minutes)}
    Meeting.objects.filter(pk=meeting.pk).update(**(facts | more))


def test_a_year_in_figures_and_as_a_workbook(client):
    held(10, 90)
    held(3, 150)
    held(400, 60)
    held(2, 60, is_drill=True)
    an_obstacle("resolved")
    an_obstacle("routed", "Chưa xong")
    review = queries.year_of(by(an()), 2026)
    assert (review.held, review.online, review.hours, review.minutes) == (2, 2, 4.0, 120)
    assert (review.obstacles.raised, review.obstacles.resolved, review.obstacles.median_days) == (2, 1, 0)
    client.force_login(an())
    assert "Tổng kết giao ban năm 2025" in client.get("/bao-cao-tuan/tong-ket/?year=2025").content.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(client.get("/bao-cao-tuan/tong-ket/xuat-excel/").content))
    assert book.get_sheet_by_index(0).to_python()[1] == ["Số kỳ giao ban đã họp", 2]
    client.force_login(chi())
    assert client.get("/bao-cao-tuan/tong-ket/").status_code == 403
