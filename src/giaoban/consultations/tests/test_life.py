"""The life of a consultation, verb by verb: it does, it refuses, it may be repeated, it is recorded."""

from datetime import date, timedelta

import pytest

from giaoban.consultations import actions, permissions, queries
from giaoban.consultations.models import Consultation, Opinion
from giaoban.consultations.testing import (
    a_consultation,
    answered,
    decided,
    facts_of,
    gsql,
    khanh,
    lan,
    phuc,
    said,
    slip_for,
)
from giaoban.documents.models import Document
from giaoban.documents.queries import seen_among
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.models import Entry
from giaoban.people.models import AttendeeGroup, Delegation, GroupMember
from giaoban.people.testing import a_person, a_unit, an, by, chi, dung

pytestmark = pytest.mark.django_db


def told(action: str) -> int:
    return Entry.objects.filter(action=f"consultations.{action}").count()


def test_a_draft_is_made_once():
    khanh()
    facts, key = facts_of(), new_id()
    first = actions.draft(unit_id=gsql().pk, facts=facts, by=by(lan()), consultation_id=key)
    again = actions.draft(unit_id=gsql().pk, facts=facts, by=by(lan()), consultation_id=key)
    assert first.pk == again.pk == key
    assert told("drafted") == 1
    with pytest.raises(Conflict):
        actions.draft(unit_id=gsql().pk, facts=facts, by=by(khanh()), consultation_id=key)
    with pytest.raises(Invalid, match="own_unit"):
        actions.draft(unit_id=gsql().pk, facts=facts, by=by(dung()))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"subject": " "}, "subject_needed"),
        ({"text": ""}, "text_needed"),
        ({"working_days": 0}, "bad_term"),
        ({"working_days": 61}, "bad_term"),
        ({"silence": "maybe"}, "bad_silence"),
        ({"questions": ["?"] * 21}, "too_many_questions"),
    ],
)
def test_what_cannot_be_asked(wrong, code):
    with pytest.raises(Invalid, match=code):
        actions.draft(unit_id=gsql().pk, facts=facts_of(**wrong), by=by(lan()))


def test_the_approver_must_be_a_leader():
    with pytest.raises(Invalid, match="bad_approver"):
        actions.draft(unit_id=gsql().pk, facts=facts_of(approver_id=dung().pk), by=by(lan()))


def test_one_slip_a_person_whatever_the_ways_to_her():
    branch = chi().appointments.get().unit
    group = AttendeeGroup.objects.create(name="Lãnh đạo chủ chốt", unit=gsql())
    GroupMember.objects.create(group=group, unit=branch)
    GroupMember.objects.create(group=group, user=dung())
    consultation = a_consultation("draft", people=[chi().pk, phuc().pk], groups=[group.pk])
    by_name = sorted((dung(), phuc()), key=lambda user: (user.sort_name, user.folded_name))
    asked = [(slip.user, slip.unit) for slip in consultation.slips.all()]
    assert asked == [(chi(), branch), *((user, None) for user in by_name)]


def test_a_unit_without_a_head_is_named():
    empty = a_unit("TRONG", name="Phòng Trống")
    with pytest.raises(Invalid, match="unit_without_head"):
        actions.draft(unit_id=gsql().pk, facts=facts_of(units=[empty.pk]), by=by(lan()))


def test_editing_the_same_changes_nothing():
    consultation = a_consultation("draft")
    actions.edit(consultation_id=consultation.pk, facts=facts_of(), by=by(lan()))
    assert told("edited") == 0
    actions.edit(consultation_id=consultation.pk, facts=facts_of(questions=["Một?", " ", "Hai?"]), by=by(lan()))
    assert [q.text for q in consultation.questions.all()] == ["Một?", "Hai?"]
    assert told("edited") == 1
    with pytest.raises(NotFound):
        actions.edit(consultation_id=consultation.pk, facts=facts_of(), by=by(dung()))


def test_a_leader_returns_it_with_a_remark_then_approves():
    consultation = a_consultation("submitted")
    assert actions.submit(consultation_id=consultation.pk, by=by(lan())).state == "submitted"
    decided(consultation, by(an()), approve=False, comment="Hỏi thêm về thời hạn")
    consultation.refresh_from_db()
    assert (consultation.state, consultation.remark) == ("draft", "Hỏi thêm về thời hạn")
    actions.submit(consultation_id=consultation.pk, by=by(lan()))
    assert actions.take_back(consultation_id=consultation.pk, by=by(lan())).state == "draft"
    assert actions.take_back(consultation_id=consultation.pk, by=by(lan())).state == "draft"
    actions.submit(consultation_id=consultation.pk, by=by(lan()))
    decided(consultation, by(an()))
    consultation.refresh_from_db()
    assert (consultation.state, told("submitted"), told("approved")) == ("approved", 3, 1)


