"""What comes in at the door, and what is turned away in words (issue: bad input)."""

import io
import zipfile

import pytest
from django.test import Client

from giaoban.documents import office
from giaoban.documents.models import Document, Version
from giaoban.documents.testing import (
    KIND,
    a_docx,
    a_door,
    a_file,
    a_pdf,
    a_picture,
    a_pptx,
    an_encrypted_pdf,
    an_odt,
    an_xlsx,
)
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import run_jobs
from giaoban.people.models import User
from giaoban.people.testing import an, binh, chi, dung

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, owner: object, content: bytes, name: str, **more: object):
    form = {"file": a_file(content, name), "owner_kind": KIND, "owner_id": str(owner), "vouched": "true", **more}
    return client.post("/api/documents", form)


@pytest.fixture
def desk():
    return a_door(seen_by=[chi()], kept_by=[binh()])


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.pdf", a_pdf),
        ("anh.jpg", a_picture),
        ("anh.png", lambda: a_picture("PNG")),
        ("anh.tif", lambda: a_picture("TIFF")),
    ],
)
def test_a_good_file_becomes_readable(desk, name, make):
    answer = send(signed_in(binh()), desk, make(), name)
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "converting"
    run_jobs()
    found = signed_in(chi()).get(f"/api/documents/{answer.json()['id']}").json()
    assert (found["state"], found["failure"]) == ("ready", "")
    assert found["pages"] == found["pages_done"] >= 1


@pytest.mark.needs_office
@pytest.mark.skipif(not office.is_there(), reason="LibreOffice is not on this machine")
@pytest.mark.parametrize(
    ("name", "make"), [("a.docx", a_docx), ("a.xlsx", an_xlsx), ("a.pptx", a_pptx), ("a.odt", an_odt)]
)
def test_an_office_file_becomes_readable(desk, name, make):
    document = send(signed_in(binh()), desk, make(), name).json()
    run_jobs()
    version = Version.objects.get(document_id=document["id"])
    assert (version.state, version.failure) == ("ready", "")
    assert version.pages.exclude(text="").exists()


def test_words_are_found_with_and_without_diacritics(desk):
    document = send(signed_in(binh()), desk, a_pdf(), "a.pdf").json()
    run_jobs()
    reader = signed_in(chi())
    for asked in ("đấu tranh", "dau tranh", "DAU TRANH"):
        hits = reader.get(f"/api/documents/{document['id']}/find", {"q": asked}).json()
        assert [hit["page"] for hit in hits] == [1, 2, 3]
        assert hits[0]["match"] == "đấu tranh"
    assert reader.get(f"/api/documents/{document['id']}/find", {"q": "đáu tranh"}).json() == []


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"", "rong.pdf", 422, "documents.empty"),
        (b"MZ\x90\x00" + b"\x00" * 400, "bao-cao.pdf", 415, "documents.kind"),
        (b"\x7fELF" + b"\x00" * 400, "bao-cao.docx", 415, "documents.kind"),
        (b"#!/bin/sh\nrm -rf /\n", "anh.jpg", 415, "documents.kind"),
        (b"<html><script>alert(1)</script></html>", "a.pdf", 415, "documents.kind"),
        (b"<script>alert(1)</script>%PDF-1.7\n", "a.pdf", 415, "documents.two_kinds"),
        (b"MZ\x90\x00" + b"%PDF-1.7\n", "a.pdf", 415, "documents.two_kinds"),
        (b"PK\x03\x04" + b"rac" * 300, "a.docx", 422, "documents.broken"),
    ],
)
def test_what_is_not_a_paper_is_turned_away(desk, content, name, status, code):
    answer = send(signed_in(binh()), desk, content, name)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith((".", "?"))
    assert not Document.objects.exists()


def packed(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"word/document.xml": b"0" * 60_000_000, "[Content_Types].xml": b"x"}, "documents.bomb"),
        ({f"word/{n}.xml": b"" for n in range(10_001)} | {"[Content_Types].xml": b"x"}, "documents.bomb"),
        ({"../../etc/passwd": b"x", "[Content_Types].xml": b"x", "word/document.xml": b"x"}, "documents.odd_names"),
        ({"word/vbaProject.bin": b"x", "[Content_Types].xml": b"x", "word/document.xml": b"x"}, "documents.macros"),
        ({"readme.txt": b"x"}, "documents.packed"),
    ],
)
def test_traps_in_packed_files_are_turned_away(desk, entries, code):
    answer = send(signed_in(binh()), desk, packed(entries), "bao-cao.docx")
    assert (answer.status_code, answer.json()["code"]) == (415, code)


def test_a_file_that_is_pdf_and_zip_at_once_is_turned_away(desk):
    answer = send(signed_in(binh()), desk, a_pdf(1) + packed({"a.txt": b"x"}), "a.pdf")
    assert (answer.status_code, answer.json()["code"]) == (415, "documents.two_kinds")


def test_a_file_above_the_limit_is_answered_in_words(desk, settings, own_store):
    settings.UPLOAD_MAX_MB = 1
    answer = send(signed_in(binh()), desk, b"%PDF-1.7\n" + b"0" * 2_000_000, "to.pdf")
    assert (answer.status_code, answer.json()["code"]) == (413, "documents.too_large")
    assert "1 MB" in answer.json()["message"]
    assert list((own_store / "files" / "incoming").iterdir()) == []


