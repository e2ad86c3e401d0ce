"""Two versions of a paper side by side: which pages and words changed, for everybody and since I read it."""

import pytest
from django.test import Client

from giaoban.documents import actions, comparisons, ocr
from giaoban.documents.models import Version
from giaoban.documents.storage import storage
from giaoban.documents.testing import a_document, a_door, a_file, a_page_of_words, a_pdf_of, a_scan
from giaoban.ledger.models import Job
from giaoban.ledger.testing import run_jobs
from giaoban.people.testing import binh, by, chi, dung

pytestmark = pytest.mark.django_db
FIRST = [a_page_of_words(number) for number in (1, 2, 3)]


@pytest.fixture
def owner():
    return a_door(seen_by=[chi()], kept_by=[binh()])


@pytest.fixture
def paper(owner):
    document = a_document(owner, sender=binh(), content=a_pdf_of(*FIRST))
    run_jobs()
    return document


def replace(document, content: bytes, reason: str = "Sửa số liệu") -> Version:
    version = actions.add_version(
        document_id=document.id, file=a_file(content), reason=reason, vouched=True, by=by(binh())
    )
    run_jobs()
    version.refresh_from_db()
    return version


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def compared(document, user=None, **asked):
    return signed_in(user or chi()).get(f"/api/documents/{document.id}/comparison", asked)


CHANGED = [
    FIRST[0],
    FIRST[1].replace("chín mươi hai phần trăm", "chín mươi lăm phần trăm", 1),
    "Trang thêm. " * 20,
    FIRST[2],
]


def test_pages_and_words_that_changed_are_told(paper):
    replace(paper, a_pdf_of(*CHANGED))
    found = compared(paper).json()
    assert (found["old"], found["new"], found["waiting"], found["machine_read"]) == (1, 2, 0, False)
    assert [(row["state"], row["before"], row["page"], row["added"], row["removed"]) for row in found["pages"]] == [
        ("same", 1, 1, 0, 0),
        ("changed", 2, 2, 1, 1),
        ("new", None, 3, 40, 0),
        ("same", 3, 4, 0, 0),
    ]
    assert (found["same"], found["changed"], found["added"], found["gone"]) == (2, 1, 1, 0)
    page = signed_in(chi()).get(f"/api/documents/{paper.id}/comparison/page", {"page": 2}).json()
    told = {piece["kind"]: piece for piece in page["pieces"] if piece["kind"] != "same"}
    assert (told["added"]["text"], told["removed"]["text"]) == ("lăm", "hai")
    (x, y, width, height), *_more = told["added"]["boxes"]
    assert 0 < x < 1
    assert 0 < y < 1
    assert 0 < width < 0.1
    assert 0 < height < 0.05


def test_a_page_that_is_gone_can_be_looked_at(paper):
    replace(paper, a_pdf_of(FIRST[0], FIRST[2]))
    found = compared(paper).json()
    assert [(row["state"], row["before"]) for row in found["pages"]] == [("same", 1), ("gone", 2), ("same", 3)]
    gone = signed_in(chi()).get(f"/api/documents/{paper.id}/comparison/page", {"before": 2}).json()
    assert gone["pieces"][0]["kind"] == "removed"
    assert signed_in(chi()).get(f"/api/documents/{paper.id}/comparison/page", {"page": 9}).status_code == 404


def test_any_two_versions_can_be_compared(paper):
    replace(paper, a_pdf_of(*CHANGED))
    replace(paper, a_pdf_of(*FIRST))
    assert compared(paper, old=1, new=3).json()["same"] == 3
    assert compared(paper).json()["old"] == 2
    assert compared(paper, old=1, new=7).status_code == 404


def test_one_version_has_nothing_to_be_compared_with(paper):
    answer = compared(paper)
    assert (answer.status_code, answer.json()["code"]) == (404, "documents.no_such_version")


