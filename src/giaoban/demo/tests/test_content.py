"""The demo agency's content: complete and consistent; codes and names resolve, texts are whole sentences."""

import zipfile
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from pptx import Presentation
from python_calamine import CalamineWorkbook

from giaoban.demo.content import imports
from giaoban.demo.content.agenda import CASES, LEGAL, ROTATION
from giaoban.demo.content.briefings import briefings, exceptions, held_on, series, this_friday
from giaoban.demo.content.catalogues import ENTRIES, GROUPS, MEETING_KINDS, POSITIONS, ROOMS
from giaoban.demo.content.figures import YEAR_TARGET, week_of
from giaoban.demo.content.holidays import DAY_RULES, HOLIDAYS, SWAP_DAYS, tet, works_on
from giaoban.demo.content.other_meetings import other_meetings
from giaoban.demo.content.paper_figures import branch_rows
from giaoban.demo.content.papers import CATALOGUE, build
from giaoban.demo.content.people import BY_SIGN_IN, PEOPLE, ROLE_GRANTS, in_charge, second_appointments, title
from giaoban.demo.content.tasks import task_stories
from giaoban.demo.content.units import ADVISORY, BRANCHES, BY_CODE, UNITS, first_deputy_of, head_of, teams_of
from giaoban.people.importing.columns import PEOPLE_COLUMNS, UNIT_COLUMNS
from giaoban.people.importing.table import read as read_workbook

DAYS = [date(2026, 11, 23), date(2026, 11, 27), date(2026, 2, 18), date(2027, 5, 2), date(2028, 7, 1)]
on_several_days = pytest.mark.parametrize("today", DAYS, ids=str)
STOPS = (".", "!", "?", "…")


def all_meetings(today):
    return [*briefings(today), *other_meetings(today)]


def test_units_form_one_tree():
    assert len(BY_CODE) == len(UNITS)
    assert [unit.code for unit in UNITS if unit.parent is None] == ["HQHN"]
    assert all(unit.parent in BY_CODE for unit in UNITS if unit.parent)
    assert len(ADVISORY) == 9
    assert len(BRANCHES) == 12
    assert all(2 <= len(teams_of(unit.code)) <= 5 for unit in [*BRANCHES, BY_CODE["VP"]])
    assert all(unit.name and unit.short_name and unit.symbol for unit in UNITS)
    assert {unit.kind for unit in UNITS} == {
        "Cục",
        "Lãnh đạo Cục",
        "Văn phòng",
        "Phòng",
        "Chi cục",
        "Đội",
        "Tổ",
    }


def test_people_are_many_and_unique():
    assert 530 <= len(PEOPLE) <= 580
    for field in ("sign_in", "full_name", "employee_code", "email", "phone"):
        assert len({getattr(person, field) for person in PEOPLE}) == len(PEOPLE), field
    assert all(person.unit in BY_CODE for person in PEOPLE)
    assert {person.position for person in PEOPLE} <= {position.name for position in POSITIONS}
    assert all(person.email.endswith("@haiquan.example") for person in PEOPLE)
    assert all(person.phone.startswith("0900 000 ") for person in PEOPLE)


def test_the_names_to_sign_in_with_are_there():
    wanted = (
        "cuctruong pho1 pho2 pho3 vanphong chanhvanphong gsql.truong gsql.pho1 gsql.cb1 txnk.truong "
        "noibai.truong noibai.pho1 noibai.cb1 quantri thanhtra"
    )
    assert set(wanted.split()) <= set(BY_SIGN_IN)


def test_every_unit_has_exactly_one_head():
    heads = {position.name for position in POSITIONS if position.authority == "head"}
    led = Counter(person.unit for person in PEOPLE if person.position in heads)
    assert all(led[unit.code] == 1 for unit in UNITS if unit.code != "HQHN")
    for unit in [*ADVISORY, *BRANCHES]:
        assert BY_SIGN_IN[head_of(unit.code)].unit == unit.code
        assert BY_SIGN_IN[first_deputy_of(unit.code)].unit == unit.code


def test_titles_read_as_an_office_writes_them():
    assert title("pho1") == "Phó Cục trưởng"
    assert title("chanhvanphong") == "Chánh Văn phòng Cục"
    assert title("gsql.truong") == "Trưởng phòng Giám sát quản lý về hải quan"
    assert title("yenbai.pho1") == "Phó Chi cục trưởng Chi cục Hải quan Yên Bái"
    assert title("yenbai.cb1") == "Công chức Đội Tổng hợp, Chi cục Hải quan Yên Bái"


@on_several_days
def test_each_unit_has_one_leader_in_charge_now(today):
    rows = in_charge(today)
    now = Counter(row.unit for row in rows if row.ends_on is None)
    assert now == Counter(unit.code for unit in [*ADVISORY, *BRANCHES])
    assert all(row.ends_on is None or row.starts_on <= row.ends_on < today for row in rows)
    assert all(row.leader in BY_SIGN_IN for row in rows)
    assert all(row.sign_in in BY_SIGN_IN and row.unit in BY_CODE for row in second_appointments(today))
    assert all(row.sign_in in BY_SIGN_IN and row.unit in BY_CODE for row in ROLE_GRANTS)


