"""The rollout: phases, what is ready, the first meeting, the adoption; and who may."""

from datetime import date, timedelta

import pytest

from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings.models import AttendanceMark, AttendanceRound, Meeting
from giaoban.meetings.testing import a_draft
from giaoban.obstacles.testing import noi_bai
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.reports import actions, permissions, queries
from giaoban.reports.models import Phase, PhaseBranch

pytestmark = pytest.mark.django_db
START = date(2026, 2, 1)


def a_phase(**more) -> Phase:
    facts = {"name": "Giai đoạn 1", "starts_on": START, "units": [noi_bai().pk]} | more
    return actions.keep_phase(**facts, by=by(binh()))


def test_a_phase_is_planned_and_a_branch_is_in_one_only():
    dung()
    other = dung().appointments.get().unit
    with expect_record("reports.phase_kept", "reports.phase_kept", "reports.made_ready"):
        first = a_phase()
        a_phase(phase_id=first.pk)
        second = a_phase(name="Giai đoạn 2", units=[noi_bai().pk, other.pk])
        for _ in range(2):
            actions.mark_ready(unit_id=noi_bai().pk, step="line_on", day=START, by=by(binh()))
    assert {row.unit for row in second.branches.all()} == {noi_bai(), other}
    assert not first.branches.exists()
    moved = actions.keep_phase(name=first.name, starts_on=START, units=[noi_bai().pk], phase_id=first.pk, by=by(binh()))
    assert moved.branches.get().line_on == START  # what is ready moves along


def test_what_is_refused():
    phase = a_phase()
    for wrong in ({"name": " "}, {"starts_on": None}):
        with pytest.raises(Invalid):
            a_phase(**wrong)
    with pytest.raises(Invalid):
        a_phase(units=[])  # the name is taken
    with pytest.raises(NotFound):
        a_phase(phase_id=new_id(), name="Khác")
    with pytest.raises(Invalid):
        actions.mark_ready(unit_id=noi_bai().pk, step="coffee_on", day=START, by=by(binh()))
    with pytest.raises(Refused):
        actions.mark_ready(unit_id=noi_bai().pk, step="line_on", day=START, by=by(chi()))
    assert phase.branches.count() == 1


def met_online(day: date, *, online: bool) -> None:
    meeting = a_draft(f"Giao ban {day}", starts_at=clock.now() - timedelta(days=(clock.today() - day).days))
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CONCLUDED)
    counted = AttendanceRound.objects.create(
        meeting=meeting, number=1, secret=str(meeting.pk), opened_at=meeting.starts_at
    )
    state = AttendanceMark.State.ONLINE if online else AttendanceMark.State.ABSENT
    site = noi_bai() if online else None
    AttendanceMark.objects.create(round=counted, user=chi(), state=state, method="site", site=site)


def test_ready_when_all_is_and_adoption_counts_since_the_first_meeting():
    a_phase()
    for number, step in enumerate(("line_on", "room_on", "training_on", "trial_on")):
        assert queries.lock_phase_branch(noi_bai().pk).ready_on is None
        actions.mark_ready(unit_id=noi_bai().pk, step=step, day=START + timedelta(days=number), by=by(binh()))
    row = PhaseBranch.objects.select_related("phase").get()
    assert row.ready_on == START + timedelta(days=3)
    for day, online in ((date(2026, 1, 20), True), (date(2026, 2, 6), True), (date(2026, 2, 13), False)):
        met_online(day, online=online)
    since = queries.adoption_of([row])[noi_bai().pk]
    assert (since.first_on, since.joined, since.held, since.share) == (date(2026, 2, 6), 1, 2, 50)


WHO_MAY = [
    ("keep_phase", binh, True),
    ("keep_phase", an, False),
    ("mark_ready", chi, False),
    ("see", an, True),
    ("see", chi, False),
]


@pytest.mark.parametrize(("verb", "person", "expected"), WHO_MAY)
def test_who_may(verb, person, expected):
    noi_bai()
    rule = permissions.may_see_rollout if verb == "see" else permissions.may_keep_rollout
    assert bool(rule(by(person()))) is expected


def test_the_page_the_file_and_the_stranger(client):
    a_phase()
    client.force_login(binh())
    assert "Giai đoạn 1" in client.get("/bao-cao-tuan/trien-khai/").content.decode()
    assert client.get("/bao-cao-tuan/trien-khai/xuat-excel/").content[:2] == b"PK"
    sent = {"name": "Giai đoạn 2", "starts_on": "2026-04-01", "units": [noi_bai().pk]}
    assert client.post("/bao-cao-tuan/trien-khai/giai-doan/", sent).status_code == 302
    page = f"/bao-cao-tuan/trien-khai/san-sang/{noi_bai().pk}/"
    assert client.post(page, {"step": "room_on", "day": "2026-03-01"}).status_code == 302
    assert PhaseBranch.objects.get().room_on == date(2026, 3, 1)
    client.force_login(chi())
    assert client.get("/bao-cao-tuan/trien-khai/").status_code == 403