@pytest.mark.parametrize("make", [an_encrypted_pdf])
def test_an_encrypted_pdf_fails_in_words_and_keeps_the_original(desk, make):
    document = send(signed_in(binh()), desk, make(), "mat-khau.pdf").json()
    run_jobs()
    client = signed_in(binh())
    found = client.get(f"/api/documents/{document['id']}").json()
    assert (found["state"], found["failure"]) == ("failed", "documents.encrypted")
    assert "mật khẩu" in found["message"]
    assert b"".join(client.get(f"/api/documents/{document['id']}/original").streaming_content) == make()
    assert client.get(f"/api/documents/{document['id']}/pages/1.webp").json()["code"] == "documents.encrypted"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + b"rac " * 200, b"%PDF-1.4\n%%EOF\n"])
def test_a_broken_pdf_fails_in_words(desk, content):
    document = send(signed_in(binh()), desk, content, "hong.pdf").json()
    run_jobs()
    found = signed_in(binh()).get(f"/api/documents/{document['id']}").json()
    assert (found["state"], found["failure"]) == ("failed", "documents.broken")


@pytest.mark.needs_office
@pytest.mark.skipif(not office.is_there(), reason="LibreOffice is not on this machine")
def test_a_docx_that_is_broken_inside_fails_in_words_and_the_next_one_works(desk):
    broken = packed({"[Content_Types].xml": b"<rac", "word/document.xml": b"<rac"})
    first = send(signed_in(binh()), desk, broken, "hong.docx").json()
    second = send(signed_in(binh()), desk, a_docx(), "tot.docx").json()
    run_jobs()
    states = dict(Version.objects.values_list("document_id", "state"))
    assert {str(key): state for key, state in states.items()} == {first["id"]: "failed", second["id"]: "ready"}


def test_three_thousand_pages(desk):
    document = send(signed_in(binh()), desk, a_pdf(3000), "dai.pdf").json()
    run_jobs()
    reader = signed_in(chi())
    found = reader.get(f"/api/documents/{document['id']}").json()
    assert (found["state"], found["pages"], found["pages_done"]) == ("ready", 3000, 3000)
    assert len(found["sizes"]) == 1
    picture = reader.get(f"/api/documents/{document['id']}/pages/2999.webp?w=200")
    assert b"".join(picture.streaming_content)[8:12] == b"WEBP"
    assert reader.get(f"/api/documents/{document['id']}/text?first=3000&last=3000").json()["pages"][0]["text"]


def test_the_same_id_twice_is_one_document(desk):
    one = new_id()
    client, content = signed_in(binh()), a_pdf(1)
    first = send(client, desk, content, "a.pdf", id=str(one))
    again = send(client, desk, content, "a.pdf", id=str(one))
    assert first.json()["id"] == again.json()["id"] == str(one)
    assert Document.objects.count() == Version.objects.count() == 1
    other = send(client, desk, a_pdf(2), "a.pdf", id=str(one))
    assert (other.status_code, other.json()["code"]) == (409, "documents.id_taken")


def test_the_same_content_is_told_with_its_name(desk):
    client, content = signed_in(binh()), a_pdf(1)
    send(client, desk, content, "Báo cáo quý I.pdf")
    twin = send(client, desk, content, "ban-sao.pdf")
    assert twin.status_code == 409
    assert "Báo cáo quý I" in twin.json()["message"]
    assert send(client, desk, content, "ban-sao.pdf", even_if_duplicate="true").status_code == 201


def test_names_are_cleaned(desk):
    names = {
        "..\\..\\Báo cáo\u202efdp.exe": "Báo cáofdp.exe.pdf",
        "Báo   cáo  tuần.PDF": "Báo cáo tuần.pdf",
        "...": "tai-lieu.pdf",
    }
    for given, kept in names.items():
        answer = send(signed_in(binh()), desk, a_pdf(1, text=f"Tệp {len(given)}"), given)
        assert answer.json()["versions"][0]["filename"] == kept


def test_the_sender_vouches_that_it_holds_no_secret(desk):
    answer = send(signed_in(binh()), desk, a_pdf(1), "a.pdf", vouched="false")
    assert (answer.status_code, answer.json()["code"]) == (422, "documents.not_vouched")


def test_a_secret_item_takes_no_file_but_a_placeholder():
    owner = a_door(seen_by=[chi()], kept_by=[binh()], secret=True)
    client = signed_in(binh())
    answer = send(client, owner, a_pdf(1), "a.pdf")
    assert (answer.status_code, answer.json()["code"]) == (403, "documents.secret_owner")
    assert answer.json()["details"] == {"placeholder": True}
    body = {"owner_kind": KIND, "owner_id": str(owner)}
    held = client.post("/api/documents/placeholders", body, content_type="application/json")
    assert held.status_code == 201
    assert (held.json()["title"], held.json()["state"], held.json()["pages"]) == ("", "placeholder", 0)


def test_a_mark_of_secrecy_is_told_to_the_keepers(desk):
    content = a_pdf(2, text="#align(center)[MẬT] \\ Nội dung")
    document = send(signed_in(binh()), desk, content, "a.pdf").json()
    run_jobs()
    keeper = signed_in(binh()).get(f"/api/documents/{document['id']}").json()
    reader = signed_in(chi()).get(f"/api/documents/{document['id']}").json()
    assert keeper["versions"][0]["secret_pages"] == [1, 2]
    assert reader["versions"][0]["secret_pages"] == []


def test_only_the_owners_people_bring_papers(desk):
    assert send(signed_in(chi()), desk, a_pdf(1), "a.pdf").status_code == 403
    assert send(signed_in(dung()), desk, a_pdf(1), "a.pdf").status_code == 404
    assert send(signed_in(an()), new_id(), a_pdf(1), "a.pdf").status_code == 404
    assert send(signed_in(binh()), desk, a_pdf(1), "a.pdf", owner_kind="no.such").status_code == 404
    assert send(Client(), desk, a_pdf(1), "a.pdf").status_code in {401, 403}
    assert not Document.objects.exists()
