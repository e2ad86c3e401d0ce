"""Pages of a document: what it is, who may do what, what changed, who signed."""

import pytest
from django.test import Client
from django.urls import reverse

from giaoban.documents import actions
from giaoban.documents.models import Grant
from giaoban.documents.testing import a_document, a_door, a_file, a_page_of_words, a_pdf_of
from giaoban.documents.tests import certificates as ca
from giaoban.documents.tests import hostile
from giaoban.ledger.testing import run_jobs
from giaoban.people.models import Unit
from giaoban.people.testing import an, binh, by, chi, dung, em

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, document, *more) -> str:
    return reverse(f"documents:{name}", args=[document.pk, *more])


def page(user, name: str, document, **asked) -> str:
    return signed_in(user).get(address(name, document), asked).content.decode()


@pytest.fixture
def owner():
    return a_door(seen_by=[chi()], kept_by=[binh()])


@pytest.fixture
def paper(owner):
    document = a_document(owner, sender=binh(), content=a_pdf_of(a_page_of_words(1), a_page_of_words(2)))
    run_jobs()
    return document


def replaced(document, *pages: str) -> None:
    actions.add_version(
        document_id=document.id, file=a_file(a_pdf_of(*pages)), reason="Sửa số liệu", vouched=True, by=by(binh())
    )
    run_jobs()


def test_a_keeper_sees_all_and_a_reader_what_is_the_readers(paper, django_assert_max_num_queries):
    keeper, reader = page(binh(), "details", paper), page(chi(), "details", paper)
    for words in ("Bản 1", "Tệp không có chữ ký số"):
        assert words in keeper
        assert words in reader
    for words in ("Thay bản mới", "Chia sẻ riêng", "Tên và quyền của người đọc", "Sổ giao nhận bản giấy"):
        assert words in keeper
        assert words not in reader
    assert signed_in(dung()).get(address("details", paper)).status_code == 404
    client = signed_in(binh())
    with django_assert_max_num_queries(40):
        client.get(address("details", paper))


def test_the_file_is_replaced_with_a_reason_and_what_was_typed_is_kept(paper):
    client = signed_in(binh())
    refused = client.post(
        address("replace", paper), {"reason": "Sửa biểu 3", "file": a_file(b"MZ\x90", "a.pdf"), "vouched": "on"}
    )
    assert refused.status_code == 422
    assert "Sửa biểu 3" in refused.content.decode()
    assert "không phải loại văn bản được nhận" in refused.content.decode()
    macro = client.post(
        address("replace", paper), {"reason": "x", "file": a_file(hostile.macro_docx(), "a.docx"), "vouched": "on"}
    )
    assert "có chứa macro" in macro.content.decode()
    done = client.post(
        address("replace", paper), {"reason": "Sửa biểu 3", "file": a_file(a_pdf_of("Mới")), "vouched": "on"}
    )
    assert done.status_code == 302
    assert "Lý do thay: Sửa biểu 3" in page(chi(), "details", paper)
    assert signed_in(chi()).post(address("replace", paper), {}).status_code in {403, 422}
    assert signed_in(dung()).post(address("replace", paper), {}).status_code == 404


def test_rights_are_set_on_the_page(paper):
    client = signed_in(binh())
    assert client.post(address("change", paper), {"title": "Báo cáo quý", "may_print": "on"}).status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.may_download, paper.may_print, paper.watermark) == ("Báo cáo quý", False, True, False)
    assert client.post(address("change", paper), {"title": " "}).status_code == 422
    assert signed_in(chi()).post(address("change", paper), {"title": "x"}).status_code == 403


def test_it_is_shared_with_a_person_and_a_unit_and_taken_back(paper):
    client = signed_in(binh())
    assert client.post(address("grant", paper), {}).status_code == 422
    assert client.post(address("grant", paper), {"user": str(dung().pk), "may_download": "on"}).status_code == 302
    unit = Unit.objects.exclude(members__isnull=True).first() if hasattr(Unit, "members") else Unit.objects.first()
    assert client.post(address("grant", paper), {"unit": str(unit.pk)}).status_code == 302
    assert "Phạm Văn Dũng" in page(binh(), "details", paper) or dung().full_name in page(binh(), "details", paper)
    assert signed_in(dung()).get(address("details", paper)).status_code == 200
    given = Grant.objects.get(user=dung())
    assert signed_in(chi()).post(address("revoke", paper, given.pk)).status_code == 403
    assert client.post(address("revoke", paper, given.pk)).status_code == 302
    assert not Grant.objects.filter(user=dung()).exists()


