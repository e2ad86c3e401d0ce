"""Who spoke how long, and who never: counted right, cut to the own units, drills left out, as page, workbook, API."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from giaoban.floor import actions
from giaoban.floor.queries import figures
from giaoban.floor.testing import a_question, a_turn, speaks
from giaoban.floor.tests.conftest import hoa
from giaoban.hall.testing import a_room, guest
from giaoban.kernel import clock
from giaoban.meetings import actions as meetings
from giaoban.meetings.models import Meeting
from giaoban.people.testing import an, binh, by, chi, dung, em, the_agency


@pytest.fixture
def held(running):
    """Chi speaks 4 minutes and once in writing, Giang answers her question 1 minute, Hoa was there and said nothing."""
    now = clock.now()
    with clock.at(now):
        meetings.open_round(meeting_id=running.pk, by=by(binh()))
        people = [chi().pk, guest().pk, hoa().pk]
        meetings.mark_people(meeting_id=running.pk, user_ids=people, state="on_site", by=by(binh()))
        turn = speaks(a_turn(running))
    with clock.at(now + timedelta(minutes=4)):
        actions.end_turn(turn_id=turn.pk, by=by(an()))
        question = speaks(a_question(running, asked=guest()))
        actions.hand_in_remainder(turn_id=turn.pk, text="Phần còn lại", by=by(chi()))
    with clock.at(now + timedelta(minutes=5)):
        answer = actions.answer_question(turn_id=question.pk, by=by(an()))
    with clock.at(now + timedelta(minutes=6)):
        actions.end_turn(turn_id=answer.pk, by=by(an()))
        a_turn(running, hoa())
        a_turn(running, binh(), name="=HYPERLINK(1)", topic="Công thức")
        meetings.close(meeting_id=running.pk, by=by(an()))
    return running


def people_of(meeting):
    rows = figures.spoken_by_person(Meeting.objects.filter(pk=meeting.pk))
    return {row.label: row for row in rows}


def test_people_are_counted(held):
    rows = people_of(held)
    assert list(rows)[:2] == ["Lê Thị Chi", "Vũ Thị Giang"]
    first = rows["Lê Thị Chi"]
    assert (first.turns, first.seconds, first.questions, first.written, first.meetings) == (2, 300, 1, 1, 1)
    assert (first.unit, first.minutes_each, first.is_silent) == ("Chi cục Nội Bài", 2.5, False)
    assert (rows["Vũ Thị Giang"].answers, rows["Vũ Thị Giang"].seconds) == (1, 60)
    assert rows["Đỗ Thị Hoa"].is_silent
    assert rows["Đỗ Thị Hoa"].meetings == 1


def test_units_are_counted_those_without_a_word_too(held):
    rows = {row.label: row for row in figures.spoken_by_unit(Meeting.objects.filter(pk=held.pk))}
    assert rows["Chi cục Nội Bài"].seconds == 300
    assert (rows["Phòng Pháp chế"].is_silent, rows["Phòng Pháp chế"].meetings) == (True, 1)


def test_drills_other_units_and_other_days_stay_out(held):
    today = clock.today()
    units = {the_agency().pk}
    assert figures.meetings_held(units, today, today).count() == 1
    assert figures.meetings_held(units, today + timedelta(days=1), today + timedelta(days=9)).count() == 0
    assert figures.meetings_held(set(), today, today).count() == 0
    a_room()  # published, not held
    Meeting.objects.filter(pk=held.pk).update(is_drill=True)
    assert figures.meetings_held(units, today, today).count() == 0


def test_days_are_understood_as_they_are_meant():
    with clock.at(datetime(2026, 5, 10, 5, tzinfo=UTC)):
        assert figures.span_of(None, None) == (date(2026, 1, 1), date(2026, 5, 10))
        assert figures.span_of(date(2026, 3, 1), None) == (date(2026, 3, 1), date(2026, 5, 10))
        assert figures.span_of(None, date(2025, 3, 1)) == (date(2025, 1, 1), date(2025, 3, 1))
        assert figures.span_of(date(2026, 3, 1), date(2026, 2, 1)) == (date(2026, 2, 1), date(2026, 3, 1))
        spans = [(first, last) for _label, first, last in figures.usual_spans()]
        assert spans[1] == (date(2026, 4, 1), date(2026, 5, 10))


def test_the_page_shows_them_to_the_office_and_leaders_and_nobody_else(held, client, django_assert_max_num_queries):
    for user in (binh(), an()):
        client.force_login(user)
        text = client.get("/phat-bieu/").content.decode()
        assert "Lê Thị Chi" in text
        assert "5:00" in text
    with django_assert_max_num_queries(26):
        client.get("/phat-bieu/")
    assert "Thống kê phát biểu" in client.get("/").content.decode()
    silent = client.get("/phat-bieu/?silent=1").content.decode()
    assert "Đỗ Thị Hoa" in silent
    assert "Vũ Thị Giang" not in silent
    assert "Phòng Pháp chế" in client.get("/phat-bieu/?by=unit").content.decode()
    for nonsense in ("from=x&to=2026-13-40", "unit=7", "by=z", "page=-4"):
        assert client.get(f"/phat-bieu/?{nonsense}").status_code == 200
    for user in (dung(), em()):
        client.force_login(user)
        for address in (
            "/phat-bieu/",
            "/phat-bieu/xuat-excel/",
            f"/phat-bieu/luot/?person={chi().pk}",
            "/api/speaking",
        ):
            assert client.get(address).status_code == 404
    client.force_login(chi())  # heads a branch: sees figures of the branch's own meetings only
    assert "Vũ Thị Giang" not in client.get("/phat-bieu/").content.decode()


def test_the_turns_behind_a_figure(held, client):
    client.force_login(binh())
    text = client.get(f"/phat-bieu/luot/?person={chi().pk}").content.decode()
    assert text.count("Vướng mắc C/O điện tử") == 2
    assert "Gửi bằng văn bản" in text
    of_unit = client.get(f"/phat-bieu/luot/?of={guest().appointments.get().unit_id}").content.decode()
    assert "Trả lời chất vấn" in of_unit
    assert client.get("/phat-bieu/luot/").status_code == 404


def test_a_secret_item_is_not_named(held, client):
    held.items.update(is_secret=True, title="Chuyên án X")
    client.force_login(binh())
    text = client.get(f"/phat-bieu/luot/?person={chi().pk}").content.decode()
    assert "Chuyên án X" not in text
    assert "Nội dung mật" in text


def test_the_workbook_has_people_units_and_the_silent(held, client):
    client.force_login(an())
    reply = client.get("/phat-bieu/xuat-excel/")
    book = CalamineWorkbook.from_filelike(BytesIO(reply.content))
    assert book.sheet_names == ["Theo cá nhân", "Theo đơn vị", "Chưa phát biểu"]
    rows = book.get_sheet_by_name("Theo cá nhân").to_python()
    assert rows[4][1:5] == ["Lê Thị Chi", "Chi cục Nội Bài", 1, 2]
    assert [row[1] for row in book.get_sheet_by_name("Chưa phát biểu").to_python()[4:]] == ["Đỗ Thị Hoa"]


def test_the_api_gives_the_same(held, client):
    client.force_login(binh())
    today = clock.today().isoformat()
    rows = client.get(f"/api/speaking?from={today}&to={today}").json()
    assert (rows[0]["label"], rows[0]["seconds"]) == ("Lê Thị Chi", 300)
    units = client.get("/api/speaking?by=unit").json()
    assert units[0]["label"] == "Chi cục Nội Bài"
    assert client.get(f"/api/speaking?unit={the_agency().pk}").status_code == 200
    assert client.get("/api/speaking?unit=01980000-0000-7000-8000-000000000001").status_code == 404
    assert client.get("/api/speaking?from=x").status_code == 400