def test_catalogues_resolve():
    assert len(MEETING_KINDS) == 8
    assert len({(entry.catalogue, entry.code) for entry in ENTRIES}) == len(ENTRIES)
    assert all(not entry.unit or entry.unit in BY_CODE for entry in ENTRIES)
    for group in GROUPS:
        assert {group.chair, group.secretary, *group.people} <= set(BY_SIGN_IN)
        assert {group.owner, *group.units} <= set(BY_CODE)


def test_holidays_by_the_lunar_calendar():
    assert [tet(year) for year in (2025, 2026, 2027)] == [
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
    ]
    assert {date(2025, 4, 7), date(2026, 4, 26), date(2027, 4, 16)} <= set(HOLIDAYS)
    assert len({rule.day for rule in DAY_RULES}) == len(DAY_RULES)
    assert all(day.weekday() >= 5 for day in SWAP_DAYS)
    for year in range(2025, 2031):
        days_off = [day for day in HOLIDAYS if day.year == year and day.weekday() < 5]
        assert len(days_off) == 11 + sum(day.year == year for day in SWAP_DAYS)


def test_figures_add_up():
    friday = date(2026, 11, 20)
    rows, week = branch_rows(friday), week_of(friday)
    assert sum(row.week for row in rows) == week.revenue
    assert sum(row.to_date for row in rows) == week.revenue_to_date
    assert sum(row.target for row in rows) == YEAR_TARGET
    assert round(week.green + week.yellow + week.red, 1) == 100
    assert week_of(friday + timedelta(days=7)).revenue_to_date - week.revenue_to_date == pytest.approx(
        week_of(friday + timedelta(days=7)).revenue
    )


@on_several_days
def test_a_year_of_briefings(today):
    meetings = briefings(today)
    assert [row.state for row in meetings] == ["concluded"] * 52 + ["running", "draft"]
    assert meetings[-2].day == today
    assert all(a.day < b.day for a, b in pairwise(meetings))
    assert all(works_on(row.day) for row in meetings if row.day != today)
    assert all(8 <= len(row.items) <= 12 for row in meetings)
    assert all(sum(item.minutes for item in row.items) <= row.minutes for row in meetings)
    assert all(4 <= len(row.conclusions) <= 9 for row in meetings[:52])
    assert all({said.item for said in row.statements} == {i.place for i in row.items} for row in meetings[:52])
    assert {paper for item in meetings[-2].items for paper in item.papers} >= {"nghi-dinh-134", "chi-thi-02"}
    assert {request.state for request in meetings[-1].requests} == {
        "asked",
        "submitted",
        "accepted",
        "returned",
    }


@on_several_days
def test_moved_and_skipped_dates_have_reasons(today):
    assert all(row.reason for row in exceptions(today))
    days = {row.original_day or row.day for row in briefings(today)}
    for row in exceptions(today):
        assert (row.moved_to is not None) == (row.original_day in days)
    assert series(today).starts_on <= today
    assert this_friday(today).weekday() == 4
    assert held_on(date(2026, 2, 20)) is None


@on_several_days
def test_every_code_and_name_of_a_meeting_resolves(today):
    kinds = {kind.code: kind for kind in MEETING_KINDS}
    meetings = all_meetings(today)
    assert len({meeting.key for meeting in meetings}) == len(meetings)
    for meeting in meetings:
        assert meeting.location in ROOMS
        assert meeting.minutes <= kinds[meeting.kind].max_minutes
        assert {meeting.chair, meeting.secretary} <= set(BY_SIGN_IN)
        places = [item.place for item in meeting.items]
        assert places == list(range(1, len(places) + 1))
        invited = {seat.person for seat in meeting.presences}
        present = {seat.substitute or seat.person for seat in meeting.presences}
        assert len(invited) == len(meeting.presences)
        assert meeting.chair in invited
        for seat in meeting.presences:
            assert seat.person in BY_SIGN_IN
            assert seat.unit in BY_CODE
            assert (seat.state == "absent") == bool(seat.reason)
            assert not seat.substitute or seat.substitute in BY_SIGN_IN
        for item in meeting.items:
            assert item.presenter in present
            assert item.unit in BY_CODE
            assert set(item.papers) <= set(CATALOGUE)
            assert len(item.title) <= 300
        for said in meeting.statements:
            assert said.speaker in present
            assert said.item in places
        for row in meeting.conclusions:
            assert row.item in places
            assert row.no_action or row.lead in BY_CODE
            assert row.no_action or meeting.day < row.deadline_on
            assert row.no_action or (works_on(row.deadline_on) and row.product)
            assert set(row.coordinating) <= set(BY_CODE) - {row.lead}
        for mark in meeting.marks:
            assert mark.person in invited
            assert mark.item in places


