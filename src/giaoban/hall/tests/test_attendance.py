"""Who is there: by oneself, by the code on the screen, by the secretary, by a site."""

import io
from datetime import timedelta

import pytest

from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions, live, qr
from giaoban.meetings.models import AttendanceMark, Attendee, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.sheets import attendance_workbook
from giaoban.people.models import Unit
from giaoban.people.testing import a_person, an, binh, by, chi, dung


def counts(meeting):
    rounds = list(meeting.rounds.order_by("number"))
    found = live.attendance_json(rounds, room.marks_by_round(meeting), room.expected_people(meeting))
    del found["rounds"]
    return found


@pytest.fixture
def counting(running):
    return actions.open_round(meeting_id=running.pk, by=by(binh()))


def test_the_desk_opens_a_round_once(running, watched):
    with expect_record("meetings.round_opened"), watched(running):
        first = actions.open_round(meeting_id=running.pk, by=by(binh()), label="Đầu giờ")
    with expect_record():
        assert actions.open_round(meeting_id=running.pk, by=by(an())) == first
    with pytest.raises(Refused):
        actions.open_round(meeting_id=running.pk, by=by(chi()))
    with pytest.raises(NotFound):
        actions.open_round(meeting_id=running.pk, by=by(dung()))


def test_a_round_waits_for_the_meeting_to_come_near(called):
    with clock.at(called.starts_at - timedelta(hours=3)), pytest.raises(Refused) as no:
        actions.open_round(meeting_id=called.pk, by=by(binh()))
    assert no.value.code == "meetings.too_early_to_count"
    with clock.at(called.starts_at - timedelta(minutes=30)):
        actions.open_round(meeting_id=called.pk, by=by(binh()))


def test_several_rounds_and_the_newest_is_shown(running, counting, watched):
    actions.check_in(meeting_id=running.pk, by=by(chi()))
    with expect_record("meetings.round_closed"), watched(running):
        actions.close_round(meeting_id=running.pk, by=by(binh()))
    with expect_record():
        actions.close_round(meeting_id=running.pk, by=by(binh()))
    with watched(running):
        second = actions.open_round(meeting_id=running.pk, by=by(binh()))
    assert (second.number, counts(running)["on_site"]) == (2, 0)


def test_a_delegate_checks_in_once(running, counting, watched):
    with expect_record("meetings.checked_in"), watched(running):
        mark = actions.check_in(meeting_id=running.pk, by=by(chi()))
    with expect_record():
        again = actions.check_in(meeting_id=running.pk, by=by(chi()))
    assert (again.pk, again.at) == (mark.pk, mark.at)
    assert counts(running) == {
        "round": 1, "label": "", "open": True, "expected": 4, "on_site": 1, "online": 0, "late": 0, "left": 0,
        "missing": 3,
    }  # fmt: skip


def test_nobody_outside_the_list_checks_in(running, counting):
    with pytest.raises(NotFound):
        actions.check_in(meeting_id=running.pk, by=by(dung()))
    boss = a_person("hung", "Đỗ Mạnh Hùng", role="leader")  # sees the meeting, is not on its list
    with expect_record(), pytest.raises(Refused) as no:
        actions.check_in(meeting_id=running.pk, by=by(boss))
    assert no.value.code == "meetings.not_on_the_list"


def test_without_an_open_round_nobody_checks_in(running):
    with pytest.raises(Refused) as no:
        actions.check_in(meeting_id=running.pk, by=by(chi()))
    assert no.value.code == "meetings.no_open_round"


def test_the_code_on_the_screen_holds_for_two_steps(running, counting):
    now = clock.now()
    shown = qr.code(counting, now)
    assert qr.holds(counting, shown, now)
    assert qr.holds(counting, shown.lower(), now + timedelta(seconds=qr.STEP))
    assert not qr.holds(counting, shown, now + timedelta(seconds=2 * qr.STEP))
    assert not qr.holds(counting, "khác-hẳn", now)
    with clock.at(now + timedelta(minutes=2)), pytest.raises(Refused) as no:
        actions.check_in(meeting_id=running.pk, by=by(chi()), method="qr", code=shown)
    assert no.value.code == "meetings.code_is_old"


