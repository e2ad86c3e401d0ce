"""Who may do what with a document, and what a stranger learns: nothing (DOC-5)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from giaoban.documents import actions, queries
from giaoban.documents.models import Access, Annotation, Grant
from giaoban.documents.testing import KIND, a_document, a_door, a_file, a_pdf, an_active_pdf, read_back
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fetched(client: Client, document, tail: str) -> bytes:
    answer = client.get(f"/api/documents/{document.id}/{tail}")
    assert answer.status_code == 200, answer
    return b"".join(answer.streaming_content)


@pytest.fixture
def owner():
    return a_door(seen_by=[chi()], kept_by=[binh()])


@pytest.fixture
def paper(owner):
    document = a_document(owner, sender=binh())
    run_jobs()
    return document


def addresses(document, note, grant):
    base = f"/api/documents/{document.id}"
    body = {"version": 1, "page": 1, "kind": "note", "body": "x", "pages": [1], "place": 1, "title": "x"}
    return [
        ("get", reverse("documents:read", args=[document.id]), {}),
        ("get", reverse("documents:watch", args=[document.id]), {}),
        ("get", base, {}),
        ("patch", base, {"title": "Đổi tên"}),
        *[("get", f"{base}/{tail}", {}) for tail in ("pdf", "original", "text", "find?q=xin", "pages/1.webp")],
        *[("get", f"{base}/{tail}", {}) for tail in ("annotations", "readers", "log", "grants")],
        *[("post", f"{base}/{tail}", body) for tail in ("annotations", "reading", "place", "withdraw", "restore")],
        ("post", f"{base}/print", {}),
        ("post", f"{base}/grants", {"user": str(dung().id)}),
        ("delete", f"{base}/grants/{grant.id}", {}),
        ("patch", f"/api/annotations/{note.id}", {"body": "x"}),
        ("delete", f"/api/annotations/{note.id}", {}),
        ("post", f"/api/annotations/{note.id}/restore", {}),
    ]


def a_note(document, user, **more):
    given = {"page": 1, "kind": "note", "boxes": [[0.1, 0.1, 0, 0]], "body": "Hỏi lại số liệu", **more}
    return actions.write_note(document_id=document.id, number=1, by=by(user), **given)


def test_a_stranger_finds_nothing_at_any_address(paper):
    note = a_note(paper, chi())
    given = actions.grant(document_id=paper.id, user_id=an().pk, by=by(binh()))
    stranger = signed_in(dung())
    for method, address, body in addresses(paper, note, given):
        answer = getattr(stranger, method)(address, body or None, content_type="application/json")
        assert answer.status_code == 404, address
    upload = stranger.post(f"/api/documents/{paper.id}/versions", {"file": a_file(a_pdf(1)), "reason": "x"})
    assert upload.status_code == 404
    assert Annotation.objects.get().removed_at is None
    assert Grant.objects.count() == 1
    assert not Access.objects.filter(user=dung()).exists()


def test_somebody_who_is_not_signed_in_gets_nothing(paper):
    note = a_note(paper, chi())
    given = actions.grant(document_id=paper.id, user_id=an().pk, by=by(binh()))
    for method, address, body in addresses(paper, note, given):
        answer = getattr(Client(), method)(address, body or None, content_type="application/json")
        assert answer.status_code in {302, 401, 403, 404}, address


def test_private_means_private(paper):
    note = a_note(paper, chi(), quote="đấu tranh")
    keeper = signed_in(binh())
    assert keeper.get(f"/api/documents/{paper.id}/annotations").json() == []
    assert (
        keeper.patch(f"/api/annotations/{note.id}", {"body": "x"}, content_type="application/json").status_code == 404
    )
    assert keeper.delete(f"/api/annotations/{note.id}").status_code == 404
    mine = signed_in(chi()).get(f"/api/documents/{paper.id}/annotations").json()
    assert [(one["body"], one["quote"], one["mine"]) for one in mine] == [("Hỏi lại số liệu", "đấu tranh", True)]


def test_the_book_does_not_say_what_or_where(paper):
    with expect_record("documents.note_written") as entries:
        a_note(paper, chi(), quote="đấu tranh")
    said = f"{entries[0].subject_label} {entries[0].data} {entries[0].subject_kind}"
    assert "Hỏi lại" not in said
    assert str(paper.id) not in said
    assert paper.title not in said


def test_a_note_may_be_changed_removed_and_taken_back(paper):
    note = a_note(paper, chi())
    actions.change_note(note_id=note.id, changes={"body": "Đã hỏi", "color": "green"}, by=by(chi()))
    actions.remove_note(note_id=note.id, by=by(chi()))
    assert list(queries.notes_of(paper, by(chi()))) == []
    actions.restore_note(note_id=note.id, by=by(chi()))
    assert [(one.body, one.color) for one in queries.notes_of(paper, by(chi()))] == [("Đã hỏi", "green")]
    for bad in ({"kind": "note", "body": " "}, {"page": 99}, {"boxes": [[5, 5, 1, 1]]}, {"kind": "scrawl"}):
        with pytest.raises(Invalid):
            a_note(paper, chi(), **bad)


def test_the_owner_says_whether_it_may_be_taken_away(paper):
    reader, keeper = signed_in(chi()), signed_in(binh())
    actions.change_document(document_id=paper.id, changes={"may_download": False}, by=by(binh()))
    refused = reader.get(f"/api/documents/{paper.id}/pdf")
    assert (refused.status_code, refused.json()["code"]) == (403, "documents.may_not_download")
    assert fetched(reader, paper, "pages/1.webp")[8:12] == b"WEBP"
    assert fetched(keeper, paper, "pdf").startswith(b"%PDF")
    assert reader.post(f"/api/documents/{paper.id}/print").json()["code"] == "documents.may_not_print"
    actions.grant(document_id=paper.id, user_id=chi().pk, may_download=True, may_print=True, by=by(binh()))
    assert fetched(reader, paper, "pdf").startswith(b"%PDF")
    assert reader.post(f"/api/documents/{paper.id}/print").status_code == 204


def test_a_grant_lets_somebody_else_in_and_out_again(paper):
    guest = signed_in(dung())
    assert guest.get(f"/api/documents/{paper.id}").status_code == 404
    given = actions.grant(document_id=paper.id, user_id=dung().pk, by=by(binh()))
    found = guest.get(f"/api/documents/{paper.id}").json()
    assert found["can"]["change"] == "documents.may_not_change"
    assert paper.id in queries.seen_among(by(dung()), [paper.id])
    with pytest.raises(Refused):
        actions.grant(document_id=paper.id, user_id=an().pk, by=by(dung()))
    actions.revoke(grant_id=given.id, by=by(binh()))
    assert guest.get(f"/api/documents/{paper.id}").status_code == 404
    assert queries.seen_among(by(dung()), [paper.id]) == set()


def test_a_copy_carries_the_readers_name_and_the_keepers_does_not(paper, own_store):
    copy, clean = own_store / "copy.pdf", own_store / "clean.pdf"
    for user, path in ((chi(), copy), (binh(), clean)):
        path.write_bytes(fetched(signed_in(user), paper, "pdf?download=true"))
    assert read_back(copy).count("Lê Thị Chi") == 3 * 3
    assert "Trần Thị Bình" not in read_back(clean)
    assert signed_in(chi()).get(f"/api/documents/{paper.id}/original").status_code == 403


def test_bytes_come_in_ranges_and_are_never_run(paper):
    client = signed_in(binh())
    whole = client.get(f"/api/documents/{paper.id}/pdf")
    content = b"".join(whole.streaming_content)
    assert whole["Content-Security-Policy"].startswith("sandbox")
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Content-Disposition"].startswith("inline")
    part = client.get(f"/api/documents/{paper.id}/pdf", headers={"Range": "bytes=5-104"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, content[5:105])
    assert part["Content-Range"] == f"bytes 5-104/{len(content)}"
    tail = client.get(f"/api/documents/{paper.id}/pdf", headers={"Range": "bytes=-10"})
    assert b"".join(tail.streaming_content) == content[-10:]
    assert client.get(f"/api/documents/{paper.id}/pdf", headers={"Range": "bytes=99999999-"}).status_code == 416
    again = client.get(f"/api/documents/{paper.id}/pdf", headers={"If-None-Match": whole["ETag"]})
    assert again.status_code == 304


def test_scripts_and_embedded_files_stay_behind(owner):
    document = a_document(owner, sender=binh(), content=an_active_pdf(), name="bay.pdf")
    run_jobs()
    client = signed_in(binh())
    shown = fetched(client, document, "pdf")
    assert b"JavaScript" not in shown
    assert b"EmbeddedFile" not in shown
    assert fetched(client, document, "original") == an_active_pdf()


def test_a_new_version_needs_a_reason_and_tells_who_read_the_old_one(paper):
    actions.note_reading(document_id=paper.id, number=1, pages=[1, 2, 77], last_page=2, by=by(chi()))
    with pytest.raises(Invalid):
        actions.add_version(document_id=paper.id, file=a_file(a_pdf(2)), reason=" ", vouched=True, by=by(binh()))
    with expect_record("documents.replaced"):
        actions.add_version(
            document_id=paper.id, file=a_file(a_pdf(2)), reason="Sửa số liệu thu", vouched=True, by=by(binh())
        )
    assert queries.people_who_read(paper.id) == {chi().pk}
    assert queries.readable(paper).number == 1, "the old one is shown until the new one can be"
    run_jobs()
    found = signed_in(chi()).get(f"/api/documents/{paper.id}").json()
    assert (found["version"], found["pages"], found["changed_since_read"], found["read"]) == (2, 2, True, [])
    assert found["versions"][0]["reason"] == "Sửa số liệu thu"
    assert fetched(signed_in(chi()), paper, "pages/3.webp?version=1")


def test_a_locked_paper_refuses_in_words_until_it_is_opened(paper):
    actions.lock_paper(document_id=paper.id, by=by(an()))
    with pytest.raises(Refused, match=r"documents\.locked"):
        actions.add_version(document_id=paper.id, file=a_file(a_pdf(2)), reason="Sửa", vouched=True, by=by(binh()))
    for refused in (
        lambda: actions.withdraw_document(document_id=paper.id, by=by(binh())),
        lambda: actions.change_document(document_id=paper.id, changes={"title": "Khác"}, by=by(binh())),
    ):
        with pytest.raises(Refused, match=r"documents\.locked"):
            refused()
    actions.unlock_paper(document_id=paper.id, by=by(an()))
    actions.change_document(document_id=paper.id, changes={"title": "Khác"}, by=by(binh()))


def test_a_withdrawn_paper_is_gone_for_readers_and_can_be_brought_back(paper):
    actions.withdraw_document(document_id=paper.id, by=by(binh()))
    assert signed_in(chi()).get(f"/api/documents/{paper.id}").status_code == 404
    assert queries.papers_of(KIND, [paper.owner_id]) == {}
    assert list(queries.search_parts(paper.id)) == []
    assert signed_in(binh()).get(f"/api/documents/{paper.id}").json()["withdrawn_at"]
    actions.restore_document(document_id=paper.id, by=by(binh()))
    assert signed_in(chi()).get(f"/api/documents/{paper.id}").status_code == 200


def test_keepers_see_who_opened_what_and_how_far(paper):
    reader = signed_in(chi())
    reader.get(reverse("documents:read", args=[paper.id]))
    fetched(reader, paper, "pages/1.webp")
    fetched(reader, paper, "pdf?download=true")
    body = {"version": 1, "pages": [1, 2], "last_page": 2}
    reader.post(f"/api/documents/{paper.id}/reading", body, content_type="application/json")
    keeper = signed_in(binh())
    states = {row["name"]: row for row in keeper.get(f"/api/documents/{paper.id}/readers").json()}
    assert (states["Lê Thị Chi"]["opened"], states["Lê Thị Chi"]["pages"], states["Lê Thị Chi"]["total"]) == (
        True,
        2,
        3,
    )
    assert states["Trần Thị Bình"]["opened"] is False
    log = keeper.get(f"/api/documents/{paper.id}/log").json()
    assert [row["what"] for row in log] == ["download", "see"], "turning pages is one look"
    assert reader.get(f"/api/documents/{paper.id}/log").json()["code"] == "documents.may_not_watch"
    shown = keeper.get(reverse("documents:watch", args=[paper.id])).content.decode()
    assert "Lê Thị Chi" in shown
    assert re.search(r'href="\?tab=readers"\s+aria-current="page"', shown)
    log_page = keeper.get(reverse("documents:watch", args=[paper.id]) + "?tab=log").content.decode()
    assert "Tải về" in log_page
    assert re.search(r'href="\?tab=log"\s+aria-current="page"', log_page)
    assert queries.not_opened_by(KIND, [paper.owner_id], [chi().pk, binh().pk]) == {binh().pk}


def test_lists_tell_pages_minutes_and_what_was_read_in_few_queries(owner, django_assert_max_num_queries):
    papers = [a_document(owner, sender=binh(), content=a_pdf(2, text=f"Bản {n}"), name=f"{n}.pdf") for n in range(4)]
    run_jobs()
    actions.note_reading(document_id=papers[0].id, number=1, pages=[1, 2], last_page=2, by=by(chi()))
    reader = chi().pk
    with django_assert_max_num_queries(3):
        rows = queries.papers_of(KIND, [owner], reader)[owner]
    assert [(row.pages, row.minutes, row.pages_read, row.opened, row.done) for row in rows] == [
        (2, 3, 2, True, True),
        *[(2, 3, 0, False, False)] * 3,
    ]


def test_papers_are_put_in_order(owner):
    first, second, third = (a_document(owner, sender=binh(), content=a_pdf(n), name=f"{n}.pdf") for n in (1, 2, 3))
    actions.move_document(document_id=third.id, place=1, by=by(binh()))
    shown = [row.document.id for row in queries.papers_of(KIND, [owner])[owner]]
    assert shown == [third.id, first.id, second.id]
    with expect_record():
        actions.move_document(document_id=third.id, place=1, by=by(binh()))


def test_a_secret_word_in_another_owner_is_not_told(owner):
    document = a_document(owner, sender=binh())
    other = a_door(seen_by=[dung()], kept_by=[dung()])
    twin = a_document(other, sender=dung())
    assert twin.id != document.id, "the same bytes at another owner's are nobody's business"
    with pytest.raises(Conflict):
        a_document(other, sender=dung())
    with pytest.raises(NotFound):
        actions.add_version(document_id=document.id, file=a_file(a_pdf(9)), reason="x", vouched=True, by=by(dung()))