@on_several_days
def test_texts_are_whole_sentences(today):
    for meeting in all_meetings(today):
        texts = [said.text for said in meeting.statements] + [row.content for row in meeting.conclusions]
        for text in [*texts, meeting.purpose, meeting.demands, *(item.note for item in meeting.items)]:
            assert text.endswith(STOPS), text
            assert text == text.strip()
            assert "  " not in text
            assert "{" not in text
            assert text[0].isupper() or text[0].isdigit(), text
        for item in meeting.items:
            assert item.title.strip(" .") == item.title
            assert "{" not in item.title


def test_weeks_do_not_read_as_copies():
    meetings = briefings(DAYS[0])[:52]
    obstacles = Counter(item.title for row in meetings for item in row.items if item.topic == "obstacle")
    assert max(obstacles.values()) == 1
    said = Counter(row.text for meeting in meetings for row in meeting.statements if len(row.text) > 200)
    assert max(said.values()) <= 3
    assert set(ROTATION) == {unit.code for unit in BRANCHES} - {"KTSTQ"}


def test_cases_resolve():
    fields = {entry.code for entry in ENTRIES if entry.catalogue == "obstacle_field"}
    assert len({case["key"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert case["field"] in fields
        assert {case["lead"], *case["with"], *case.get("branches", [])} <= set(BY_CODE)
        assert all(row.get("lead", "VP") in {*BY_CODE, "BRANCH"} for row in case["conclusions"])
    assert all(text["lead"] in BY_CODE for text in LEGAL)


def test_other_meetings_through_the_year():
    meetings = other_meetings(DAYS[0])
    assert len(meetings) >= 25
    assert {row.kind for row in meetings} == {kind.code for kind in MEETING_KINDS} - {"briefing"}
    assert all(row.day.weekday() != 4 for row in meetings)
    assert {row.state for row in meetings} == {"concluded", "draft"}
    assert sum(row.is_drill for row in meetings) == 1


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_meetings_keep_their_season(today):
    half_year = next(row for row in other_meetings(today) if "sáu tháng đầu năm" in row.title)
    assert half_year.day.month == 6
    assert today - timedelta(days=400) < half_year.day < today


@on_several_days
def test_tasks_in_every_state(today):
    stories = task_stories(today)
    assert 270 <= len(stories) <= 340
    assert {story.state for story in stories} == {
        "new", "received", "in_progress", "reported", "returned", "confirmed", "suspended", "cancelled",
    }  # fmt: skip
    overdue = [story for story in stories if story.is_overdue(today)]
    late = [story for story in stories if story.done_on and story.done_on > story.deadline_on]
    assert 8 <= len(overdue) <= 50
    assert len(late) >= 10
    keys = {meeting.key for meeting in all_meetings(today)}
    assert all(story.meeting in keys for story in stories)


@on_several_days
def test_a_story_runs_forward_and_ends_before_today(today):
    for story in task_stories(today):
        days = [event.day for event in story.events]
        assert days == sorted(days)
        assert all(story.assigned_on <= day < today for day in days), story
        assert {story.assigner, story.assignee, *(event.by for event in story.events)} <= set(BY_SIGN_IN)
        assert {story.lead, *story.coordinating} <= set(BY_CODE)
        assert all(event.text.endswith(STOPS) for event in story.events)
        assert story.original_deadline_on <= story.deadline_on
        assert (story.state == "confirmed") == (story.rating is not None) == (story.done_on is not None)
        assert (story.state == "confirmed") == (story.progress == 100)
        for extension in story.extensions:
            assert story.assigned_on < extension.asked_on <= extension.wanted_on
            assert extension.asked_on < today


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_paper_is_what_its_name_says(name):
    entry, data = CATALOGUE[name], build(name)
    assert entry.unit in BY_CODE
    assert entry.document_type in {row.code for row in ENTRIES if row.catalogue == "document_type"}
    kind = entry.filename.rsplit(".", 1)[1]
    if kind == "pdf":
        assert data.startswith(b"%PDF-")
        return
    build.cache_clear()
    assert build(name) == data
    assert zipfile.ZipFile(BytesIO(data)).testzip() is None
    if kind == "docx":
        assert len(Document(BytesIO(data)).paragraphs) > 8
    if kind == "pptx":
        assert len(Presentation(BytesIO(data)).slides) == 40
    if kind in {"xlsx", "ods"}:
        assert CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names


def test_the_import_workbook_speaks_the_format_of_the_importer():
    assert [head for head, _ in imports.UNIT_COLUMNS] == [column.heading for column in UNIT_COLUMNS]
    assert [head for head, _ in imports.PEOPLE_COLUMNS] == [column.heading for column in PEOPLE_COLUMNS]
    book = read_workbook(imports.agency_workbook())
    assert book.faults == []
    assert [row.get("code") for row in book.rows["Đơn vị"]] == [unit.code for unit in UNITS]
    assert [row.get("full_name") for row in book.rows["Người"]] == [person.full_name for person in PEOPLE]
    empty = read_workbook(imports.agency_workbook(filled=False))
    assert empty.faults == []
    assert empty.rows == {"Đơn vị": [], "Người": []}