def test_who_scanned_in_time_may_sign_in_first(running, counting, watched):
    now = clock.now()
    shown = qr.code(counting, now)
    with clock.at(now + timedelta(minutes=5)), watched(running):
        mark = actions.check_in(meeting_id=running.pk, by=by(chi()), method="qr", code=shown, scanned_at=now)
    assert (mark.method, mark.state) == ("qr", "on_site")
    with clock.at(now + timedelta(minutes=11)), pytest.raises(Refused):
        actions.check_in(meeting_id=running.pk, by=by(guest()), method="qr", code=shown, scanned_at=now)


def test_a_code_of_another_round_is_worth_nothing(running, counting):
    shown = qr.code(counting, clock.now())
    actions.close_round(meeting_id=running.pk, by=by(binh()))
    actions.open_round(meeting_id=running.pk, by=by(binh()))
    with pytest.raises(Refused):
        actions.check_in(meeting_id=running.pk, by=by(chi()), method="qr", code=shown)


def test_five_minutes_after_the_start_is_late(running, counting, watched):
    with clock.at(running.started_at + timedelta(minutes=4)):
        assert not actions.check_in(meeting_id=running.pk, by=by(chi())).is_late
    with clock.at(running.started_at + timedelta(minutes=9)), watched(running):
        assert actions.check_in(meeting_id=running.pk, by=by(guest())).is_late


def test_the_secretary_marks_many_at_once(running, counting, watched):
    people = [chi().pk, guest().pk]
    with expect_record("meetings.attendance_marked"), watched(running):
        actions.mark_people(meeting_id=running.pk, user_ids=people, state="on_site", by=by(binh()))
    with expect_record():
        actions.mark_people(meeting_id=running.pk, user_ids=people, state="on_site", by=by(binh()))
    with expect_record("meetings.attendance_marked"), watched(running):
        actions.mark_people(
            meeting_id=running.pk, user_ids=[chi().pk], state="absent", reason="Đi công tác", by=by(binh())
        )
    assert (counts(running)["on_site"], counts(running)["missing"]) == (1, 3)
    with pytest.raises(Invalid):
        actions.mark_people(meeting_id=running.pk, user_ids=[dung().pk], state="on_site", by=by(binh()))
    with pytest.raises(Refused):
        actions.mark_people(meeting_id=running.pk, user_ids=people, state="on_site", by=by(chi()))


def test_a_site_counts_its_own_people(running, counting, watched):
    site = Unit.objects.get(code="NOIBAI")
    with expect_record("meetings.attendance_marked"), watched(running):
        marks = actions.check_in_site(meeting_id=running.pk, site_id=site.pk, user_ids=[chi().pk], by=by(chi()))
    assert (marks[0].state, marks[0].method, marks[0].site) == ("online", "site", site)
    with pytest.raises(Invalid):
        actions.check_in_site(meeting_id=running.pk, site_id=site.pk, user_ids=[guest().pk], by=by(chi()))
    with pytest.raises(Refused):
        actions.check_in_site(meeting_id=running.pk, site_id=site.pk, user_ids=[chi().pk], by=by(guest()))


def test_who_leaves_early_and_comes_back(running, counting, watched):
    with pytest.raises(Conflict):
        actions.leave_early(meeting_id=running.pk, user_id=chi().pk, by=by(chi()))
    actions.check_in(meeting_id=running.pk, by=by(chi()))
    with expect_record("meetings.left_early"), watched(running):
        actions.leave_early(meeting_id=running.pk, user_id=chi().pk, by=by(binh()))
    with expect_record():
        actions.leave_early(meeting_id=running.pk, user_id=chi().pk, by=by(chi()))
    assert counts(running)["left"] == 1
    with pytest.raises(Refused):
        actions.leave_early(meeting_id=running.pk, user_id=chi().pk, by=by(guest()))
    with watched(running):
        assert actions.check_in(meeting_id=running.pk, by=by(chi())).left_at is None


