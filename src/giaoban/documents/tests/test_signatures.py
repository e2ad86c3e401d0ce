"""Signed papers: who signed, when, by whose word, and whether it is still what was signed."""

from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.test import Client

from giaoban.documents import actions, queries, renditions
from giaoban.documents.models import Authority, Signature, Version
from giaoban.documents.storage import original_key, storage
from giaoban.documents.testing import a_document, a_door, a_file, a_page_of_words, a_pdf_of, a_scan
from giaoban.documents.tests import certificates as ca
from giaoban.kernel.errors import Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.people.testing import an, binh, by, chi, dung, em

pytestmark = pytest.mark.django_db
PAPERS = Path(__file__).parents[2] / "demo" / "papers"
BOX = (100, 100, 300, 160)


@pytest.fixture
def owner():
    return a_door(seen_by=[chi()], kept_by=[binh()])


@pytest.fixture(scope="module")
def plain() -> bytes:
    return a_pdf_of(a_page_of_words(1), a_page_of_words(2))


def read(owner, content: bytes):
    document = a_document(owner, sender=binh(), content=content, name="cong-van.pdf")
    run_jobs()
    return document


def trust(*holders: ca.Holder) -> None:
    actions.trust_authority(content=b"".join(holder.pem for holder in holders), by=by(em()))
    run_jobs()


def told(document, user=None):
    return signed_in(user or chi()).get(f"/api/documents/{document.id}/signatures").json()


def states(document) -> list[str]:
    return [row["state"] for row in told(document)["signatures"]]


def test_a_paper_without_a_signature_says_so(owner, plain):
    found = told(read(owner, plain))
    assert (found["state"], found["signatures"]) == ("unsigned", [])
    assert found["message"] == "Tệp không có chữ ký số"


def test_an_unknown_authority_is_told_and_once_trusted_the_signature_is_valid(owner, plain):
    document = read(owner, ca.signed(plain, ca.an()))
    assert told(document)["state"] == "unknown"
    with expect_record("documents.authority_trusted", "documents.judged"):
        trust(ca.root())
    (row,) = told(document)["signatures"]
    assert (row["state"], row["signer"], row["organization"], row["issuer"]) == (
        "valid",
        "Nguyễn Văn An",
        "Cục Hải quan thành phố Hà Nội",
        "CA cơ quan Nhà nước thử nghiệm",
    )
    assert (row["reason"], row["location"], row["whole"], row["stamped_at"]) == (
        "Đồng ý ban hành",
        "Hà Nội",
        True,
        None,
    )
    actions.distrust_authority(authority_id=Authority.objects.get().id, by=by(em()))
    run_jobs()
    assert states(document) == ["unknown"]


def test_the_one_who_issued_it_may_be_trusted_without_the_root(owner, plain):
    trust(ca.middle())
    assert states(read(owner, ca.signed(plain, ca.an()))) == ["valid"]


def test_a_stranger_signs_in_vain(owner, plain):
    trust(ca.root())
    assert states(read(owner, ca.signed(plain, ca.stranger()))) == ["unknown"]


def test_a_time_stamp_is_told_with_its_authority(owner, plain):
    trust(ca.root())
    moment = ca.NOW - timedelta(days=30)
    (row,) = told(read(owner, ca.signed(plain, ca.an(), stamped=moment)))["signatures"]
    assert (row["state"], row["stamp_authority"], row["stamp_trusted"]) == ("valid", "Máy chủ cấp dấu thời gian", True)
    assert row["stamped_at"].startswith(f"{moment:%Y-%m-%dT%H:%M}")


def test_a_certificate_that_has_ended_is_judged_by_when_it_was_used(owner, plain):
    trust(ca.root())
    then = ca.NOW - timedelta(days=1000)
    assert states(read(owner, ca.signed(plain, ca.retired()))) == ["expired"]
    assert states(read(owner, ca.signed(plain, ca.retired(), stamped=then))) == ["valid"]
    assert states(read(owner, ca.signed(plain, ca.retired(), stamped=ca.NOW))) == ["expired"]


