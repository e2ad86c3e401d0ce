"""What the worker does with a file: crashes, hangs, tricks and repeats."""

import os
import signal
import threading
import time

import pytest

from giaoban.documents import actions, office, pdf, secrecy
from giaoban.documents.models import Page, Version
from giaoban.documents.office import listener
from giaoban.documents.pdf import pool
from giaoban.documents.sniff import TYPES, clean_name
from giaoban.documents.storage import original_key, storage
from giaoban.documents.testing import a_document, a_docx, a_door, a_pdf, a_picture, an_odt, read_back
from giaoban.ledger.models import Job
from giaoban.ledger.testing import run_jobs
from giaoban.people.testing import binh, chi

pytestmark = pytest.mark.django_db
needs_office = [
    pytest.mark.needs_office,
    pytest.mark.skipif(not office.is_there(), reason="LibreOffice is not on this machine"),
]


@pytest.fixture
def owner():
    return a_door(seen_by=[chi()], kept_by=[binh()])


def test_it_may_be_repeated(owner):
    document = a_document(owner, sender=binh())
    run_jobs()
    version = document.versions.get()
    before = list(Page.objects.values_list("id", "text"))
    actions.convert(version.id)
    assert list(Page.objects.values_list("id", "text")) == before


def test_killed_in_the_middle_of_reading_it_goes_on_where_it_was(owner):
    document = a_document(owner, sender=binh(), content=a_pdf(120))
    run_jobs()
    version = document.versions.get()
    Version.objects.filter(pk=version.pk).update(pages_done=50)
    Page.objects.filter(version=version, number__gt=50).update(text="", folded="")
    actions.convert(version.id)
    version.refresh_from_db()
    assert version.pages_done == 120
    assert not version.pages.filter(text="").exists()


def test_a_scan_is_told_from_a_text(owner):
    scan = a_document(owner, sender=binh(), content=a_picture(), name="anh.jpg")
    text = a_document(owner, sender=binh())
    run_jobs()
    assert (scan.versions.get().is_scan, text.versions.get().is_scan) == (True, False)


def test_a_parser_that_dies_fails_one_question_and_is_replaced(owner):
    document = a_document(owner, sender=binh())
    path = str(storage().path(original_key(document.versions.get().sha256)))
    pdf.ask("look", path=path, max_pages=10)
    process = pool._idle.get_nowait()
    pool._idle.put(process)
    os.kill(process.run.pid, signal.SIGSTOP)
    with pytest.raises(pdf.PdfFailure, match="too_long"):
        pdf.ask("look", path=path, max_pages=10, seconds=0.3)
    assert pdf.ask("look", path=path, max_pages=10)["pages"] == 3


def test_more_pages_than_we_take_are_refused_in_words(owner, monkeypatch):
    monkeypatch.setattr("giaoban.documents.actions.converting.MOST_PAGES", 2)
    document = a_document(owner, sender=binh())
    run_jobs()
    assert document.versions.get().failure == "documents.too_many_pages"


def test_a_picture_that_would_fill_the_memory_is_refused(owner):
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    huge = a_picture("PNG", 20_000, 15_000)
    document = a_document(owner, sender=binh(), content=huge, name="to.png")
    run_jobs()
    version = document.versions.get()
    assert (version.state, version.failure) == ("failed", "documents.bomb")


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("MẬT", True),
        ("Độ mật: bình thường", False),
        ("ĐỘ MẬT: TUYỆT MẬT", True),
        ("  TỐI MẬT  ", True),
        ("Luật Bảo vệ bí mật nhà nước", False),
        ("MẬT ĐỘ DÂN CƯ", False),
    ],
)
def test_marks_of_secrecy(line, marked):
    assert secrecy.is_marked(f"CỤC HẢI QUAN\n{line}\nNội dung") is marked


def test_a_name_never_leaves_its_folder():
    assert clean_name("../../etc/passwd", TYPES["pdf"]) == "passwd.pdf"
    assert clean_name("a\x00b\u202e.pdf", TYPES["pdf"]) == "ab.pdf"
    assert len(clean_name("x" * 999, TYPES["pdf"])) < 200