def test_strangers_compare_nothing(paper):
    replace(paper, a_pdf_of(*CHANGED))
    assert compared(paper, dung()).status_code == 404
    assert signed_in(dung()).get(f"/api/documents/{paper.id}/comparison/page?page=1").status_code == 404


def test_a_stamp_that_came_is_a_change_though_the_words_are_the_same(owner):
    document = a_document(owner, sender=binh(), content=a_pdf_of(FIRST[0]))
    run_jobs()
    stamp = "#place(bottom + right, circle(radius: 40pt, fill: red))\n"
    replace(document, a_pdf_of(stamp + FIRST[0]))
    (row,) = compared(document).json()["pages"]
    assert (row["state"], row["looks"], row["added"], row["removed"]) == ("changed", True, 0, 0)


@pytest.mark.skipif(not ocr.is_there(), reason="Tesseract with Vietnamese is not on this machine")
def test_a_scan_is_compared_with_the_text_it_was_printed_from(owner):
    document = a_document(owner, sender=binh(), content=a_pdf_of(*FIRST[:2]))
    run_jobs()
    version = actions.add_version(
        document_id=document.id,
        file=a_file(a_scan(FIRST[0], CHANGED[1])),
        reason="Bản đã ký",
        vouched=True,
        by=by(binh()),
    )
    Job.objects.filter(name="documents.recognize").delete()
    from giaoban.ledger import jobs

    jobs.run_due(("main", "papers"))
    assert compared(document).json()["waiting"] == 2
    actions.read_again(document_id=document.id, pages=[1, 2], by=by(binh()))
    run_jobs()
    found = compared(document).json()
    assert (found["machine_read"], found["waiting"], version.number) == (True, 0, 2)
    assert [(row["state"], row["added"], row["removed"]) for row in found["pages"]] == [
        ("same", 0, 0),
        ("changed", 1, 1),
    ]


def test_the_comparison_waits_ready_made_and_is_made_once(paper, monkeypatch):
    version = replace(paper, a_pdf_of(*CHANGED))
    folder = storage().folder / "renditions" / str(version.id) / "compared"
    (kept,) = folder.iterdir()
    before = kept.stat().st_mtime_ns
    first = paper.versions.get(number=1)
    again = comparisons.between(first, version)
    assert kept.stat().st_mtime_ns == before
    assert again.row_of(2).pieces[1].text in {"hai", "lăm"}


def test_each_reader_is_told_what_changed_since_the_own_reading(paper):
    def told(user):
        found = signed_in(user).get(f"/api/documents/{paper.id}").json()
        return found["changed_since_read"], found["read_before"]

    actions.note_reading(document_id=paper.id, number=1, pages=[1, 2], last_page=2, by=by(chi()))
    assert told(chi()) == (False, None)
    replace(paper, a_pdf_of(*CHANGED))
    assert told(chi()) == (True, 1)
    assert told(binh()) == (False, None)
    actions.note_reading(document_id=paper.id, number=2, pages=[1], last_page=1, by=by(chi()))
    assert told(chi()) == (False, 1), "while the new one is being read, the old reading is still what to compare with"
    replace(paper, a_pdf_of(*FIRST))
    assert told(chi()) == (True, 2)
    replace(paper, a_pdf_of(FIRST[0]))
    actions.note_reading(document_id=paper.id, number=4, pages=[], last_page=1, by=by(chi()))
    assert told(chi()) == (False, 2), "the third was never looked at"


def test_a_locked_paper_takes_no_new_version(paper):
    from giaoban.kernel.errors import Refused

    actions.lock_paper(document_id=paper.id, by=by(binh()))
    with pytest.raises(Refused, match="locked"):
        replace(paper, a_pdf_of(*CHANGED))
    actions.unlock_paper(document_id=paper.id, by=by(binh()))
    assert replace(paper, a_pdf_of(*CHANGED), "Theo ý kiến duyệt").reason == "Theo ý kiến duyệt"