def test_bytes_that_were_altered_break_it(owner, plain):
    trust(ca.root())
    content = bytearray(ca.signed(plain, ca.an()))
    at = content.index(b"/MediaBox") + 12
    content[at : at + 1] = b"1" if content[at : at + 1] != b"1" else b"2"
    document = read(owner, bytes(content))
    assert told(document)["state"] == "broken"


def test_a_page_that_was_drawn_over_afterwards_is_told(owner, plain):
    trust(ca.root())
    document = read(owner, ca.rewritten(ca.signed(plain, ca.an())))
    found = told(document)
    assert (found["state"], found["message"]) == ("changed", "Nội dung bị sửa sau khi ký")
    assert found["signatures"][0]["whole"] is False


def test_a_stranger_who_signs_over_a_change_does_not_make_it_good(owner, plain):
    trust(ca.root())
    over = ca.signed(ca.rewritten(ca.signed(plain, ca.an())), ca.stranger(), field="Signature2")
    assert states(read(owner, over)) == ["changed", "unknown"]
    own = ca.signed(ca.rewritten(ca.signed(plain, ca.an())), ca.office(), field="Signature2")
    assert states(read(owner, own)) == ["extended", "valid"]


def test_two_who_sign_one_after_the_other_are_both_valid(owner, plain):
    trust(ca.root())
    document = read(owner, ca.signed(ca.signed(plain, ca.an()), ca.office(), field="Signature2"))
    rows = told(document)["signatures"]
    assert [(row["state"], row["place"], row["whole"]) for row in rows] == [("valid", 1, False), ("valid", 2, True)]
    assert told(document)["state"] == "valid"


def test_where_it_can_be_seen_is_told(owner, plain):
    document = read(owner, ca.signed(plain, ca.an(), box=BOX, page=1))
    (row,) = told(document)["signatures"]
    x, y, width, height = row["box"]
    assert row["page"] == 2
    assert (x, width) == (pytest.approx(100 / 595.28, abs=1e-3), pytest.approx(200 / 595.28, abs=1e-3))
    assert (y, height) == (pytest.approx(1 - 160 / 841.89, abs=1e-3), pytest.approx(60 / 841.89, abs=1e-3))


def test_what_was_signed_is_never_touched(owner):
    content = ca.signed(a_scan(a_page_of_words()), ca.an(), box=BOX)
    trust(ca.root())
    document = read(owner, content)
    version = document.versions.get()
    assert storage().path(original_key(version.sha256)).read_bytes() == content
    with pikepdf.open(renditions.reading_pdf(version)) as copy:
        assert version.revision == 1, "the copy to read has the words of the scan"
        assert "/Perms" not in copy.Root
        widgets = [note for page in copy.pages for note in page.Annots]
        assert [note.get("/FT") for note in widgets] == [pikepdf.Name.Sig], "it is still seen"
        assert "/V" not in widgets[0], "but nobody takes the copy for what was signed"
    original = signed_in(binh()).get(f"/api/documents/{document.id}/original")
    assert b"".join(original.streaming_content) == content
    assert states(document) == ["valid"]


def test_the_real_letter_has_seven_signatures(owner):
    document = read(owner, (PAPERS / "cong-van-438-2026-chu-so-3-trang.pdf").read_bytes())
    rows = told(document)["signatures"]
    assert [row["signer"] for row in rows] == [
        "Lê Minh Quang",
        "Nguyễn Văn Công",
        "Vũ Sơn Hà",
        *["ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH"] * 4,
    ]
    assert {row["issuer"] for row in rows} == {"CA phục vụ các cơ quan Nhà nước G2", "CA phục vụ các cơ quan Đảng G2"}
    assert [row["page"] for row in rows] == [3, 3, 3, 1, 1, 1, 3]
    assert rows[0]["state"] == "extended", "a certification, after which the others signed"
    assert {row["state"] for row in rows[1:]} == {"unknown"}
    assert rows[-1]["whole"]
    text = document.versions.get().pages.get(number=1).text
    assert "Số: 438 /UBND-VHXH" in text
    assert "ngày 02 tháng 02 năm 2026" in text


