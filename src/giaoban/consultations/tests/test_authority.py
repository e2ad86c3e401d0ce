"""By whose authority: proxies, heads who changed, requests that were taken back."""

from datetime import timedelta

import pytest

from giaoban.approvals import actions as approvals
from giaoban.approvals import queries as approval_queries
from giaoban.approvals.models import Approval
from giaoban.consultations import actions, permissions, queries
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
    treated,
)
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.models import Entry
from giaoban.people.models import Appointment, Delegation
from giaoban.people.testing import a_person, a_position, a_unit, an, by, chi, dung

pytestmark = pytest.mark.django_db


def lends(giver, holder):
    now = clock.now()
    Delegation.objects.create(
        giver=giver, holder=holder, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=30), reason="Vắng"
    )


def leads(user, unit):
    """The person heads that unit from today, and nothing else."""
    user.appointments.update(ends_on=clock.today() - timedelta(days=1))
    place = a_position("Chi cục trưởng", "head")
    Appointment.objects.create(user=user, unit=unit, position=place, starts_on=clock.today())


def state_of(consultation):
    consultation.refresh_from_db()
    return consultation.state


def test_an_officer_who_holds_the_leader_s_authority_does_not_issue_the_notice():
    consultation = a_consultation("closed")
    treated(consultation)
    lends(an(), lan())
    actions.announce(consultation_id=consultation.pk, by=by(lan()))
    assert state_of(consultation) == "signing"
    with pytest.raises(Refused, match="own_request"):
        decided(consultation, by(lan()))
    assert queries.approval_for(by(lan()), consultation) is None
    assert queries.approval_for(by(an()), consultation) is not None
    decided(consultation, by(an()))
    assert state_of(consultation) == "published"


def test_an_officer_who_holds_the_leader_s_authority_does_not_approve_the_own_draft():
    consultation = a_consultation("submitted")
    lends(an(), lan())
    with pytest.raises(Refused, match="own_request"):
        decided(consultation, by(lan()))
    lends(an(), dung())
    decided(consultation, by(dung()))
    assert state_of(consultation) == "approved"


def of_the_head():
    made = actions.draft(unit_id=gsql().pk, facts=facts_of(approver_id=None, units=[]), by=by(khanh()))
    actions.send(consultation_id=made.pk, by=by(khanh()))
    answered(made, phuc())
    actions.close(consultation_id=made.pk, by=by(khanh()))
    return made


def test_who_leads_the_unit_no_more_asks_its_head():
    made = of_the_head()
    khanh().appointments.update(ends_on=clock.today() - timedelta(days=1))
    with pytest.raises(Invalid, match="nobody_signs"):
        actions.announce(consultation_id=made.pk, by=by(khanh()))
    head = a_person("moi", "Bùi Thị Mới", unit=gsql(), position="Trưởng phòng", authority="head")
    assert actions.announce(consultation_id=made.pk, by=by(khanh())).state == "signing"
    decided(made, by(head))
    assert state_of(made) == "published"


def test_the_button_says_whether_the_notice_goes_out_or_before_a_leader(client):
    made = of_the_head()
    client.force_login(khanh())
    page = f"/lay-y-kien/{made.pk}/"
    assert "Ban hành thông báo kết quả." in client.get(page).content.decode()
    khanh().appointments.update(position=a_position("Phó phòng", "member"))
    assert "Trình lãnh đạo đơn vị ký thông báo kết quả." in client.get(page).content.decode()
    other = a_consultation("closed")
    treated(other)
    client.force_login(lan())
    assert "Trình Nguyễn Văn An ký thông báo kết quả." in client.get(f"/lay-y-kien/{other.pk}/").content.decode()


def test_heads_who_swapped_units_are_asked_for_the_unit_they_lead_now():
    branch, other = chi().appointments.get().unit, a_unit("YENBAI", name="Chi cục Yên Bái")
    head = a_person("yen", "Trần Văn Yên", unit=other, position="Chi cục trưởng", authority="head")
    consultation = a_consultation("approved", units=[branch.pk, other.pk], people=[phuc().pk])
    leads(chi(), other)
    leads(head, branch)
    actions.send(consultation_id=consultation.pk, by=by(lan()))
    asked = set(consultation.slips.values_list("unit__code", "user__username"))
    assert asked == {("NOIBAI", "yen"), ("YENBAI", "chi"), (None, "phuc")}


def test_heads_who_moved_on_one_by_one_lose_no_unit():
    units = [chi().appointments.get().unit, a_unit("YENBAI", name="Chi cục Yên Bái"), a_unit("LAOCAI")]
    second = a_person("yen", "Trần Văn Yên", unit=units[1], position="Chi cục trưởng", authority="head")
    third = a_person("lao", "Trần Văn Lào", unit=units[2], position="Chi cục trưởng", authority="head")
    consultation = a_consultation("approved", units=[unit.pk for unit in units], people=[])
    for person, unit in ((chi(), units[1]), (second, units[2]), (third, units[0])):
        leads(person, unit)
    actions.send(consultation_id=consultation.pk, by=by(lan()))
    asked = set(consultation.slips.values_list("unit__code", "user__username"))
    assert asked == {("YENBAI", "chi"), ("LAOCAI", "yen"), ("NOIBAI", "lao")}


