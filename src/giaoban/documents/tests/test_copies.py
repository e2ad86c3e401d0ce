"""The register of paper copies: one number in one hand, collected after the meeting (R-45-15)."""

import dataclasses
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from giaoban.documents import actions
from giaoban.documents.doors import DOORS
from giaoban.documents.models import PaperCopy
from giaoban.documents.testing import KIND, a_document, a_door
from giaoban.kernel import clock
from giaoban.kernel.errors import Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.notify.models import Delivery
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret():
    owner = a_door(seen_by=[chi(), an()], kept_by=[binh()], secret=True)
    return actions.add_placeholder(owner_kind=KIND, owner_id=owner, by=by(binh()))


def hand_out(document, *users, names=(), user=None):
    return actions.hand_out_copies(
        document_id=document.id, user_ids=[one.pk for one in users], names=names, by=by(user or binh())
    )


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_copies_are_numbered_and_each_holder_has_one(secret):
    with expect_record("documents.copies_handed_out"):
        given = hand_out(secret, chi(), an(), names=["Đại tá  Lê Khách", " "])
    assert [(copy.number, copy.holder_name) for copy in given] == [
        (1, "Lê Thị Chi"),
        (2, "Nguyễn Văn An"),
        (3, "Đại tá Lê Khách"),
    ]
    with expect_record():
        assert hand_out(secret, chi(), names=["Đại tá Lê Khách"]) == []
    assert [copy.number for copy in hand_out(secret, dung())] == [4]
    with pytest.raises(Invalid, match="whom_to_hand"):
        hand_out(secret)


def test_they_are_taken_back_one_by_one_and_all_at_once(secret):
    first, _second, _third = hand_out(secret, chi(), an(), dung())
    with expect_record("documents.copy_taken_back"):
        actions.take_back_copy(copy_id=first.id, by=by(binh()))
    with expect_record():
        actions.take_back_copy(copy_id=first.id, by=by(binh()))
    with expect_record("documents.copies_taken_back"):
        assert actions.take_back_all(document_id=secret.id, by=by(binh())) == 2
    assert actions.take_back_all(document_id=secret.id, by=by(binh())) == 0
    assert set(PaperCopy.objects.values_list("state", "taken_by")) == {("returned", binh().pk)}
    assert [copy.number for copy in hand_out(secret, chi())] == [4], "who gave it back may get another"


def test_one_that_cannot_be_found_is_written_down_and_may_still_come_back(secret):
    (copy,) = hand_out(secret, chi())
    with pytest.raises(Invalid, match="note_needed"):
        actions.report_missing_copy(copy_id=copy.id, note=" ", by=by(binh()))
    with expect_record("documents.copy_missing"):
        actions.report_missing_copy(copy_id=copy.id, note="Để quên ở phòng họp", by=by(binh()))
    with expect_record():
        actions.report_missing_copy(copy_id=copy.id, note="Để quên ở phòng họp", by=by(binh()))
    assert actions.take_back_all(document_id=secret.id, by=by(binh())) == 0, "what is missing is not in the pile"
    assert actions.take_back_copy(copy_id=copy.id, by=by(binh())).state == "returned"


def test_a_number_is_in_one_hand_at_a_time(secret):
    hand_out(secret, chi())
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperCopy.objects.create(document=secret, number=1, holder_name="Khác", handed_by=binh())


def test_only_who_keeps_the_paper_keeps_the_register(secret):
    (copy,) = hand_out(secret, chi())
    for user, refusal in ((chi(), Refused), (dung(), NotFound)):
        with pytest.raises(refusal):
            hand_out(secret, an(), user=user)
        with pytest.raises(refusal):
            actions.take_back_copy(copy_id=copy.id, by=by(user))
        with pytest.raises(refusal):
            actions.report_missing_copy(copy_id=copy.id, note="x", by=by(user))
        with pytest.raises(refusal):
            actions.take_back_all(document_id=secret.id, by=by(user))


def test_an_ordinary_paper_may_be_handed_out_too_and_a_lock_does_not_matter():
    owner = a_door(seen_by=[chi()], kept_by=[binh()])
    document = a_document(owner, sender=binh())
    actions.lock_paper(document_id=document.id, by=by(binh()))
    assert hand_out(document, chi())