def test_it_needs_an_approver_and_somebody_to_ask():
    consultation = a_consultation("draft", approver_id=None)
    with pytest.raises(Invalid, match="approver_needed"):
        actions.submit(consultation_id=consultation.pk, by=by(lan()))
    nobody = a_consultation("draft", units=[], people=[])
    with pytest.raises(Invalid, match="nobody_asked"):
        actions.submit(consultation_id=nobody.pk, by=by(lan()))


def test_sending_counts_working_days_and_asks_todays_head():
    consultation = a_consultation("approved")
    chi().appointments.update(ends_on=clock.today() - timedelta(days=1))
    branch = consultation.slips.exclude(unit=None).get().unit
    new_head = a_person("moi", "Bùi Thị Mới", unit=branch, position="Chi cục trưởng", authority="head")
    sent = actions.send(consultation_id=consultation.pk, by=by(lan()))
    assert (sent.state, sent.due_on, sent.first_due_on) == ("open", date(2026, 3, 17), date(2026, 3, 17))
    assert consultation.slips.get(unit=branch).user == new_head
    assert actions.send(consultation_id=consultation.pk, by=by(lan())).sent_at == sent.sent_at
    assert told("sent") == 1


def test_a_head_sends_without_asking_a_leader():
    facts = facts_of(approver_id=None)
    made = actions.draft(unit_id=gsql().pk, facts=facts, by=by(khanh()))
    assert actions.send(consultation_id=made.pk, by=by(khanh())).state == "open"


def test_a_team_s_officer_asks_in_the_name_of_the_branch():
    branch, officer = chi().appointments.get().unit, by(phuc())
    assert queries.asking_units(officer) == {branch.pk}
    facts = facts_of(approver_id=chi().pk, units=[gsql().pk], people=[])
    khanh()
    made = actions.draft(unit_id=branch.pk, facts=facts, by=officer)
    assert actions.submit(consultation_id=made.pk, by=officer).state == "submitted"


def test_an_officer_alone_does_not_send_a_draft():
    with pytest.raises(Refused, match="needs_approval"):
        actions.send(consultation_id=a_consultation("draft").pk, by=by(lan()))


def test_answering_and_changing_keeps_every_answer():
    consultation = a_consultation()
    slip = answered(consultation, phuc(), "disagree", "Chưa có căn cứ")
    assert answered(consultation, phuc(), "disagree", "Chưa có căn cứ ").opinion_id == slip.opinion_id
    assert Opinion.objects.count() == told("answered") == 1
    changed = answered(consultation, phuc(), "agree")
    assert (changed.opinion.number, told("answer_changed")) == (2, 1)
    assert [row.lines.get().choice for row in slip.opinions.all()] == ["disagree", "agree"]
    tally = queries.tallies_of(consultation)[0]
    assert (tally.asked, tally.agree, tally.disagree, tally.silent) == (2, 1, 0, 1)


def test_a_late_second_try_does_not_turn_an_answer_back():
    consultation, key = a_consultation(), new_id()
    slip, first = slip_for(consultation, phuc()), said(consultation, "disagree", "Không")
    actions.answer(slip_id=slip.pk, said=first, by=by(phuc()), opinion_id=key)
    answered(consultation, phuc(), "agree")
    actions.answer(slip_id=slip.pk, said=first, by=by(phuc()), opinion_id=key)
    slip.refresh_from_db()
    assert (slip.opinion.number, slip.opinion.lines.get().choice) == (2, "agree")
    with pytest.raises(Conflict):
        actions.answer(slip_id=slip_for(consultation, chi()).pk, said=said(consultation), by=by(chi()), opinion_id=key)


@pytest.mark.parametrize(("choice", "text", "code"), [("", "", "choice_needed"), ("other", " ", "words_needed")])
def test_every_question_wants_a_choice_and_other_wants_words(choice, text, code):
    consultation = a_consultation()
    with pytest.raises(Invalid, match=code):
        answered(consultation, phuc(), choice, text)
    strange = [*said(consultation), actions.Said(new_id(), "agree")]
    with pytest.raises(Invalid, match="unknown_question"):
        actions.answer(slip_id=slip_for(consultation, phuc()).pk, said=strange, by=by(phuc()))


