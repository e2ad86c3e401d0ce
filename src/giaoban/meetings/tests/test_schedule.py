"""Planning a meeting and changing its head."""

import pytest

from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.models import Job
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.models import Meeting
from giaoban.meetings.testing import FRIDAY, MONDAY, a_draft, a_kind, a_published, a_submitted, moment
from giaoban.people.testing import an, binh, by, chi, dung, the_agency
from giaoban.whereabouts.models import Stay


def plan(**more: object) -> Meeting:
    values = {
        "title": "Giao ban tuần 12",
        "kind_id": a_kind().pk,
        "unit_id": the_agency().pk,
        "starts_at": FRIDAY,
        "ends_at": moment("2026-03-20 10:30"),
        "chair_id": an().pk,
        "secretary_id": binh().pk,
        "by": by(binh()),
        **more,
    }
    return actions.schedule_meeting(**values)


def test_schedule_drafts_a_meeting_with_its_guests() -> None:
    with expect_record("meetings.scheduled", "meetings.attendees_added"):
        meeting = plan(user_ids=[chi().pk])
    assert meeting.state == "draft"
    assert [row.position for row in meeting.attendees.all()] == ["Chi cục trưởng"]


def test_nobody_is_taken_anywhere_by_a_draft() -> None:
    plan(user_ids=[chi().pk])
    assert not Stay.objects.exists()


def test_the_same_id_is_the_same_meeting() -> None:
    one = new_id()
    plan(meeting_id=one)
    plan(meeting_id=one)
    assert Meeting.objects.count() == 1


def test_a_meeting_may_not_end_before_it_starts() -> None:
    with pytest.raises(Invalid) as refused:
        plan(ends_at=moment("2026-03-20 08:00"))
    assert refused.value.details["fields"] == {"ends_at": "meetings.ends_before_it_starts"}


def test_marks_close_before_the_start() -> None:
    with pytest.raises(Invalid) as refused:
        plan(details={"marks_until": moment("2026-03-21 08:00")})
    assert refused.value.code == "meetings.marks_end_before_start"


def test_a_meeting_needs_a_title() -> None:
    with pytest.raises(Invalid):
        plan(title="   ")


def test_an_ordinary_officer_plans_nothing() -> None:
    with pytest.raises(Refused) as refused:
        plan(by=by(dung()))
    assert refused.value.code == "meetings.may_not_schedule"


def test_the_head_of_a_branch_plans_its_own_meetings() -> None:
    branch = chi().appointments.get().unit
    assert plan(unit_id=branch.pk, by=by(chi())).unit_id == branch.pk


def test_change_meeting_changes_what_was_sent() -> None:
    meeting = a_draft()
    with expect_record("meetings.changed") as entries:
        actions.change_meeting(
            meeting_id=meeting.pk, changes={"location": "Phòng A", "title": meeting.title}, by=by(binh())
        )
    assert entries[0].data == {"fields": ["location"]}


def test_changing_nothing_writes_nothing() -> None:
    meeting = a_draft()
    with expect_record():
        actions.change_meeting(meeting_id=meeting.pk, changes={"title": meeting.title}, by=by(binh()))


def test_a_submitted_meeting_is_left_alone() -> None:
    with pytest.raises(Refused) as refused:
        actions.change_meeting(meeting_id=a_submitted().pk, changes={"location": "B"}, by=by(binh()))
    assert refused.value.code == "meetings.not_a_draft"


def test_a_published_one_moves_only_with_a_reason() -> None:
    with pytest.raises(Conflict) as refused:
        actions.change_meeting(meeting_id=a_published().pk, changes={"starts_at": MONDAY}, by=by(binh()))
    assert refused.value.code == "meetings.move_needs_reason"


def test_a_change_after_publication_is_told_soon_and_once() -> None:
    meeting = a_published()
    for place in ("Phòng A", "Phòng B"):
        actions.change_meeting(meeting_id=meeting.pk, changes={"location": place}, by=by(binh()))
    assert Job.objects.filter(name="meetings.tell_changes").count() == 1


def test_strangers_find_nothing_to_change() -> None:
    with pytest.raises(NotFound):
        actions.change_meeting(meeting_id=a_draft().pk, changes={"title": "x"}, by=by(dung()))
