"""What invited people answer."""

import pytest

from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions, queries
from giaoban.meetings.testing import a_draft, a_published, attendee
from giaoban.notify.models import Delivery
from giaoban.people.testing import a_person, an, binh, by, chi, dung
from giaoban.whereabouts.models import Stay


def phuc():
    return a_person("phuc", "Ngô Văn Phúc", unit=chi().appointments.get().unit)


def a_substitute(meeting):
    return actions.answer(
        meeting_id=meeting.pk, answer="substitute", reason="Đi công tác", substitute_id=phuc().pk, by=by(chi())
    )


@pytest.mark.parametrize("said", ["attend", "online"])
def test_answer_is_kept(said: str) -> None:
    meeting = a_published()
    with expect_record("meetings.answered"):
        actions.answer(meeting_id=meeting.pk, answer=said, by=by(chi()))
    assert attendee(meeting, chi()).answer == said
    with expect_record():
        actions.answer(meeting_id=meeting.pk, answer=said, by=by(chi()))


def test_absence_needs_a_reason_and_frees_the_time() -> None:
    meeting = a_published()
    with pytest.raises(Invalid):
        actions.answer(meeting_id=meeting.pk, answer="absent", by=by(chi()))
    actions.answer(meeting_id=meeting.pk, answer="absent", reason="Ốm", by=by(chi()))
    assert not Stay.objects.filter(user=chi()).exists()


def test_a_substitute_comes_only_with_the_chairs_consent() -> None:
    meeting = a_published()
    with expect_record("meetings.substitute_asked"):
        row = a_substitute(meeting)
    assert not queries.visible_meetings(by(phuc()), whole=True).filter(pk=meeting.pk, attendees__site=None).exists()
    assert not Stay.objects.filter(user=phuc()).exists()
    with expect_record("meetings.substitute_consented"):
        actions.consent_substitute(attendee_id=row.pk, by=by(an()))
    assert Stay.objects.filter(user=phuc()).exists()
    run_jobs()
    said = Delivery.objects.get(user=phuc(), channel="inbox", action="meetings.substitute_consented")
    assert said.title == "Đồng chí được cử dự họp thay Lê Thị Chi: Giao ban tuần 12"
    with expect_record():
        actions.consent_substitute(attendee_id=row.pk, by=by(an()))


def test_refuse_substitute_asks_the_person_again() -> None:
    meeting = a_published()
    row = a_substitute(meeting)
    actions.refuse_substitute(attendee_id=row.pk, by=by(an()))
    run_jobs()
    assert Delivery.objects.filter(user=chi(), action="meetings.substitute_refused").exists()
    assert attendee(meeting, chi()).consent == "refused"


def test_another_answer_voids_the_consent() -> None:
    meeting = a_published()
    actions.consent_substitute(attendee_id=a_substitute(meeting).pk, by=by(an()))
    actions.answer(meeting_id=meeting.pk, answer="attend", by=by(chi()))
    row = attendee(meeting, chi())
    assert (row.consent, row.substitute_id) == ("", None)


def test_only_the_chair_consents() -> None:
    meeting = a_published()
    row = a_substitute(meeting)
    with pytest.raises(Refused):
        actions.consent_substitute(attendee_id=row.pk, by=by(binh()))
    with pytest.raises(NotFound):
        actions.consent_substitute(attendee_id=row.pk, by=by(dung()))


def test_nobody_asked_nothing_to_consent_to() -> None:
    with pytest.raises(Conflict):
        actions.consent_substitute(attendee_id=attendee(a_published(), chi()).pk, by=by(an()))


@pytest.mark.parametrize("who", [chi, an])
def test_the_substitute_is_another_who_is_not_invited(who) -> None:
    with pytest.raises(Invalid):
        actions.answer(
            meeting_id=a_published().pk, answer="substitute", reason="x", substitute_id=who().pk, by=by(chi())
        )


def test_the_uninvited_do_not_answer() -> None:
    with pytest.raises(Refused):
        actions.answer(meeting_id=a_published().pk, answer="attend", by=by(binh()))


def test_a_draft_is_not_answered() -> None:
    with pytest.raises(NotFound):
        actions.answer(meeting_id=a_draft().pk, answer="attend", by=by(chi()))


def test_answer_site_counts_heads_and_is_replaced() -> None:
    meeting, unit = a_published(), chi().appointments.get().unit
    for heads in (12, 15):
        actions.answer_site(meeting_id=meeting.pk, unit_id=unit.pk, heads=heads, technician="Phúc", by=by(phuc()))
    assert meeting.site_answers.get().heads == 15


def test_another_branch_does_not_answer_for_a_site() -> None:
    meeting = a_published(guests=(chi(), dung()))
    unit = chi().appointments.get().unit
    with pytest.raises(Refused):
        actions.answer_site(meeting_id=meeting.pk, unit_id=unit.pk, heads=1, by=by(dung()))
