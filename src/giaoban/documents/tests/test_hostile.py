"""Hostile and broken files: refused or harmless, told in words, and the next good paper is read as always."""

import io
import re
import socket
import struct
import threading
import time
from pathlib import Path

import pikepdf
import pytest
from django.test import Client

from giaoban.documents import office, pdf, renditions
from giaoban.documents.models import Document, Version
from giaoban.documents.pdf import pool
from giaoban.documents.storage import original_key, storage
from giaoban.documents.testing import KIND, a_docx, a_door, a_file, a_pdf, read_back
from giaoban.documents.tests import hostile
from giaoban.ledger import jobs
from giaoban.ledger.testing import run_jobs
from giaoban.people.testing import binh, chi

pytestmark = pytest.mark.django_db
needs_office = pytest.mark.skipif(not office.is_there(), reason="LibreOffice is not on this machine")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk():
    return a_door(seen_by=[chi()], kept_by=[binh()])


def send(desk, content: bytes, name: str):
    form = {"file": a_file(content, name), "owner_kind": KIND, "owner_id": str(desk), "vouched": "true"}
    return signed_in(binh()).post("/api/documents", form)


@pytest.mark.parametrize(
    ("make", "name", "code"),
    [
        (hostile.bomb_docx, "a.docx", "documents.bomb"),
        (hostile.bomb_of_shared_bytes, "a.docx", "documents.bomb"),
        (hostile.climbing_names, "a.docx", "documents.odd_names"),
        (hostile.macro_docx, "a.docx", "documents.macros"),
        (hostile.old_macros_xlsx, "a.xlsx", "documents.macros"),
        (hostile.active_controls_pptx, "a.pptx", "documents.macros"),
        (hostile.macro_odt, "a.odt", "documents.macros"),
        (hostile.macro_doc, "a.doc", "documents.macros"),
        (hostile.remote_template, "a.docx", "documents.remote_parts"),
        (hostile.outlook_message, "thu.msg", "documents.letter"),
        (hostile.eml, "thu.eml", "documents.letter"),
        (lambda: hostile.packed({"a.pdf": b"%PDF-1.7"}), "a.zip", "documents.packed"),
        (lambda: b"PK\x05\x06" + b"\x00" * 18, "rong.zip", "documents.packed"),
        (lambda: b"Rar!\x1a\x07\x01\x00" + b"x" * 99, "a.rar", "documents.packed"),
        (lambda: b"7z\xbc\xaf\x27\x1c" + b"x" * 99, "a.7z", "documents.packed"),
        (hostile.svg, "a.svg", "documents.kind"),
        (hostile.svg, "a.png", "documents.kind"),
        (lambda: b"<html><script>alert(1)</script></html>", "a.pdf", "documents.kind"),
        (hostile.picture_and_zip, "a.jpg", "documents.two_kinds"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_at_the_door_it_is_refused_in_words(desk, make, name, code):
    answer = send(desk, make(), name)
    assert (answer.status_code, answer.json()["code"]) == (415, code)
    assert answer.json()["message"].endswith(".")
    assert not Document.objects.exists()
    assert not [path for path in storage().folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("make", "failure"),
    [
        (hostile.billion_pages, {"documents.too_many_pages", "documents.broken"}),
        (hostile.claimed_pages, None),
        (hostile.looping_tree, None),
        (hostile.drawing_itself, None),
        (hostile.deep_arrays, None),
        (hostile.odd_sizes, None),
        (hostile.swelling_stream, None),
        (hostile.cut_off_pdf, None),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_pdf_that_would_break_the_reader_breaks_nothing(desk, make, failure):
    document = send(desk, make(), "bay.pdf").json()
    began = time.monotonic()
    run_jobs()
    took = time.monotonic() - began
    version = Version.objects.get()
    assert version.state in {"ready", "failed"}
    if failure:
        assert version.failure in failure
    told = signed_in(binh()).get(f"/api/documents/{document['id']}").json()
    assert version.state == "ready" or told["message"].endswith(".")
    assert not jobs.stuck()
    assert took < 400
    the_next_one_is_read(desk)


def the_next_one_is_read(desk) -> None:
    good = send(desk, a_pdf(1, text="Tệp tốt"), "tot.pdf").json()
    run_jobs()
    assert signed_in(chi()).get(f"/api/documents/{good['id']}").json()["state"] == "ready"


def test_what_is_active_stays_behind_and_is_told_to_the_keepers(desk):
    document = send(desk, hostile.active_pdf(), "bay.pdf").json()
    run_jobs()
    version = Version.objects.get()
    assert version.left_out == ["files", "forms", "media", "programs", "scripts"]
    shown = renditions.reading_pdf(version)
    with pikepdf.open(shown) as clean:
        whole = b"".join(
            thing.unparse(resolved=True) for thing in clean.objects if not isinstance(thing, pikepdf.Stream)
        )
        assert [str(link.A.URI) for link in clean.pages[0].Annots if "/A" in link and "/URI" in link.A] == [
            "https://vanban.gov.vn/a"
        ]
    for word in (
        b"JavaScript",
        b"/JS",
        b"Launch",
        b"EmbeddedFile",
        b"/XFA",
        b"/AA",
        b"calc.exe",
        b"x.exe",
        b"RichMediaContent",
    ):
        assert word not in whole, word
    assert storage().path(original_key(version.sha256)).read_bytes() == hostile.active_pdf()
    keeper = signed_in(binh()).get(f"/api/documents/{document['id']}").json()
    reader = signed_in(chi()).get(f"/api/documents/{document['id']}").json()
    assert keeper["versions"][0]["left_out"] == version.left_out
    assert reader["versions"][0]["left_out"] == []


def test_a_harmless_pdf_is_not_written_anew(desk):
    send(desk, a_pdf(2), "tot.pdf")
    run_jobs()
    version = Version.objects.get()
    assert version.left_out == []
    assert not storage().exists(renditions.pdf_key(version))


@needs_office
@pytest.mark.needs_office
@pytest.mark.parametrize(
    ("make", "name"),
    [(hostile.billion_laughs, "a.docx"), (hostile.outside_entity, "a.docx"), (hostile.wide_sheet, "a.xlsx")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_an_office_file_that_would_eat_the_machine_or_read_it_does_neither(desk, make, name):
    send(desk, make(), name)
    began = time.monotonic()
    run_jobs()
    version = Version.objects.get()
    assert version.state in {"ready", "failed"}
    assert time.monotonic() - began < 300
    if version.state == "ready":
        assert "root:" not in read_back(renditions.pdf_path(version))
    assert not jobs.stuck()
    good = send(desk, a_docx(1), "tot.docx").json()
    run_jobs()
    assert signed_in(chi()).get(f"/api/documents/{good['id']}").json()["state"] == "ready"


@needs_office
@pytest.mark.needs_office
def test_a_workbook_that_asks_other_machines_gets_no_answer(desk):
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.5)
        send(desk, hostile.linking_sheet(f"http://127.0.0.1:{door.getsockname()[1]}/"), "a.xlsx")
        run_jobs()
        with pytest.raises(TimeoutError):
            door.accept()
    version = Version.objects.get()
    assert version.state == "ready"
    text = read_back(renditions.pdf_path(version))
    assert "Số liệu thu ngân sách" in text
    assert "root:" not in text


@needs_office
@pytest.mark.needs_office
def test_a_template_on_the_writers_own_disk_is_in_every_second_paper(desk):
    assert send(desk, hostile.own_template(), "a.docx").status_code == 201


def test_a_picture_that_carries_a_page_of_script_is_drawn_anew(desk):
    send(desk, hostile.html_in_a_picture(), "anh.png")
    run_jobs()
    version = Version.objects.get()
    assert b"<script>" not in renditions.pdf_path(version).read_bytes()
    original = signed_in(binh()).get(f"/api/documents/{version.document_id}/original")
    assert original["Content-Disposition"].startswith("attachment")
    assert original["X-Content-Type-Options"] == "nosniff"
    original.close()


def test_more_frames_than_pages_are_refused(desk, monkeypatch):
    monkeypatch.setattr("giaoban.documents.actions.converting.MOST_PAGES", 50)
    send(desk, hostile.many_frames(), "a.tif")
    run_jobs()
    assert Version.objects.get().failure == "documents.too_many_pages"


def test_the_processes_that_read_files_have_no_secrets_and_little_memory(desk):
    pdf.ask("look", path=str(_kept(a_pdf(1))), max_pages=9)
    process = pool._idle.get_nowait()
    pool._idle.put(process)
    surroundings = Path(f"/proc/{process.run.pid}/environ").read_text()
    limits = Path(f"/proc/{process.run.pid}/limits").read_text()
    assert not any(word in surroundings for word in ("SECRET", "DATABASE", "PASSWORD", "TOKEN"))
    assert re.search(rf"Max address space\s+{2 * 1024**3}\s", limits)


def _kept(content: bytes):
    path = storage().folder / "kept.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


class Scanner(threading.Thread):
    """A clamd that finds what holds EICAR."""

    def __init__(self, path: str, answer: bytes | None = None) -> None:
        super().__init__(daemon=True)
        self.answer, self.seen = answer, b""
        self.door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.door.bind(path)
        self.door.listen()

    def run(self) -> None:
        line, _address = self.door.accept()
        with line, line.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            content = io.BytesIO()
            while size := struct.unpack("!I", said.read(4))[0]:
                content.write(said.read(size))
            self.seen = content.getvalue()
            found = b"stream: Eicar-Test FOUND" if b"EICAR" in self.seen else b"stream: OK"
            line.sendall((self.answer or found) + b"\0")
        self.door.close()


@pytest.mark.parametrize(
    ("content", "answer", "status", "code"),
    [
        (b"%PDF-1.7\nEICAR\n", None, 415, "documents.virus"),
        (b"%PDF-1.7\nx\n", None, 201, ""),
        (b"%PDF-1.7\nx\n", b"INSTREAM size limit exceeded. ERROR", 503, "documents.virus_unknown"),
    ],
)
def test_the_agencys_virus_scanner_is_asked(desk, settings, own_store, content, answer, status, code):
    address = str(own_store / "clamd")
    scanner = Scanner(address, answer)
    scanner.start()
    settings.CLAMD = f"unix:{address}"
    answer = send(desk, content, "a.pdf")
    scanner.join(5)
    assert (answer.status_code, answer.json().get("code", "")) == (status, code)
    assert scanner.seen == content
    if code == "documents.virus":
        assert "Eicar-Test" in answer.json()["message"]


def test_while_the_scanner_is_away_nothing_comes_in(desk, settings, own_store):
    settings.CLAMD = f"unix:{own_store}/nobody"
    answer = send(desk, a_pdf(1), "a.pdf")
    assert (answer.status_code, answer.json()["code"]) == (503, "documents.virus_unknown")
    assert list((storage().folder / "incoming").iterdir()) == []