def test_who_handed_them_out_is_reminded_once_after_the_meeting(secret):
    starts = clock.now() - timedelta(hours=3)
    DOORS[KIND] = dataclasses.replace(DOORS[KIND], needed_at=lambda _owner: starts)
    hand_out(secret, chi(), an())
    assert actions.remind_copies() == 0, "the meeting goes on"
    starts -= timedelta(hours=2)
    with expect_record("documents.copies_out"):
        assert actions.remind_copies() == 1
    assert actions.remind_copies() == 0
    run_jobs()
    told = Delivery.objects.filter(user=binh(), channel="inbox").latest("pk")
    assert "Còn 2 bản giấy chưa thu lại" in told.title
    actions.take_back_all(document_id=secret.id, by=by(binh()))
    hand_out(secret, dung())
    assert actions.remind_copies() == 1


def test_by_api(secret):
    keeper = signed_in(binh())
    base = f"/api/documents/{secret.id}/copies"
    body = {"users": [str(chi().pk)], "names": ["Khách mời"]}
    given = keeper.post(base, body, content_type="application/json")
    assert (given.status_code, [row["name"] for row in given.json()]) == (201, ["Lê Thị Chi", "Khách mời"])
    one, two = (row["id"] for row in given.json())
    assert keeper.post(f"/api/copies/{one}/take-back").json()["state"] == "returned"
    missing = keeper.post(f"/api/copies/{two}/missing", {"note": "Chưa thấy"}, content_type="application/json")
    assert missing.json()["state"] == "missing"
    assert [row["state"] for row in keeper.get(base).json()] == ["returned", "missing"]
    assert keeper.post(f"{base}/take-back").status_code == 204
    assert signed_in(chi()).get(base).status_code == 403
    assert signed_in(dung()).get(base).status_code == 404


def test_the_register_is_a_page(secret):
    keeper = signed_in(binh())
    address = reverse("documents:copies", args=[secret.id])
    assert "Chưa giao bản nào" in keeper.get(address).content.decode()
    assert keeper.post(address, {"names": ""}).status_code == 422
    assert keeper.post(address, {"users": [str(chi().pk), str(an().pk)], "names": "Khách mời"}).status_code == 302
    shown = keeper.get(address).content.decode()
    assert "3 bản chưa thu lại" in shown
    copy = PaperCopy.objects.get(holder=chi())
    page = reverse("documents:missing", args=[secret.id, copy.id])
    assert keeper.get(page).status_code == 200
    assert keeper.post(page, {"note": ""}).status_code == 422
    assert keeper.post(page, {"note": "Để quên"}).status_code == 302
    assert keeper.post(reverse("documents:take_back", args=[secret.id, copy.id])).status_code == 302
    assert keeper.post(reverse("documents:take_back_all", args=[secret.id])).status_code == 302
    assert "Đã thu lại hết" in keeper.get(address).content.decode()
    for user, status in ((chi(), 403), (dung(), 404)):
        assert signed_in(user).get(address).status_code == status
        assert signed_in(user).get(page).status_code == status


def test_its_holder_sees_that_it_is_out(secret):
    hand_out(secret, chi())
    shown = signed_in(chi()).get(reverse("documents:details", args=[secret.id])).content.decode()
    assert "Bản giấy số 1 giao cho đồng chí" in shown
    assert "Tài liệu không có trên hệ thống" in shown
    read = signed_in(chi()).get(reverse("documents:read", args=[secret.id]))
    assert read["Location"] == reverse("documents:details", args=[secret.id])


def test_a_placeholder_is_made_on_the_page():
    owner = a_door(seen_by=[chi()], kept_by=[binh()], secret=True)
    body = {"owner_kind": KIND, "owner_id": str(owner)}
    made = signed_in(binh()).post(reverse("documents:placeholder"), body)
    assert made.status_code == 302
    assert "ban-giay" in made["Location"]
    assert signed_in(chi()).post(reverse("documents:placeholder"), body).status_code == 403
    assert signed_in(binh()).post(reverse("documents:placeholder"), {"owner_id": "x"}).status_code == 404
