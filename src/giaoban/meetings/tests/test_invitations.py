"""Who is invited."""

import pytest

from giaoban.kernel.errors import NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
from giaoban.meetings.testing import a_draft, a_published, attendee
from giaoban.notify.models import Delivery
from giaoban.people.models import Appointment, AttendeeGroup, GroupMember
from giaoban.people.testing import a_person, binh, by, chi, dung, the_agency
from giaoban.whereabouts.models import Stay


def a_group() -> AttendeeGroup:
    group = AttendeeGroup.objects.create(name="Giao ban", unit=the_agency())
    GroupMember.objects.create(group=group, user=dung(), place=1)
    GroupMember.objects.create(group=group, unit=chi().appointments.get().unit, place=2)
    return group


def test_invite_notes_the_position_of_today_and_the_site() -> None:
    row = attendee(a_draft(), chi())
    assert (row.position, row.site.code) == ("Chi cục trưởng", "NOIBAI")


def test_a_meeting_in_one_room_has_no_sites() -> None:
    assert attendee(a_draft(form="on_site"), chi()).site is None


def test_inviting_twice_changes_nothing() -> None:
    meeting = a_draft()
    with expect_record():
        actions.invite(meeting_id=meeting.pk, user_ids=[chi().pk, chi().pk], by=by(binh()))


def test_invite_group_takes_the_head_of_a_unit_at_that_time() -> None:
    meeting, group = a_draft(guests=()), a_group()
    Appointment.objects.filter(user=chi()).update(ends_on="2026-03-01")
    new = a_person("moi", "Trần Mới", unit=chi().appointments.get().unit, position="Chi cục trưởng", authority="head")
    actions.invite_group(meeting_id=meeting.pk, group_id=group.pk, by=by(binh()))
    assert [row.user_id for row in meeting.attendees.all()] == [dung().pk, new.pk]


def test_somebody_added_late_is_told_at_once_with_the_invitation() -> None:
    meeting = a_published()
    run_jobs()
    actions.invite(meeting_id=meeting.pk, user_ids=[dung().pk], by=by(binh()))
    run_jobs()
    assert Delivery.objects.filter(user=dung(), channel="email", action="meetings.attendees_added").exists()
    assert not Delivery.objects.filter(user=chi(), action="meetings.attendees_added").exists()
    assert Stay.objects.filter(user=dung()).exists()


def test_remove_attendee_frees_the_time_and_tells_the_person() -> None:
    meeting = a_published()
    run_jobs()
    actions.remove_attendee(meeting_id=meeting.pk, user_id=chi().pk, by=by(binh()))
    run_jobs()
    assert not Stay.objects.filter(user=chi()).exists()
    said = Delivery.objects.get(user=chi(), channel="inbox", action="meetings.attendee_removed")
    assert said.title == "Đồng chí không còn trong thành phần dự: Giao ban tuần 12"
    with expect_record():
        actions.remove_attendee(meeting_id=meeting.pk, user_id=chi().pk, by=by(binh()))


def test_one_who_was_taken_off_comes_back() -> None:
    meeting = a_published()
    actions.remove_attendee(meeting_id=meeting.pk, user_id=chi().pk, by=by(binh()))
    actions.invite(meeting_id=meeting.pk, user_ids=[chi().pk], by=by(binh()))
    assert attendee(meeting, chi()).removed_at is None


def test_guests_do_not_invite() -> None:
    with pytest.raises(Refused):
        actions.invite(meeting_id=a_published().pk, user_ids=[dung().pk], by=by(chi()))
    with pytest.raises(NotFound):
        actions.invite(meeting_id=a_published().pk, user_ids=[dung().pk], by=by(dung()))
