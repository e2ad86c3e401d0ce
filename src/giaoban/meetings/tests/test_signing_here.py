"""An issued notice is signed here: by the leader, then by the agency; another program says that it is valid (END-3)."""

import re
import subprocess
from datetime import timedelta

import pytest
from django.urls import reverse

from giaoban.documents.models import Version
from giaoban.documents.queries import latest, signed_of
from giaoban.documents.storage import original_key, storage
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.meetings import actions
from giaoban.meetings.actions.signed_papers import sign_paper
from giaoban.meetings.testing import FRIDAY, MONDAY
from giaoban.meetings.tests.test_after import a_closed, approve, paper_of
from giaoban.people.testing import PASSWORD, an, binh, by, can_sign_in, chi, dung
from giaoban.signing import copies
from giaoban.signing.tests import keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys_here(settings, monkeypatch):
    return keyring.use(settings, monkeypatch)


@pytest.fixture
def issued(keys_here):
    with clock.at(MONDAY):
        paper = paper_of(a_closed())
        with clock.at(FRIDAY + timedelta(hours=3)):
            actions.put_forward(paper_id=paper.pk, by=by(binh()))
            approve(paper)
            yield actions.issue(paper_id=paper.pk, by=by(binh()))


def bytes_of(paper):
    with storage().open(original_key(latest(paper.document).sha256)) as file:
        return file.read()


def sign(paper, whose="person", user=an, present=True):
    return sign_paper(paper_id=paper.pk, whose=whose, present=present, by=by(user()))


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    """A store of certificates for pdfsig that trusts the authority of the tests."""
    folder = tmp_path_factory.mktemp("nss")
    (folder / "ca.pem").write_bytes(keyring.authority().pem)
    for command in (("-N", "--empty-password"), ("-A", "-n", "ca", "-t", "CT,C,C", "-i", folder / "ca.pem")):
        subprocess.run(["certutil", *command, "-d", f"sql:{folder}"], check=True)
    return folder


def pdfsig(content, trusted, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(content)
    done = subprocess.run(
        ["pdfsig", "-nocert", "-nssdir", f"sql:{trusted}", path], capture_output=True, text=True, check=False
    )
    return re.findall(r"Signature Validation: (.*)\.", done.stdout), done.stdout


@pytest.mark.parametrize(("an_by", "agency_by"), [("an", "con-dau"), ("the-an", "the-con-dau")], ids=["p12", "token"])
def test_another_program_finds_both_signatures_valid_until_a_byte_changes(issued, an_by, agency_by, trusted, tmp_path):
    keyring.give(an_by=an_by, agency_by=agency_by)
    before = bytes_of(issued)
    with expect_record("documents.signed_copy_added", "meetings.paper_signed_here"):
        sign(issued)
    sign(issued, "agency", binh)
    signed = bytes_of(issued)
    assert signed.startswith(before)  # what was issued stays, byte by byte
    found, told = pdfsig(signed, trusted, tmp_path)
    assert found == ["Signature is Valid", "Signature is Valid"], told
    assert "Signer Certificate Common Name: Nguyễn Văn An" in told
    assert "ETSI.CAdES.detached" in told
    at = len(before) // 2
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    found, told = pdfsig(changed, trusted, tmp_path)
    assert found
    assert "Signature is Valid" not in found, told


def test_signing_twice_gives_one_signature_and_both_are_judged(issued):
    keyring.give()
    for _time in range(2):
        sign(issued)
    for _time in range(2):
        sign(issued, "agency", binh)
    run_jobs()
    version = latest(issued.document)
    assert version.number == 3
    assert [row.signer for row in version.signatures.all()] == ["Nguyễn Văn An", keyring.AGENCY]
    assert signed_of(version).state in {"valid", "unknown"}
    assert issued.sha256 == Version.objects.get(document=issued.document, number=1).sha256
    hand, seal = (row.box for row in version.signatures.all())
    assert hand[0] < seal[0] + 36 / 210 < hand[0] + hand[2] / 2  # the seal lies over the left third of the hand


def test_who_may_sign(issued):
    keyring.give()
    for whose, user, why in (
        ("person", binh, "signing.only_the_person"),
        ("person", chi, "signing.only_the_person"),
        ("agency", an, "signing.only_the_office"),
        ("agency", binh, "signing.person_first"),
    ):
        with pytest.raises(Refused) as error:
            sign(issued, whose, user)
        assert error.value.code == why
    with pytest.raises(NotFound):
        sign(issued, "person", dung)
    with pytest.raises(Refused) as error:
        sign(issued, present=False)
    assert error.value.code == "signing.prove_presence"
    assert issued.document.versions.count() == 1


def test_without_a_key_nothing_is_offered_and_signing_says_why(issued, client):
    with pytest.raises(Conflict) as error:
        sign(issued)
    assert error.value.code == "signing.no_key"
    client.force_login(an())
    assert "Ký số<" not in client.get(reverse("meetings:after", args=[issued.meeting_id])).content.decode()


def test_what_another_signs_meanwhile_stays_in_the_paper(issued, monkeypatch):
    """Two of the Office sign for the agency at once: there is one signature of it, behind the leader's."""
    keyring.give()
    sign(issued)
    once, made = copies.signed_copy, []

    def late(version, holder, *rest):
        file = once(version, holder, *rest)
        if not made:
            made.append(True)
            sign(issued, "agency", binh)
        return file

    monkeypatch.setattr(copies, "signed_copy", late)
    sign(issued, "agency", binh)
    run_jobs()
    assert latest(issued.document).signatures.count() == 2


def test_the_leader_proves_to_be_there_in_the_browser_and_it_is_signed(issued, client):
    keyring.give()
    can_sign_in(an())
    client.post("/tai-khoan/login/", {"login": "an", "password": PASSWORD})
    page = reverse("meetings:after", args=[issued.meeting_id])
    assert "Ký số" in client.get(page).content.decode()
    address = reverse("meetings:sign_paper", args=[issued.pk, "person"])
    refused = client.post(f"/api/record-papers/{issued.pk}/sign", {"whose": "person"}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "signing.prove_presence")
    asked = client.post(address)
    assert (asked.status_code, "reauthenticate" in asked["Location"]) == (302, True)
    assert issued.document.versions.count() == 1
    client.post(asked["Location"], {"password": PASSWORD})
    assert issued.document.versions.count() == 2
    again = client.post(f"/api/record-papers/{issued.pk}/sign", {"whose": "person"}, content_type="application/json")
    assert again.status_code == 200
    assert issued.document.versions.count() == 2
