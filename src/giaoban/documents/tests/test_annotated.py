"""A copy with notes: annotations that other readers of PDF know; what was sent, and signed, is not touched."""

import io
from dataclasses import dataclass
from hashlib import sha256

import pikepdf
import pypdfium2
import pytest
from django.test import Client

from giaoban.documents import actions
from giaoban.documents.storage import original_key, storage
from giaoban.documents.testing import a_document, a_door, a_pdf, a_scan
from giaoban.ledger.testing import run_jobs
from giaoban.people.testing import an, binh, by, chi

pytestmark = pytest.mark.django_db

RING = [[[0.2, 0.2, 0.5], [0.4, 0.3, 0.9], [0.2, 0.3, 0.5]]]


@pytest.fixture
def paper():
    document = a_document(a_door(seen_by=[an(), chi()], kept_by=[binh()]), sender=binh())
    run_jobs()
    return document


def written(paper, user, kind: str, **more):
    note = {"number": 1, "page": 1, "kind": kind, "boxes": [[0.1, 0.2, 0.3, 0.02]], **more}
    return actions.write_note(document_id=paper.id, **note, by=by(user))


def taken(paper, user) -> bytes:
    client = Client()
    client.force_login(user)
    reply = client.get(f"/api/documents/{paper.id}/pdf?notes=true")
    assert reply.status_code == 200
    assert "attachment" in reply["Content-Disposition"]
    return b"".join(reply.streaming_content)


@dataclass
class Read:
    """An annotation as another program reads it."""

    kind: str
    by: str
    words: str
    area: list[float]
    quad: list[float]
    drawn: bool


def annotations(content: bytes, page: int = 1) -> list[Read]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            Read(
                kind=str(one.Subtype),
                by=str(one.T),
                words=str(one.Contents),
                area=[float(side) for side in one.Rect],
                quad=[float(side) for side in one.get("/QuadPoints", [])],
                drawn="/N" in one.AP,
            )
            for one in pdf.pages[page - 1].obj.get("/Annots", [])
        ]


def test_each_kind_becomes_an_annotation_of_its_kind(paper):
    written(paper, chi(), "highlight", quote="giao ban", body="Hỏi lại số liệu")
    written(paper, chi(), "ink", strokes=RING, thickness=3)
    written(paper, chi(), "note", boxes=[[0.5, 0.5, 0, 0]], body="Đề nghị làm rõ")
    found = annotations(taken(paper, chi()))
    assert sorted(one.kind for one in found) == ["/Highlight", "/Ink", "/Text"]
    assert {one.by for one in found} == {"Lê Thị Chi"}
    assert {one.words for one in found} == {"Hỏi lại số liệu", "", "Đề nghị làm rõ"}
    assert all(one.drawn for one in found)


def test_a_highlight_lies_on_the_words_that_were_marked(paper):
    written(paper, chi(), "highlight", quote="giao ban", boxes=[[0.1, 0.2, 0.3, 0.02]])
    (one,) = annotations(taken(paper, chi()))
    quad = one.quad
    width, height = 595.28, 841.89
    assert quad[:4] == pytest.approx([0.1 * width, 0.8 * height, 0.4 * width, 0.8 * height], abs=0.5)
    assert quad[4:] == pytest.approx([0.1 * width, 0.78 * height, 0.4 * width, 0.78 * height], abs=0.5)


def test_another_reader_of_pdf_sees_and_draws_them(paper):
    before = _picture(taken(paper, chi()))
    written(paper, chi(), "ink", strokes=RING, thickness=8, color="pink")
    after = _picture(taken(paper, chi()))
    assert before != after
    document = pypdfium2.PdfDocument(taken(paper, chi()))
    raw = pypdfium2.raw
    page = document[0]
    assert raw.FPDFPage_GetAnnotCount(page) == 1
    one = raw.FPDFPage_GetAnnot(page, 0)
    assert raw.FPDFAnnot_GetSubtype(one) == raw.FPDF_ANNOT_INK
    raw.FPDFPage_CloseAnnot(one)
    document.close()


def _picture(content: bytes) -> bytes:
    document = pypdfium2.PdfDocument(content)
    picture = document[0].render(scale=0.5, may_draw_forms=False).to_pil().tobytes()
    document.close()
    return picture


def test_everybody_gets_the_notes_they_may_see_and_no_other(paper):
    written(paper, chi(), "note", boxes=[[0.5, 0.5, 0, 0]], body="Của riêng Chi")
    shared = written(paper, chi(), "note", boxes=[[0.5, 0.6, 0, 0]], body="Cho mọi người")
    actions.share_note(note_id=shared.pk, sharing="all", by=by(chi()))
    assert [one.words for one in annotations(taken(paper, binh()))] == ["Cho mọi người"]
    assert len(annotations(taken(paper, chi()))) == 2


def test_what_was_sent_stays_byte_for_byte(paper):
    version = paper.versions.get()
    path = storage().path(original_key(version.sha256))
    written(paper, chi(), "highlight", quote="giao ban")
    taken(paper, chi())
    assert sha256(path.read_bytes()).hexdigest() == version.sha256


def test_on_a_page_that_lay_sideways_they_stand_upright():
    content = a_scan(turned=90)
    document = a_document(a_door(seen_by=[chi()], kept_by=[binh()]), sender=binh(), content=content, name="quet.pdf")
    version = document.versions.get()
    run_jobs()
    version.refresh_from_db()
    note = written(document, chi(), "note", boxes=[[0.0, 0.0, 0, 0]], body="Góc trên bên trái")
    (one,) = annotations(taken(document, chi()))
    pdf = pikepdf.open(io.BytesIO(taken(document, chi())))
    turned = int(pdf.pages[0].obj.get("/Rotate", 0))
    x, y = one.area[:2]
    box = [float(side) for side in pdf.pages[0].cropbox]
    corners = {0: (box[0], box[3]), 90: (box[0], box[1]), 180: (box[2], box[1]), 270: (box[2], box[3])}
    assert (x, y) == pytest.approx(corners[turned], abs=1), note


def test_who_may_not_download_takes_no_copy(paper):
    actions.change_document(document_id=paper.id, changes={"may_download": False}, by=by(binh()))
    client = Client()
    client.force_login(chi())
    assert client.get(f"/api/documents/{paper.id}/pdf?notes=true").status_code == 403


def test_a_paper_without_notes_is_taken_as_it_is(paper):
    assert annotations(taken(paper, chi())) == []
    assert len(pikepdf.open(io.BytesIO(taken(paper, chi()))).pages) == len(pikepdf.open(io.BytesIO(a_pdf())).pages)