def test_an_accepted_substitute_stands_in_the_list(running, counting):
    Attendee.objects.filter(meeting=running, user=chi()).update(
        answer="substitute", substitute=dung(), consent=Attendee.Consent.GIVEN
    )
    names = {entry.user.full_name: entry.in_place_of for entry in room.expected_people(running)}
    assert names["Phạm Văn Dũng"] == "Lê Thị Chi"
    assert "Lê Thị Chi" not in names
    actions.check_in(meeting_id=running.pk, by=by(dung()))
    with pytest.raises(Refused):
        actions.check_in(meeting_id=running.pk, by=by(chi()))


def test_an_online_meeting_counts_people_as_online(running, counting):
    Meeting.objects.filter(pk=running.pk).update(form="online")
    assert actions.check_in(meeting_id=running.pk, by=by(chi())).state == "online"
    with pytest.raises(Invalid):
        actions.check_in(meeting_id=running.pk, by=by(guest()), state="absent")
    with pytest.raises(Invalid):
        actions.check_in(meeting_id=running.pk, by=by(guest()), method="secretary")


def test_the_list_goes_out_as_a_workbook(running, counting):
    import io

    from python_calamine import CalamineWorkbook

    from giaoban.meetings.sheets import attendance_workbook

    actions.check_in(meeting_id=running.pk, by=by(chi()))
    Attendee.objects.filter(meeting=running, user=guest()).update(answer="absent", reason="Nghỉ phép")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(attendance_workbook(running))).get_sheet_by_index(0).to_python()
    rows = {row[1]: row for row in sheet}
    assert rows["Lê Thị Chi"][5] == "Có mặt tại hội trường"
    assert rows["Vũ Thị Giang"][5] == "Vắng"
    assert "Nghỉ phép" in rows["Vũ Thị Giang"]
    assert AttendanceMark.objects.filter(round=counting).count() == 1


def last_line(meeting):
    return room.lines_of(meeting).last().text


def test_a_round_that_closes_writes_its_figures_and_who_has_vanished(running, counting, watched):
    for user in (an(), binh(), chi()):
        actions.check_in(meeting_id=running.pk, by=by(user))
    with watched(running):
        actions.close_round(meeting_id=running.pk, by=by(binh()))
    assert last_line(running) == "Điểm danh lần 1: có mặt 3/4; vắng: Vũ Thị Giang."
    with watched(running):
        actions.open_round(meeting_id=running.pk, by=by(binh()))
    with watched(running):
        actions.mark_people(meeting_id=running.pk, user_ids=[an().pk, binh().pk], state="on_site", by=by(binh()))
    actions.close_round(meeting_id=running.pk, by=by(binh()))
    assert last_line(running).endswith("Có mặt lần trước nhưng vắng lần này: Lê Thị Chi.")
    assert [row["present"] for row in live_of(running)["attendance"]["rounds"]] == [3, 2]
    assert live_of(running)[f"attendance/{chi().pk}"]["before"] == ["on_site"]


def live_of(meeting):
    from giaoban.hall.queries import snapshot

    return snapshot(meeting, frozenset({"all"})).state


def test_the_rest_is_absent_with_the_reason_of_their_answer(running, counting, watched):
    Attendee.objects.filter(meeting=running, user=chi()).update(answer="absent", reason="Đi công tác")
    actions.mark_people(meeting_id=running.pk, user_ids=[an().pk], state="on_site", by=by(binh()))
    with expect_record("meetings.attendance_marked"), watched(running):
        marks = actions.mark_rest_absent(meeting_id=running.pk, by=by(binh()))
    assert {mark.user_id: mark.reason for mark in marks}[chi().pk] == "Đi công tác"
    with expect_record():
        assert actions.mark_rest_absent(meeting_id=running.pk, by=by(binh())) == []
    with pytest.raises(Refused):
        actions.mark_rest_absent(meeting_id=running.pk, by=by(chi()))
    actions.close_round(meeting_id=running.pk, by=by(binh()))
    with pytest.raises(Conflict):
        actions.mark_rest_absent(meeting_id=running.pk, by=by(binh()))


def test_a_mark_set_by_mistake_is_taken_back(running, counting, watched):
    actions.mark_people(meeting_id=running.pk, user_ids=[chi().pk], state="on_site", by=by(binh()))
    with expect_record("meetings.attendance_marked"), watched(running):
        actions.mark_people(meeting_id=running.pk, user_ids=[chi().pk], state="uncounted", by=by(binh()))
    with expect_record():
        actions.mark_people(meeting_id=running.pk, user_ids=[chi().pk], state="uncounted", by=by(binh()))
    assert counts(running)["on_site"] == 0