def test_the_real_directive_is_signed_and_stamped(owner):
    document = read(owner, (PAPERS / "chi-thi-02-2026-scan-5-trang.pdf").read_bytes())
    (row,) = told(document)["signatures"]
    assert (row["signer"], row["stamp_authority"]) == ("VĂN PHÒNG CHÍNH PHỦ", "Máy chủ cấp dấu thời gian CPNET")
    assert row["stamped_at"].startswith("2026-01-30T12:22")


def test_a_signature_that_is_rubbish_hurts_nobody(owner, plain):
    content = ca.signed(plain, ca.an())
    at = content.index(b"/Contents <") + len(b"/Contents <")
    spoiled = content[:at] + b"deadbeef" * 20 + content[at + 160 :]
    assert states(read(owner, spoiled)) == ["unreadable"]


def test_certificates_come_in_every_usual_form():
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization.pkcs7 import serialize_certificates

    together = serialize_certificates(
        [ca.root().certificate, ca.middle().certificate, ca.an().certificate], Encoding.DER
    )
    added = actions.trust_authority(content=together, by=by(em()))
    assert {authority.name for authority in added} == {"RootCA thử nghiệm", "CA cơ quan Nhà nước thử nghiệm"}
    assert {authority.is_root for authority in added} == {True, False}
    assert actions.trust_authority(content=ca.root().der, by=by(em())) == [], "it is trusted already"
    assert actions.trust_authority(content=ca.root().pem + ca.middle().pem, by=by(em())) == []
    for bad, code in (
        (b"", "not_a_certificate"),
        (b"rac" * 99, "not_a_certificate"),
        (ca.an().pem, "not_an_authority"),
    ):
        with pytest.raises(Invalid, match=code):
            actions.trust_authority(content=bad, by=by(em()))


def test_only_system_administrators_say_who_is_trusted():
    for user in (an(), binh(), chi(), dung()):
        with pytest.raises(Refused):
            actions.trust_authority(content=ca.root().pem, by=by(user))
        client = signed_in(user)
        assert client.get("/api/authorities").status_code == 404
        assert client.post("/api/authorities", {"file": a_file(ca.root().pem, "ca.pem")}).status_code == 404
    keeper = signed_in(em())
    (added,) = keeper.post("/api/authorities", {"file": a_file(ca.root().pem, "ca.pem")}).json()
    assert [row["name"] for row in keeper.get("/api/authorities").json()] == ["RootCA thử nghiệm"]
    with pytest.raises(Refused):
        actions.distrust_authority(authority_id=added["id"], by=by(binh()))
    assert keeper.delete(f"/api/authorities/{added['id']}").status_code == 204
    with pytest.raises(NotFound):
        actions.distrust_authority(authority_id=added["id"], by=by(em()))


def test_strangers_learn_nothing_of_signatures(owner, plain):
    document = read(owner, ca.signed(plain, ca.an()))
    assert signed_in(dung()).get(f"/api/documents/{document.id}/signatures").status_code == 404
    assert Signature.objects.count() == 1


def test_what_a_reader_must_know_is_the_worst_of_all():
    version = Version(signature_fields=3, content_type="application/pdf")

    def said(*found: str, whole: bool = True) -> str:
        rows = [Signature(state=state, whole=False) for state in found]
        if rows:
            rows[-1].whole = whole
        return queries.Signed(version, rows).state

    assert said() == "waiting"
    assert said("valid", "broken", "unknown") == "broken"
    assert said("valid", "unknown") == "unknown"
    assert said("extended", "valid") == "valid"
    assert said("valid", "valid", whole=False) == "extended"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
