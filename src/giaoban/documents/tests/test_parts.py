"""Large files come in parts: cut off anywhere, they go on where they were and become one document, once."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoban.documents import actions
from giaoban.documents.models import Access, Document, Upload, Version
from giaoban.documents.storage import original_key, storage
from giaoban.documents.testing import KIND, a_document, a_door, a_file, a_pdf, a_picture
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Refused
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.people.testing import binh, by, chi, dung

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7\n" + random.Random(7).randbytes(300_000)


@pytest.fixture
def desk():
    return a_door(seen_by=[chi()], kept_by=[binh()])


class Sender:
    """What a browser does."""

    def __init__(self, user, content: bytes = CONTENT, name: str = "báo cáo.pdf") -> None:
        self.client, self.content, self.name, self.id = Client(), content, name, str(uuid4())
        self.client.force_login(user)

    def begin(self):
        body = {"id": self.id, "name": self.name, "size": len(self.content)}
        return self.client.post("/api/uploads", body, content_type="application/json")

    def send(self, first: int, last: int, size: int = 0):
        part = self.content[first:last]
        address = f"/api/uploads/{self.id}?offset={first}&size={size or len(part)}"
        return self.client.put(address, part, content_type="application/octet-stream")

    def send_all(self, size: int = 100_000) -> None:
        for first in range(0, len(self.content), size):
            assert self.send(first, first + size).status_code == 200

    def finish(self, owner, **more):
        body = {"owner_kind": KIND, "owner_id": str(owner), "vouched": True, **more}
        return self.client.post(f"/api/uploads/{self.id}/finish", body, content_type="application/json")

    def state(self):
        return self.client.get(f"/api/uploads/{self.id}")


def parts_left() -> list:
    return list(storage().keys("uploads"))


def test_a_file_in_parts_becomes_a_document(desk):
    sender = Sender(binh())
    begun = sender.begin()
    assert (begun.status_code, begun.json()["offset"], begun.json()["part"]) == (201, 0, 4 * 1024 * 1024)
    sender.send_all()
    with expect_record("documents.added"):
        made = sender.finish(desk, title="Báo cáo quý I")
    assert (made.status_code, made.json()["id"], made.json()["title"]) == (201, sender.id, "Báo cáo quý I")
    version = Version.objects.get()
    assert version.size == len(CONTENT)
    assert storage().path(original_key(version.sha256)).read_bytes() == CONTENT
    assert not list((storage().folder / "incoming").iterdir())


def test_finished_twice_it_is_one_document(desk):
    sender = Sender(binh())
    sender.begin()
    sender.send_all()
    first = sender.finish(desk)
    assert sender.finish(desk).json()["id"] == first.json()["id"]
    assert Document.objects.count() == 1
    assert sender.begin().json()["done"] is True
    again = sender.send(0, 10)
    assert (again.status_code, again.json()["details"]["done"]) == (409, True)


def test_a_part_that_comes_twice_counts_once_and_one_too_early_is_told_where_to_go_on(desk):
    sender = Sender(binh())
    sender.begin()
    assert sender.send(0, 1000).json()["offset"] == 1000
    twice = sender.send(0, 1000)
    assert (twice.status_code, twice.json()["code"], twice.json()["details"]["offset"]) == (
        409,
        "documents.upload_elsewhere",
        1000,
    )
    early = sender.send(5000, 6000)
    assert (early.status_code, early.json()["details"]["offset"]) == (409, 1000)
    assert sender.state().json()["offset"] == 1000
    unfinished = sender.finish(desk)
    assert (unfinished.status_code, unfinished.json()["details"]["offset"]) == (409, 1000)


def test_a_part_that_is_cut_off_is_not_counted(desk):
    sender = Sender(binh())
    sender.begin()
    answer = sender.send(0, 1000, size=5000)
    assert (answer.status_code, answer.json()["code"]) == (422, "documents.part_cut_off")
    assert sender.state().json()["offset"] == 0
    assert not list((storage().folder / "incoming").iterdir())


def test_more_than_was_announced_is_refused(desk):
    sender = Sender(binh())
    sender.begin()
    sender.send(0, len(CONTENT) - 10)
    sender.content += b"x" * 50
    assert sender.send(len(CONTENT) - 10, len(sender.content)).json()["code"] == "documents.upload_too_long"


def test_what_is_too_large_is_said_before_a_byte_is_sent(settings):
    settings.UPLOAD_MAX_MB = 1
    large = Sender(binh(), b"x" * 1_100_000).begin()
    assert (large.status_code, large.json()["code"]) == (413, "documents.too_large")
    empty = Sender(binh(), b"").begin()
    assert (empty.status_code, empty.json()["code"]) == (422, "documents.empty")


def test_nobody_leaves_a_mountain_unfinished(monkeypatch):
    monkeypatch.setattr("giaoban.documents.actions.uploading.MOST_OPEN", 2)
    assert [Sender(binh()).begin().status_code for _file in range(3)] == [201, 201, 429]
    assert Sender(chi()).begin().status_code == 201


def test_anothers_upload_is_not_there(desk):
    mine = Sender(binh())
    mine.begin()
    other = Sender(chi())
    other.id = mine.id
    assert other.begin().status_code == 409
    for answer in (other.state(), other.send(0, 10), other.finish(desk)):
        assert answer.status_code == 404
    assert other.client.delete(f"/api/uploads/{mine.id}").status_code == 404
    assert mine.client.delete(f"/api/uploads/{mine.id}").status_code == 204
    assert mine.state().status_code == 404


def test_rules_of_the_owner_hold_at_the_end_and_the_bytes_wait_for_another_try(desk):
    reader = Sender(chi())
    reader.begin()
    reader.send_all()
    assert reader.finish(desk).status_code == 403
    keeper = Sender(binh())
    keeper.begin()
    keeper.send_all()
    assert keeper.finish(desk, vouched=False).json()["code"] == "documents.not_vouched"
    assert keeper.finish(desk).status_code == 201
    hostile = Sender(binh(), b"MZ\x90\x00" + b"0" * 5000, "a.pdf")
    hostile.begin()
    hostile.send_all()
    assert hostile.finish(desk).json()["code"] == "documents.kind"


def test_a_new_version_may_come_in_parts_too(desk):
    document = a_document(desk, sender=binh())
    run_jobs()
    sender = Sender(binh(), a_pdf(5))
    sender.begin()
    sender.send_all(3000)
    assert sender.finish(desk, replaces=str(document.id)).json()["code"] == "documents.reason_needed"
    done = sender.finish(desk, replaces=str(document.id), reason="Bổ sung phụ lục")
    assert done.json()["versions"][0]["reason"] == "Bổ sung phụ lục"
    assert sender.finish(desk, replaces=str(document.id), reason="Bổ sung phụ lục").json()["id"] == str(document.id)
    assert document.versions.count() == 2


def test_the_sweep_takes_what_nobody_continues(desk, django_capture_on_commit_callbacks):
    left, going, done = Sender(binh()), Sender(binh()), Sender(binh())
    for sender in (left, going, done):
        sender.begin()
        sender.send_all()
    with django_capture_on_commit_callbacks(execute=True):
        done.finish(desk)
    assert len(parts_left()) == 2 * 4
    Upload.objects.filter(pk=left.id).update(touched_at=clock.now() - timedelta(days=3))
    assert actions.sweep_uploads() == 1
    assert left.state().status_code == 404
    assert going.state().json()["offset"] == len(CONTENT)
    assert len(parts_left()) == 4
    Upload.objects.filter(pk=done.id).update(done_at=clock.now() - timedelta(days=8))
    assert actions.sweep_uploads() == 0
    assert set(Upload.objects.values_list("pk", flat=True)) == {Upload.objects.get(pk=going.id).pk}


def test_a_part_that_was_kept_but_never_counted_is_swept(own_store):
    import os

    sender = Sender(binh())
    sender.begin()
    sender.send(0, 1000)
    lost = own_store / "files" / "uploads" / sender.id / "verloren"
    lost.write_bytes(b"x")
    for path in (own_store / "files").rglob("*"):
        os.utime(path, (1, 1))
    actions.sweep()
    assert not lost.exists()
    assert sender.state().json()["offset"] == 1000
    assert len(parts_left()) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(1, 60_000), st.sampled_from(["ok", "twice", "cut", "early"])), max_size=12))
def test_whatever_happens_on_the_way_the_bytes_are_the_bytes(desk, cuts):
    content = b"%PDF-1.7\n" + random.Random(len(cuts)).randbytes(90_000 + len(cuts))
    sender = Sender(binh(), content)
    sender.begin()
    at = 0
    for size, fate in cuts:
        if at >= len(content):
            break
        if fate == "early":
            sender.send(at + 7, at + 7 + size)
        elif fate == "cut":
            sender.send(at, at + size, size=size + 1)
        else:
            at = sender.send(at, at + size).json()["offset"]
            if fate == "twice":
                sender.send(at - 1, at)
        assert sender.state().json()["offset"] == at
    while at < len(content):
        at = sender.send(at, at + 50_000).json()["offset"]
    document = sender.finish(desk, even_if_duplicate=True).json()
    version = Version.objects.get(document_id=document["id"])
    assert storage().path(original_key(version.sha256)).read_bytes() == content


class TestKnown:
    def test_a_file_that_lies_elsewhere_is_told_to_who_may_see_it(self, desk):
        content = a_pdf(1)
        there = a_document(desk, sender=binh(), content=content, title="Nghị định 134")
        run_jobs()
        sha256 = there.versions.get().sha256
        other = a_door(seen_by=[dung()], kept_by=[binh(), dung()])
        sender = Sender(binh(), content)
        sender.begin()
        sender.send_all()
        refused = sender.finish(other, even_if_known=False)
        assert (refused.status_code, refused.json()["code"]) == (409, "documents.known_elsewhere")
        assert "Nghị định 134" in refused.json()["message"]
        assert refused.json()["details"]["document"] == str(there.id)
        assert sender.finish(other).status_code == 201, "the own copy is kept when asked for"
        known = sender.client.get("/api/documents/known", {"sha256": sha256}).json()
        assert {row["title"] for row in known} == {"Nghị định 134", "báo cáo"}
        stranger = Sender(dung(), content)
        assert [row["title"] for row in stranger.client.get("/api/documents/known", {"sha256": sha256}).json()] == [
            "báo cáo"
        ]

    def test_the_same_bytes_at_anothers_are_nobodys_business(self, desk):
        content = a_pdf(1)
        a_document(desk, sender=binh(), content=content)
        own = a_door(kept_by=[dung()])
        sender = Sender(dung(), content)
        sender.begin()
        sender.send_all()
        assert sender.finish(own, even_if_known=False).status_code == 201

    def test_the_paper_that_is_there_is_used_without_sending_it_again(self, desk):
        there = a_document(desk, sender=binh(), content=a_picture(), name="anh.jpg", title="Sơ đồ bố trí")
        run_jobs()
        other = a_door(seen_by=[chi()], kept_by=[binh()])
        client = Sender(binh()).client
        body = {"source": str(there.id), "owner_kind": KIND, "owner_id": str(other), "id": str(uuid4())}
        with expect_record("documents.added"):
            made = client.post("/api/documents/link", body, content_type="application/json")
        assert (made.status_code, made.json()["title"]) == (201, "Sơ đồ bố trí")
        again = client.post("/api/documents/link", body, content_type="application/json")
        assert again.json()["id"] == made.json()["id"]
        twice = client.post("/api/documents/link", body | {"id": None}, content_type="application/json")
        assert (twice.status_code, twice.json()["code"]) == (409, "documents.duplicate")
        run_jobs()
        assert Version.objects.get(document_id=made.json()["id"]).state == "ready"

    def test_nobody_gets_round_a_watermark_by_a_link(self, desk):
        there = a_document(desk, sender=binh())
        run_jobs()
        own = a_door(kept_by=[chi()])
        with pytest.raises(Refused, match="may_not_link"):
            actions.link_document(source_id=there.id, owner_kind=KIND, owner_id=own, by=by(chi()))
        actions.change_document(document_id=there.id, changes={"watermark": False}, by=by(binh()))
        actions.link_document(source_id=there.id, owner_kind=KIND, owner_id=own, by=by(chi()))
        with pytest.raises(Conflict):
            actions.link_document(source_id=there.id, owner_kind=KIND, owner_id=own, by=by(chi()))

    def test_a_thumbnail_in_a_list_is_no_look_at_the_paper(self, desk):
        document = a_document(desk, sender=binh())
        run_jobs()
        client = Sender(chi()).client
        b"".join(client.get(f"/api/documents/{document.id}/pages/1.webp?w=200"))
        assert not Access.objects.exists()
        b"".join(client.get(f"/api/documents/{document.id}/pages/1.webp?w=800"))
        assert Access.objects.count() == 1


def test_one_post_is_still_enough_for_a_small_file(desk):
    client = Sender(binh()).client
    form = {"file": a_file(a_pdf(1), "a.pdf"), "owner_kind": KIND, "owner_id": str(desk), "vouched": "true"}
    assert client.post("/api/documents", form).status_code == 201