def test_it_is_withdrawn_and_brought_back(paper):
    client = signed_in(binh())
    assert client.post(address("withdraw", paper)).status_code == 302
    assert signed_in(chi()).get(address("details", paper)).status_code == 404
    assert "Tài liệu đã được rút" in page(binh(), "details", paper)
    assert client.post(address("restore", paper)).status_code == 302
    assert signed_in(chi()).get(address("details", paper)).status_code == 200


def test_a_reader_is_told_that_it_changed_and_what(paper):
    actions.note_reading(document_id=paper.id, number=1, pages=[1, 2], last_page=2, by=by(chi()))
    replaced(paper, a_page_of_words(1), a_page_of_words(2).replace("chín mươi hai", "chín mươi lăm", 1))
    assert "Tài liệu đã thay đổi từ khi đồng chí đọc bản 1" in page(chi(), "details", paper)
    shown = page(chi(), "compare", paper)
    assert "1 trang sửa" in shown
    assert "<ins>lăm</ins>" in shown
    assert "<del>hai</del>" in shown
    assert 'class="mark-added"' in shown
    assert "Trang này giữ nguyên từng chữ" in page(chi(), "compare", paper, trang=1)
    assert signed_in(dung()).get(address("compare", paper)).status_code == 404


def test_with_one_version_there_is_nothing_to_compare(paper):
    assert signed_in(chi()).get(address("compare", paper)).status_code == 404


def test_who_signed_stands_on_the_page(owner):
    content = ca.signed(a_pdf_of(a_page_of_words()), ca.an(), box=(100, 100, 300, 160))
    document = a_document(owner, sender=binh(), content=content)
    run_jobs()
    shown = page(chi(), "details", document)
    assert "Nguyễn Văn An" in shown
    assert "Chưa xác minh được nơi cấp chứng thư" in shown
    administrator = signed_in(em())
    where = reverse("documents:authorities")
    assert "Chưa tin cậy tổ chức nào" in administrator.get(where).content.decode()
    assert administrator.post(where, {"file": a_file(b"rac", "a.cer")}).status_code == 422
    assert administrator.post(where, {"file": a_file(ca.root().pem, "a.cer")}).status_code == 302
    run_jobs()
    assert "RootCA thử nghiệm" in administrator.get(where).content.decode()
    assert "Hợp lệ" in page(chi(), "details", document)
    for user in (an(), binh(), chi(), dung()):
        assert signed_in(user).get(where).status_code == 404
    from giaoban.documents.models import Authority

    drop = reverse("documents:distrust", args=[Authority.objects.get().pk])
    assert signed_in(binh()).post(drop).status_code == 404
    assert administrator.post(drop).status_code == 302


def test_pages_that_could_not_be_read_are_named_and_read_again(paper):
    from giaoban.documents.models import Recognition

    version = paper.versions.get()
    row = version.pages.get(number=2)
    Recognition.objects.create(page=row, state="failed", why="scan", failure="documents.page_unreadable")
    type(version).objects.filter(pk=version.pk).update(scan_pages=1, scan_failed=1)
    shown = page(binh(), "details", paper)
    assert "1 trang không nhận dạng được" in shown
    assert "Nhận dạng lại" in shown
    assert "Nhận dạng lại" not in page(chi(), "details", paper)
    assert signed_in(binh()).post(address("read_again", paper)).status_code == 302
    assert Recognition.objects.get().state == "waiting"


def test_what_was_left_out_is_told_to_the_keeper(owner):
    document = a_document(owner, sender=binh(), content=hostile.active_pdf())
    run_jobs()
    assert "tệp đính kèm bên trong, biểu mẫu tự gửi" in page(binh(), "details", document)
    assert "biểu mẫu tự gửi" not in page(chi(), "details", document)
