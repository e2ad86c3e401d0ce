"""Warnings in words, at the step where they matter; never a block."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from giaoban.kernel.workdays import WorkCalendar
from giaoban.meetings import actions
from giaoban.meetings.queries.facts import warnings_for
from giaoban.meetings.testing import FRIDAY, a_draft, a_published, an_item
from giaoban.meetings.warnings import Clash, Facts, warnings_of
from giaoban.people.models import DayRule
from giaoban.people.testing import binh, by

FINE = Facts(
    starts_at=FRIDAY,
    ends_at=FRIDAY + timedelta(hours=2),
    kind="Họp giao ban",
    max_minutes=240,
    invitation_lead_days=3,
    paper_lead_days=3,
    is_ad_hoc=False,
    is_told=False,
    agenda_minutes=100,
    papers_missing=0,
    calendar=WorkCalendar(),
)
EARLY, LATE = date(2026, 3, 17), date(2026, 3, 18)  # three working days before Friday the 20th is the 17th


def said(facts: Facts, today: date = EARLY) -> list[tuple[str, str]]:
    return [(warning.step, warning.text) for warning in warnings_of(facts, today)]


def test_nothing_is_said_of_a_good_meeting() -> None:
    assert said(FINE) == []


def test_too_long_for_its_kind() -> None:
    assert said(replace(FINE, ends_at=FRIDAY + timedelta(hours=5))) == [
        (
            "draft",
            "Thời lượng 5 giờ vượt mức tối đa 4 giờ của loại họp “Họp giao ban” (Quyết định 45/2018/QĐ-TTg).",
        )
    ]


def test_items_longer_than_the_slot() -> None:
    assert said(replace(FINE, agenda_minutes=150)) == [
        ("draft", "Các nội dung cộng lại 2 giờ 30 phút, dài hơn thời gian họp 2 giờ.")
    ]


def test_a_late_invitation_from_the_first_late_day_on() -> None:
    assert said(FINE, EARLY) == []
    assert said(FINE, LATE) == [
        (
            "approved",
            (
                "Giấy mời phải đến người dự trước ít nhất 3 ngày làm việc, chậm nhất ngày 17/03/2026 "
                "(Quyết định 45/2018/QĐ-TTg)."
            ),
        )
    ]


@pytest.mark.parametrize("change", [{"is_ad_hoc": True}, {"is_told": True}])
def test_no_lead_time_for_an_ad_hoc_meeting_nor_one_that_was_told(change: dict[str, bool]) -> None:
    assert said(replace(FINE, **change), LATE) == []


def test_missing_papers() -> None:
    assert (
        "submitted",
        "Còn 2 tài liệu chưa có; tài liệu phải gửi trước ít nhất 3 ngày làm việc, chậm nhất 17/03/2026.",
    ) in said(replace(FINE, papers_missing=2), LATE)


def test_holidays_are_counted_out_of_the_lead_time() -> None:
    calendar = WorkCalendar(holidays=frozenset({date(2026, 3, 18)}))
    assert "16/03/2026" in said(replace(FINE, calendar=calendar), EARLY)[0][1]


def test_a_holiday_by_name_and_a_weekend() -> None:
    assert said(replace(FINE, holiday="Giỗ Tổ"))[0][1] == "Ngày 20/03/2026 là ngày nghỉ: Giỗ Tổ."
    sunday = replace(FINE, starts_at=FRIDAY + timedelta(days=2), ends_at=FRIDAY + timedelta(days=2, hours=1))
    assert ("draft", "Ngày 22/03/2026 không phải ngày làm việc.") in said(sunday)


def test_the_chairs_clash_comes_first_and_many_are_counted() -> None:
    rows = [Clash(f"Người {n}", "Họp khác", FRIDAY, FRIDAY + timedelta(hours=1)) for n in range(8)]
    chair = Clash("Nguyễn Văn An", "Họp Tổng cục", FRIDAY, FRIDAY + timedelta(hours=1), is_chair=True)
    words = [text for _step, text in said(replace(FINE, clashes=(*rows, chair)))]
    assert words[0] == "Chủ trì Nguyễn Văn An đã có “Họp Tổng cục” từ 08:30 20/03/2026 đến 09:30."
    assert words[-1] == "Còn 3 người nữa trùng lịch."


def test_a_real_clash_names_the_meeting() -> None:
    a_published()
    words = [warning.text for warning in warnings_for(a_draft("Họp trùng giờ"))]
    assert "Chủ trì Nguyễn Văn An đã có “Giao ban tuần 12” từ 08:30 20/03/2026 đến 10:30." in words


def test_a_warning_blocks_nothing() -> None:
    DayRule.objects.create(day=date(2026, 3, 20), kind="holiday", name="Nghỉ bù")
    meeting = a_draft()
    an_item(meeting, minutes=600)
    assert len(warnings_for(meeting)) == 2
    assert actions.submit_agenda(meeting_id=meeting.pk, by=by(binh())).state == "submitted"