def test_who_is_not_asked_answers_nothing():
    consultation = a_consultation()
    slip = slip_for(consultation, phuc())
    with pytest.raises(Refused, match="not_asked"):
        actions.answer(slip_id=slip.pk, said=said(consultation), by=by(chi()))
    with pytest.raises(NotFound):
        actions.answer(slip_id=slip.pk, said=said(consultation), by=by(dung()))
    with pytest.raises(NotFound):
        actions.answer(slip_id=new_id(), said=said(consultation), by=by(dung()))


def test_a_substitute_a_delegate_and_a_deputy_answer_on_behalf():
    consultation = a_consultation()
    slip = slip_for(consultation, phuc())
    actions.name_substitute(slip_id=slip.pk, user_id=dung().pk, by=by(phuc()))
    actions.name_substitute(slip_id=slip.pk, user_id=dung().pk, by=by(phuc()))
    assert told("substitute_named") == 1
    done = actions.answer(slip_id=slip.pk, said=said(consultation), by=by(dung()))
    assert (done.opinion.by, done.opinion.is_on_behalf) == (dung(), True)
    actions.name_substitute(slip_id=slip.pk, user_id=None, by=by(phuc()))
    assert not queries.seen_among(by(dung()), [consultation.pk])
    now = clock.now()
    Delegation.objects.create(
        giver=phuc(), holder=dung(), starts_at=now, ends_at=now + timedelta(days=9), reason="Đi công tác"
    )
    actions.answer(slip_id=slip.pk, said=said(consultation, "disagree", "x"), by=by(dung()))
    assert Entry.objects.filter(action="consultations.answer_changed_on_behalf", acting_for_id=phuc().pk).exists()
    branch = chi().appointments.get().unit
    deputy = a_person("pho", "Trịnh Văn Phó", unit=branch, position="Phó Chi cục trưởng", authority="deputy")
    other = actions.answer(slip_id=slip_for(consultation, chi()).pk, said=said(consultation), by=by(deputy))
    assert other.opinion.is_on_behalf
    with pytest.raises(Invalid, match="bad_substitute"):
        actions.name_substitute(slip_id=slip.pk, user_id=phuc().pk, by=by(phuc()))


def test_nobody_answers_after_the_day_until_it_is_extended():
    consultation = a_consultation()
    with clock.later(days=8):
        with pytest.raises(Refused, match="past_due"):
            answered(consultation, phuc())
        with pytest.raises(Invalid, match="only_later"):
            actions.extend(consultation_id=consultation.pk, due_on=date(2026, 3, 16), reason="x", by=by(lan()))
        with pytest.raises(Invalid, match="reason_needed"):
            actions.extend(consultation_id=consultation.pk, due_on=date(2026, 3, 20), reason=" ", by=by(lan()))
        moved = actions.extend(consultation_id=consultation.pk, due_on=date(2026, 3, 21), reason="Chờ", by=by(lan()))
        assert (moved.due_on, moved.first_due_on) == (date(2026, 3, 23), date(2026, 3, 17))  # a Saturday moves on
        actions.extend(consultation_id=consultation.pk, due_on=date(2026, 3, 23), reason="Chờ", by=by(lan()))
        assert told("extended") == 1
        assert answered(consultation, phuc()).is_answered


def test_reminding_by_one_tap_goes_to_those_who_are_missing_once_an_hour():
    consultation = a_consultation()
    answered(consultation, chi())
    assert actions.remind(consultation_id=consultation.pk, by=by(lan())) == 1
    assert actions.remind(consultation_id=consultation.pk, by=by(lan())) == 0
    assert Entry.objects.get(action="consultations.reminded").data["told"] == [str(phuc().pk)]
    with clock.later(hours=2):
        slip = slip_for(consultation, phuc())
        assert actions.remind(consultation_id=consultation.pk, slip_id=slip.pk, by=by(lan())) == 1


def test_closing_early_needs_everybody_and_ends_all_answers():
    consultation = a_consultation()
    answered(consultation, phuc())
    with pytest.raises(Refused, match="not_all_answered"):
        actions.close(consultation_id=consultation.pk, by=by(lan()))
    answered(consultation, chi())
    assert actions.close(consultation_id=consultation.pk, by=by(lan())).state == "closed"
    assert actions.close(consultation_id=consultation.pk, by=by(lan())).state == "closed"
    assert told("closed") == 1
    with pytest.raises(Refused, match="takes_no_answers"):
        answered(consultation, phuc(), "disagree", "Đổi ý")


