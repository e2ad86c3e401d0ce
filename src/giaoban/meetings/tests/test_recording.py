"""What the drafts of notice and minutes say about who was there, where, and by whose order it is signed."""

import pytest

from giaoban.kernel import clock
from giaoban.meetings import actions
from giaoban.meetings.models import Meeting
from giaoban.meetings.recording import compose_minutes, compose_notice
from giaoban.meetings.testing import FRIDAY, MONDAY, a_published
from giaoban.people.testing import a_person, a_unit, an, binh, by, chi, dung, the_agency

pytestmark = pytest.mark.django_db


def phuc():
    branch = chi().appointments.get().unit
    return a_person("phuc", "Ngô Văn Phúc", unit=branch, position="Phó Chi cục trưởng", authority="deputy")


def a_held(*, substitute: bool = False) -> Meeting:
    """A hybrid meeting of the agency and its branches; Chi's branch came, nobody was counted at the desk."""
    with clock.at(MONDAY):
        meeting = a_published(form="hybrid", location="Hội trường tầng 3")
        if substitute:
            row = actions.answer(
                meeting_id=meeting.pk, answer="substitute", reason="Đi công tác", substitute_id=phuc().pk, by=by(chi())
            )
            actions.consent_substitute(attendee_id=row.pk, by=by(an()))
    with clock.at(FRIDAY):
        actions.start(meeting_id=meeting.pk, by=by(binh()))
        actions.open_round(meeting_id=meeting.pk, by=by(binh()))
        actions.check_in(meeting_id=meeting.pk, by=by(phuc() if substitute else chi()))
        actions.mark_rest_absent(meeting_id=meeting.pk, by=by(binh()))
    return Meeting.objects.get(pk=meeting.pk)


def names(paper) -> str:
    return "; ".join(who for group in paper.present for who in group.people)


def test_who_runs_the_meeting_is_present_without_being_counted():
    minutes = compose_minutes(a_held())
    assert "Nguyễn Văn An, Cục trưởng" in names(minutes)
    assert "Trần Thị Bình, Công chức Văn phòng" in names(minutes)
    assert not any("Bình" in row.who or "An" in row.who.split(",")[0].split() for row in minutes.absent)


def test_a_substitute_is_present_and_nobody_is_absent_for_it():
    minutes = compose_minutes(a_held(substitute=True))
    assert "Ngô Văn Phúc, Phó Chi cục trưởng Chi cục Nội Bài (dự thay đồng chí Lê Thị Chi)" in names(minutes)
    assert not [row.who for row in minutes.absent if "Chi" in row.who.split(",")[0]]


def test_a_hybrid_meeting_names_the_hall_and_the_sites_that_came():
    meeting = a_held()
    notice = compose_notice(meeting)
    assert notice.place == "Hội trường tầng 3 và các điểm cầu trực tuyến"
    assert "Chi cục Nội Bài" in notice.attendees
    assert dung().appointments.get().unit.name not in notice.attendees


def test_the_office_signs_by_order_of_the_head_who_sits_among_the_leaders():
    leaders = a_unit("LDC", name="Lãnh đạo Cục", parent=the_agency(), level="leadership")
    head = an().appointments.get()
    head.unit = leaders
    head.save()
    office = binh().appointments.get().unit
    a_person("chanh", "Vũ Thị Chánh", unit=office, position="Chánh Văn phòng", authority="head")
    signed = compose_notice(a_held()).signature
    assert (signed.capacity, signed.authority, signed.title) == ("TL.", "Cục trưởng", "Chánh Văn phòng")
