"""The pages of votes: what came out, line by line; the votes of a meeting; the workbook; who may see them."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.voting import actions, sealing
from giaoban.voting.testing import a_poll, an_open_poll, casts, published, voted


def _get(user, name, *args):
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"voting:{name}", args=args))


@pytest.fixture
def secret(running):
    poll = an_open_poll(running, secrecy="secret", item_id=running.items.first().pk)
    casts(poll, chi(), "agree", commitment=sealing.fingerprint("ABCD"))
    casts(poll, an(), "other", text="Đề nghị thí điểm")
    return published(poll)


def test_everybody_in_the_room_reads_a_published_result(secret):
    page = _get(chi(), "result", secret.pk)
    text = page.content.decode()
    assert page.status_code == 200
    for words in (secret.question, "Không được thông qua", sealing.fingerprint("ABCD"), "Đề nghị thí điểm", "2/4"):
        assert words in text
    assert "Lê Thị Chi</" not in text.split('id="lines"')[1], "no name stands beside a secret ballot"


def test_names_stand_beside_open_ballots(running):
    poll = published(an_open_poll(running), chi="agree", an="disagree")
    text = _get(chi(), "result", poll.pk).content.decode()
    assert "Lê Thị Chi" in text.split('id="lines"')[1]


def test_of_a_closed_vote_only_the_secretary_sees_names(running):
    poll = published(an_open_poll(running, secrecy="closed"), chi="agree")
    assert 'id="lines"' not in _get(an(), "result", poll.pk).content.decode()
    assert "Lê Thị Chi" in _get(binh(), "result", poll.pk).content.decode().split('id="lines"')[1]


def test_nobody_reads_ahead_and_outsiders_see_nothing(running):
    poll = voted(an_open_poll(running), chi="agree")
    assert _get(chi(), "result", poll.pk).status_code == 403
    assert _get(binh(), "result", poll.pk).status_code == 200
    for name in ("result", "export"):
        assert _get(dung(), name, poll.pk).status_code == 404
    for name in ("of_meeting", "card"):
        assert _get(dung(), name, running.pk).status_code == 404


def test_the_votes_of_a_meeting(secret, running):
    draft = a_poll(running, question="Câu hỏi chưa mở")
    text = _get(chi(), "of_meeting", running.pk).content.decode()
    assert secret.question in text
    assert draft.question not in text
    assert draft.question in _get(binh(), "of_meeting", running.pk).content.decode()
    card = _get(chi(), "card", running.pk).content.decode()
    assert reverse("voting:result", args=[secret.pk]) in card


def test_a_meeting_without_votes_has_no_card(running):
    assert _get(chi(), "card", running.pk).content.decode().strip() == ""


def test_rounds_point_to_each_other(running):
    first = published(an_open_poll(running, secrecy="open"), chi="agree")
    second = actions.hold_again(poll_id=first.pk, by=by(an()))
    actions.open_poll(poll_id=second.pk, by=by(an()))
    published(second, chi="agree")
    text = _get(chi(), "result", second.pk).content.decode()
    assert reverse("voting:result", args=[first.pk]) in text


def test_the_workbook_holds_what_the_person_may_see(running):
    poll = published(an_open_poll(running, question="=1+1"), chi="agree", an="abstain")
    book = CalamineWorkbook.from_filelike(BytesIO(_get(binh(), "export", poll.pk).content))
    assert book.sheet_names == ["Kết quả", "Từng phiếu", "Danh sách biểu quyết"]
    rows = book.get_sheet_by_name("Từng phiếu").to_python()
    assert [row[1] for row in rows[1:]] == ["Nguyễn Văn An", "Lê Thị Chi"]
    assert book.get_sheet_by_name("Kết quả").to_python()[0][1] == "=1+1"
    member = CalamineWorkbook.from_filelike(BytesIO(_get(chi(), "export", poll.pk).content))
    assert member.sheet_names == ["Kết quả", "Từng phiếu"]