def test_a_unit_that_closed_is_named_before_the_sending():
    consultation = a_consultation("approved")
    branch = consultation.slips.exclude(unit=None).get().unit
    branch.closed_on = clock.today()
    branch.save(update_fields=["closed_on"])
    with pytest.raises(Invalid, match="unit_closed") as refused:
        actions.send(consultation_id=consultation.pk, by=by(lan()))
    assert refused.value.details["unit"] == "Chi cục Nội Bài"
    assert consultation.slips.count() == 2
    with pytest.raises(Invalid, match="unit_closed"):
        actions.draft(unit_id=gsql().pk, facts=facts_of(units=[branch.pk]), by=by(lan()))


def test_the_same_key_with_other_words_is_refused():
    consultation, key = a_consultation(), new_id()
    slip = slip_for(consultation, phuc())
    say = {"slip_id": slip.pk, "by": by(phuc()), "opinion_id": key}
    actions.answer(said=said(consultation, "agree"), **say)
    actions.answer(said=said(consultation, "agree", " "), **say)
    with pytest.raises(Conflict, match="opinion_taken"):
        actions.answer(said=said(consultation, "disagree", "Đã đổi ý"), **say)
    slip.refresh_from_db()
    assert (slip.opinion.number, slip.opinion.lines.get().choice) == (1, "agree")


@pytest.mark.parametrize(("before", "after"), [("submitted", "draft"), ("signing", "closed")])
def test_a_request_withdrawn_on_the_page_of_approvals_gives_the_consultation_back(before, after):
    consultation = a_consultation(before)
    waiting = Approval.objects.get(state="waiting")
    approvals.withdraw(approval_id=waiting.pk, by=by(lan()))
    assert state_of(consultation) == after
    assert Entry.objects.filter(action="consultations.taken_back").count() == 1
    approvals.withdraw(approval_id=waiting.pk, by=by(lan()))
    assert Entry.objects.filter(action="consultations.taken_back").count() == 1
    if after == "draft":
        actions.submit(consultation_id=consultation.pk, by=by(lan()))
    else:
        actions.announce(consultation_id=consultation.pk, by=by(lan()))
    assert approval_queries.waiting_for(by(an())).count() == 1


def test_what_a_proxy_of_the_officer_does_is_written_down_as_the_officers():
    lends(lan(), dung())
    khanh()
    consultation, proxy = a_consultation("draft"), by(dung())
    pk = consultation.pk
    actions.edit(consultation_id=pk, facts={"subject": "Quy chế mới"}, by=proxy)
    actions.submit(consultation_id=pk, by=proxy)
    actions.take_back(consultation_id=pk, by=proxy)
    actions.submit(consultation_id=pk, by=proxy)
    decided(consultation, by(an()))
    actions.send(consultation_id=pk, by=proxy)
    actions.remind(consultation_id=pk, by=proxy)
    actions.extend(consultation_id=pk, due_on=clock.today() + timedelta(days=20), reason="Chờ", by=proxy)
    answered(consultation, chi())
    answered(consultation, phuc(), "other", "Thêm")
    actions.close(consultation_id=pk, by=proxy)
    line = slip_for(consultation, phuc()).opinion.lines.get()
    actions.treat(consultation_id=pk, line_id=line.pk, kind="taken", text="", by=proxy)
    actions.announce(consultation_id=pk, by=proxy)
    other = a_consultation("draft")
    actions.cancel(consultation_id=other.pk, reason="Thôi", by=proxy)
    done = Entry.objects.filter(actor_id=dung().pk).exclude(action__startswith="documents")
    assert {entry.acting_for_id for entry in done} == {lan().pk}, [e.action for e in done if not e.acting_for_id]
    assert done.filter(action__startswith="consultations").count() == 11
    assert done.filter(action__startswith="approvals").count() == 4  # asked three times, taken back once


def test_what_a_proxy_of_the_leader_calls_off_is_written_down_as_the_leaders():
    lends(an(), dung())
    consultation = a_consultation("open")
    actions.cancel(consultation_id=consultation.pk, reason="Thôi", by=by(dung()))
    assert Entry.objects.get(action="consultations.cancelled").acting_for_id == an().pk


def test_who_holds_a_head_s_authority_follows_what_the_head_follows():
    consultation = a_consultation("open")
    assert not queries.seen_among(by(dung()), [consultation.pk])
    lends(khanh(), dung())
    assert queries.seen_among(by(dung()), [consultation.pk])
    allowed = {verb for verb, verdict in permissions.abilities(by(dung()), consultation).items() if verdict}
    assert allowed == {"read_opinions"}