def test_the_same_bytes_are_kept_once(owner, own_store):
    other = a_door(seen_by=[chi()], kept_by=[binh()])
    content = a_pdf(1)
    a_document(owner, sender=binh(), content=content)
    a_document(other, sender=binh(), content=content)
    kept = [path for path in (own_store / "files" / "objects").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [content]


class TestOffice:
    pytestmark = needs_office

    def test_linked_files_of_this_machine_do_not_come_into_the_paper(self, own_store):
        from PIL import Image

        Image.new("RGB", (300, 300), "red").save(own_store / "anh.png")
        frame = 'draw:name="a" svg:width="5cm" svg:height="5cm" text:anchor-type="as-char"'
        link = f'xlink:type="simple" xlink:show="embed" xlink:href="file://{own_store}/anh.png"'
        source, out, picture = own_store / "lien-ket.odt", own_store / "out.pdf", own_store / "out.webp"
        source.write_bytes(an_odt(f"<text:p><draw:frame {frame}><draw:image {link}/></draw:frame>Chữ</text:p>"))
        office.to_pdf(source, out)
        pdf.ask("image", path=str(out), page=1, width=400, out=str(picture), careful=False)
        with Image.open(picture) as page:
            colours = page.convert("RGB").getcolors(maxcolors=1 << 20)
        assert "Chữ" in read_back(out)
        assert not [colour for _count, colour in colours if colour[0] > 200 and colour[1] < 80]

    def test_a_linked_address_is_not_asked(self, own_store):
        import socket

        with socket.create_server(("127.0.0.1", 0)) as door:
            door.settimeout(0.2)
            port = door.getsockname()[1]
            body = (
                '<text:p><draw:frame draw:name="a"><draw:image xlink:type="simple" xlink:show="embed"'
                f' xlink:href="http://127.0.0.1:{port}/anh.png"/></draw:frame>Chữ</text:p>'
            )
            source, out = own_store / "anh.odt", own_store / "out.pdf"
            source.write_bytes(an_odt(body))
            office.to_pdf(source, out)
            with pytest.raises(TimeoutError):
                door.accept()
        assert "Chữ" in read_back(out)

    def test_a_hang_is_cut_off_and_the_next_file_works(self, own_store):
        source, out = own_store / "a.docx", own_store / "a.pdf"
        source.write_bytes(a_docx(5))
        office.warm_up()
        running = listener._office
        os.killpg(running.run.pid, signal.SIGSTOP)
        with pytest.raises(office.OfficeFailure, match="too_long"):
            office.to_pdf(source, out, seconds=0.5)
        office.to_pdf(source, out)
        assert out.read_bytes().startswith(b"%PDF")
        assert listener._office is not running

    def test_killed_from_outside_it_comes_back(self, own_store):
        source, out = own_store / "a.docx", own_store / "a.pdf"
        source.write_bytes(a_docx(5))
        office.warm_up()
        os.killpg(listener._office.run.pid, signal.SIGKILL)
        time.sleep(0.1)
        office.to_pdf(source, out)
        assert out.exists()

    def test_two_at_once_wait_for_each_other(self, own_store):
        source = own_store / "a.docx"
        source.write_bytes(a_docx(5))
        outs = [own_store / f"{n}.pdf" for n in range(3)]
        threads = [threading.Thread(target=office.to_pdf, args=(source, out)) for out in outs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(out.exists() for out in outs)

    def test_without_libreoffice_the_job_waits(self, owner, settings):
        settings.OFFICE = "off"
        a_document(owner, sender=binh(), content=a_docx(2), name="a.docx")
        run_jobs()
        assert Version.objects.get().state == "converting"
        job = Job.objects.get(name="documents.convert")
        assert job.done_at is None
        assert "LibreOffice" in job.error


def test_the_sweep_takes_what_nobody_names_and_nothing_else(owner, own_store):
    document = a_document(owner, sender=binh())
    run_jobs()
    folder = own_store / "files"
    kept = original_key(document.versions.get().sha256)
    left = folder / "objects" / "ab" / "cdef"
    cut_off = folder / "incoming" / "upload-x"
    marked = folder / "renditions" / "v" / "marked" / "u.pdf"
    for path in (left, cut_off, marked):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert actions.sweep() == 0, "a day of grace"
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    assert actions.sweep() == 3
    assert not left.exists()
    assert storage().exists(kept)
    assert document.versions.get().pages.count() == 3
