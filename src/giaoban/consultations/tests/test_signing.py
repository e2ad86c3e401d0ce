"""The issued result notice is signed by the leader and for the agency, with keys of this system (END-3)."""

import pytest
from django.urls import reverse

from giaoban.approvals import actions as approvals
from giaoban.approvals import queries as approval_queries
from giaoban.consultations import actions
from giaoban.consultations.testing import a_consultation, lan, phuc
from giaoban.documents.models import Document
from giaoban.documents.queries import latest, signed_of
from giaoban.kernel.errors import Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.people.testing import PASSWORD, an, binh, by, can_sign_in
from giaoban.signing.tests import keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(settings, monkeypatch):
    keyring.use(settings, monkeypatch)
    keyring.give()
    consultation = a_consultation("closed")
    for slip in consultation.slips.exclude(opinion=None):
        for line in slip.opinion.lines.all():
            actions.treat(consultation_id=consultation.pk, line_id=line.pk, kind="taken", text="Đã sửa.", by=by(lan()))
    actions.announce(consultation_id=consultation.pk, by=by(lan()))
    waiting = approval_queries.waiting_approval("consultations.notice", consultation.pk)
    approvals.decide(approval_id=waiting.pk, approve=True, comment="", by=by(an()))
    consultation.refresh_from_db()
    return consultation


def sign(consultation, whose, user, present=True):
    return actions.sign_notice(consultation_id=consultation.pk, whose=whose, present=present, by=by(user()))


def test_leader_then_agency_each_once(published):
    document = Document.objects.get(pk=published.document_id)
    for whose, user, why in (
        ("person", lan, "signing.only_the_person"),
        ("agency", an, "signing.only_the_office"),
        ("agency", binh, "signing.person_first"),
    ):
        with pytest.raises(Refused) as error:
            sign(published, whose, user)
        assert error.value.code == why
    with pytest.raises(Refused, match="prove_presence"):
        sign(published, "person", an, present=False)
    with expect_record("documents.signed_copy_added", "consultations.notice_signed"):
        sign(published, "person", an)
    sign(published, "person", an)
    for _time in range(2):
        sign(published, "agency", binh)
    run_jobs()
    version = latest(document)
    assert version.number == 3
    assert [row.signer for row in version.signatures.all()] == ["Nguyễn Văn An", keyring.AGENCY]
    assert signed_of(version).state == "unknown"  # the authority of the tests is trusted by nobody here


def test_in_the_browser_after_a_proof_of_presence(published, client):
    can_sign_in(an())
    client.post("/tai-khoan/login/", {"login": "an", "password": PASSWORD})
    page = reverse("consultations:consultation", args=[published.pk])
    assert "ky-so/person" in client.get(page).content.decode()
    asked = client.post(reverse("consultations:sign_notice", args=[published.pk, "person"]))
    assert "reauthenticate" in asked["Location"]
    client.post(asked["Location"], {"password": PASSWORD})
    assert Document.objects.get(pk=published.document_id).versions.count() == 2
    body = {"whose": "person"}
    done = client.post(f"/api/consultations/{published.pk}/sign", body, content_type="application/json")
    assert done.status_code == 200
    client.force_login(phuc())
    assert "ky-so/person" not in client.get(page).content.decode()
