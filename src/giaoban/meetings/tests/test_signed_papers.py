"""An issued notice goes out for signing and comes back: the very same paper, judged like every signature (END-3)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from giaoban.documents import actions as documents
from giaoban.documents.models import Version
from giaoban.documents.queries import latest, signed_of
from giaoban.documents.storage import original_key, storage
from giaoban.documents.tests import certificates
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
from giaoban.meetings.actions.signed_papers import add_signed_paper
from giaoban.meetings.testing import FRIDAY, MONDAY
from giaoban.meetings.tests.test_after import a_closed, approve, paper_of
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    with clock.at(MONDAY):
        paper = paper_of(a_closed())
        with clock.at(FRIDAY + timedelta(hours=3)):
            actions.put_forward(paper_id=paper.pk, by=by(binh()))
            approve(paper)
            yield actions.issue(paper_id=paper.pk, by=by(binh()))


def bytes_of(paper):
    with storage().open(original_key(latest(paper.document).sha256)) as file:
        return file.read()


def pdf(content, name="thong-bao-da-ky.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def bring(paper, content, user=binh):
    return add_signed_paper(paper_id=paper.pk, file=pdf(content), by=by(user()))


@pytest.mark.parametrize("user", [an, binh], ids=["the signer", "the desk"])
def test_the_signed_copy_comes_back_and_is_judged(issued, user):
    content = certificates.signed(bytes_of(issued), certificates.an())
    with expect_record("documents.signed_copy_added", "meetings.paper_signed"):
        bring(issued, content, user)
    run_jobs()
    version = latest(issued.document)
    assert (version.number, bytes_of(issued)) == (2, content)
    assert version.signatures.get().signer
    assert signed_of(version).state in {"valid", "unknown"}  # by the authorities that are trusted here
    issued.refresh_from_db()
    assert issued.sha256 == Version.objects.get(document=issued.document, number=1).sha256  # what was issued stays
    assert issued.document.locked_at


def test_a_second_signature_goes_behind_the_first_and_repeating_is_harmless(issued):
    once = certificates.signed(bytes_of(issued), certificates.an(), box=(60, 60, 220, 120))  # seen on the page
    bring(issued, once)
    bring(issued, once)
    assert issued.document.versions.count() == 2
    bring(issued, certificates.signed(once, certificates.office(), field="Signature2"))
    run_jobs()
    assert latest(issued.document).signatures.count() == 2


def test_another_paper_a_rewritten_one_or_one_without_signature_is_refused_in_words(issued):
    ours = bytes_of(issued)
    other = certificates.signed(ours.replace(b"%PDF-1.7", b"%PDF-1.6"), certificates.an())
    for content, why in (
        (other, "documents.not_this_paper"),
        (ours[:-1], "documents.not_this_paper"),
        (ours + b"\n% in lai", "documents.not_signed"),
        (certificates.rewritten(ours), "documents.not_this_paper"),
        (certificates.signed(certificates.rewritten(ours), certificates.an()), "documents.not_this_paper"),
        (certificates.rewritten(certificates.signed(ours, certificates.an())), "documents.not_this_paper"),
        (certificates.signed(ours, certificates.an(), box=(0, 0, 595, 842)), "documents.not_this_paper"),  # covers it
    ):
        with pytest.raises(Invalid) as error:
            bring(issued, content)
        assert error.value.code == why
    assert issued.document.versions.count() == 1


def test_members_and_strangers_bring_nothing(issued):
    content = certificates.signed(bytes_of(issued), certificates.an())
    with pytest.raises(Refused):
        bring(issued, content, chi)
    with pytest.raises(NotFound):
        bring(issued, content, dung)


def test_a_draft_has_no_signed_copy():
    with clock.at(MONDAY):
        paper = paper_of(a_closed())
        with pytest.raises(Refused):
            bring(paper, b"%PDF-1.7")


def test_the_secretary_brings_it_in_the_browser(issued, client):
    client.force_login(binh())
    page = reverse("meetings:after", args=[issued.meeting_id])
    assert "Chưa ký số" in client.get(page).content.decode()
    address = reverse("meetings:add_signed", args=[issued.pk])
    refused = client.post(address, {"file": pdf(bytes_of(issued)[:-1])})
    assert (refused.status_code, "không phải văn bản này được ký số" in refused.content.decode()) == (422, True)
    content = certificates.signed(bytes_of(issued), certificates.an())
    assert client.post(address, {"file": pdf(content)}).status_code == 302
    run_jobs()
    assert "Chưa ký số" not in client.get(page).content.decode()
    assert client.post(f"/api/record-papers/{issued.pk}/signed", {"file": pdf(content)}).status_code == 200


def test_a_paper_that_may_still_change_takes_no_signed_copy(issued):
    document = issued.document
    documents.unlock_paper(document_id=document.pk, by=by(binh()))
    with pytest.raises(Conflict) as error:
        documents.add_signed_copy(document_id=document.pk, file=pdf(bytes_of(issued) + b"/ByteRange"), by=by(binh()))
    assert error.value.code == "documents.not_locked"