def test_a_site_counts_its_heads_also_those_who_are_not_on_the_list(running, counting, watched):
    site = chi().appointments.get().unit
    with expect_record("meetings.site_counted", "meetings.attendance_marked"), watched(running):
        actions.check_in_site(meeting_id=running.pk, site_id=site.pk, user_ids=[chi().pk], heads=7, by=by(chi()))
    with expect_record():
        actions.check_in_site(meeting_id=running.pk, site_id=site.pk, user_ids=[chi().pk], heads=7, by=by(chi()))
    with expect_record("meetings.site_counted"), watched(running):
        actions.check_in_site(meeting_id=running.pk, site_id=site.pk, user_ids=[], heads=8, by=by(binh()))
    assert live_of(running)[f"site/{site.pk}"]["heads"] == 8
    with pytest.raises(Invalid) as no:
        actions.check_in_site(meeting_id=running.pk, site_id=site.pk, user_ids=[chi().pk], heads=0, by=by(chi()))
    assert no.value.code == "meetings.bad_heads"


def test_people_of_a_site_see_that_it_is_theirs_to_count(running, counting):
    from giaoban.hall.queries import snapshot

    site = chi().appointments.get().unit
    assert f"mysite/{site.pk}" in snapshot(running, room.eyes(by(chi()), running)).state
    for user in (binh(), guest()):
        assert f"mysite/{site.pk}" not in snapshot(running, room.eyes(by(user), running)).state


def test_who_comes_late_comes_back_or_leaves_stands_in_the_minutes(running, counting, watched):
    later = max(running.starts_at, running.started_at) + timedelta(minutes=20)
    with clock.at(later), watched(running):
        actions.mark_people(meeting_id=running.pk, user_ids=[chi().pk, guest().pk], state="on_site", by=by(binh()))
    at = clock.local(later).strftime("%H:%M")
    assert last_line(running) == f"Đến muộn lúc {at}: Lê Thị Chi, Vũ Thị Giang."
    with clock.at(later), watched(running):
        actions.leave_early(meeting_id=running.pk, user_id=chi().pk, by=by(chi()))
    assert last_line(running).startswith("Ra về sớm lúc")
    with clock.at(later), watched(running):
        actions.check_in(meeting_id=running.pk, by=by(chi()))
    assert last_line(running).startswith("Trở lại phòng họp lúc")


def test_the_workbook_sets_rounds_side_by_side_and_names_absentees(running, counting):
    from python_calamine import CalamineWorkbook

    actions.mark_people(meeting_id=running.pk, user_ids=[an().pk, chi().pk], state="on_site", by=by(binh()))
    absent = {"user_ids": [guest().pk], "state": "absent", "reason": "Đi công tác"}
    actions.mark_people(meeting_id=running.pk, by=by(binh()), **absent)
    actions.close_round(meeting_id=running.pk, by=by(binh()))
    actions.open_round(meeting_id=running.pk, by=by(binh()))
    site = chi().appointments.get().unit
    actions.mark_people(meeting_id=running.pk, user_ids=[an().pk, binh().pk], state="on_site", by=by(binh()))
    actions.check_in_site(meeting_id=running.pk, site_id=site.pk, user_ids=[], heads=5, by=by(binh()))
    book = CalamineWorkbook.from_filelike(io.BytesIO(attendance_workbook(running)))
    assert book.sheet_names == ["Lần 1", "Lần 2", "Vắng", "So sánh các lần", "Điểm cầu"]
    assert [row[1:5] for row in book.get_sheet_by_name("Vắng").to_python()[1:]] == [
        ["Vũ Thị Giang", "Công chức", "Văn phòng", "Đi công tác"]
    ]
    compared = {row[1]: row[-1] for row in book.get_sheet_by_name("So sánh các lần").to_python()[1:]}
    assert [name for name, note in compared.items() if note] == ["Lê Thị Chi"]
    assert book.get_sheet_by_name("Điểm cầu").to_python()[1][1:] == ["Chi cục Nội Bài", 1, 0, 5]