def test_silence_counts_as_was_said_beforehand():
    for silence, agree in (("no_opinion", 1), ("agree", 2)):
        consultation = a_consultation(silence=silence)
        answered(consultation, phuc())
        with clock.later(days=8):
            actions.close(consultation_id=consultation.pk, by=by(lan()))
        tally = queries.tallies_of(Consultation.objects.get(pk=consultation.pk))[0]
        assert (tally.agree, tally.silent, tally.agree_in_all) == (1, 1, agree)


def test_calling_it_off():
    consultation = a_consultation("submitted")
    with pytest.raises(Invalid, match="reason_needed"):
        actions.cancel(consultation_id=consultation.pk, reason="", by=by(lan()))
    assert actions.cancel(consultation_id=consultation.pk, reason="Gộp vào cuộc họp", by=by(an())).state == "cancelled"
    assert actions.cancel(consultation_id=consultation.pk, reason="x", by=by(lan())).state == "cancelled"
    assert told("cancelled") == 1


def test_treating_opinions():
    consultation = a_consultation("closed")
    line = slip_for(consultation, phuc()).opinion.lines.get()
    assert queries.untreated(consultation) == 1
    do = {"consultation_id": consultation.pk, "line_id": line.pk, "by": by(lan())}
    with pytest.raises(Invalid, match="explanation_needed"):
        actions.treat(kind="explained", text="", **do)
    with pytest.raises(Invalid, match="treatment_needed"):
        actions.treat(kind="ignored", text="", **do)
    actions.treat(kind="taken", text="", **do)
    actions.treat(kind="taken", text="", **do)
    assert told("taken_in") == 1
    assert actions.treat(kind="partly", text="Chỉ với họp định kỳ", **do).kind == "partly"
    assert queries.untreated(consultation) == 0
    other = a_consultation("closed")
    with pytest.raises(NotFound):
        actions.treat(**(do | {"consultation_id": other.pk}), kind="taken", text="")


def settled(consultation):
    line = slip_for(consultation, phuc()).opinion.lines.get()
    actions.treat(
        consultation_id=consultation.pk, line_id=line.pk, kind="taken", text="Đã bổ sung tại Điều 5.", by=by(lan())
    )
    return consultation


def test_the_notice_waits_for_every_treatment_and_for_the_leader():
    consultation = a_consultation("closed")
    with pytest.raises(Invalid, match="untreated"):
        actions.announce(consultation_id=consultation.pk, by=by(lan()))
    settled(consultation)
    for _ in range(2):
        waiting = actions.announce(consultation_id=consultation.pk, note="Ban hành trong tháng 3.", by=by(lan()))
    assert (waiting.state, told("notice_submitted")) == ("signing", 1)
    decided(consultation, by(an()), approve=False, comment="Nêu rõ thời hạn")
    consultation.refresh_from_db()
    assert (consultation.state, consultation.remark) == ("closed", "Nêu rõ thời hạn")
    actions.announce(consultation_id=consultation.pk, note="Ban hành ngày 20/3.", by=by(lan()))
    assert actions.take_back(consultation_id=consultation.pk, by=by(lan())).state == "closed"
    actions.announce(consultation_id=consultation.pk, note="Ban hành ngày 20/3.", by=by(lan()))
    decided(consultation, by(an()))
    consultation.refresh_from_db()
    assert (consultation.state, consultation.number) == ("published", "01/TB-HQHN")
    assert actions.announce(consultation_id=consultation.pk, by=by(lan())).number == consultation.number
    assert Document.objects.get(pk=consultation.document_id).locked_at
    assert told("published") == 1


def test_a_head_issues_the_notice_at_once():
    facts = facts_of(approver_id=None, units=[])
    made = actions.draft(unit_id=gsql().pk, facts=facts, by=by(khanh()))
    actions.send(consultation_id=made.pk, by=by(khanh()))
    answered(made, phuc())
    actions.close(consultation_id=made.pk, by=by(khanh()))
    assert actions.announce(consultation_id=made.pk, by=by(khanh())).state == "published"


def test_the_result_is_read_by_those_asked_and_by_nobody_else():
    consultation = settled(a_consultation("closed"))
    assert not permissions.may_read_opinions(by(phuc()), consultation)
    actions.announce(consultation_id=consultation.pk, by=by(lan()))
    decided(consultation, by(an()))
    consultation.refresh_from_db()
    assert permissions.may_read_opinions(by(phuc()), consultation)
    documents = Document.objects.filter(pk=consultation.document_id).values_list("pk", flat=True)
    assert seen_among(by(phuc()), documents)
    assert not seen_among(by(dung()), documents)
