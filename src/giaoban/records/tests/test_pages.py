"""Taking a record and checking one, as people do it in a browser."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from giaoban.kernel.errors import NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings.models import Meeting
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.records import actions, permissions, verifier

pytestmark = pytest.mark.django_db

YES, NO, UNSEEN = "yes", "no", "unseen"
WHO_MAY = [("take", an, YES), ("take", binh, YES), ("take", chi, NO), ("take", dung, UNSEEN)]


def take(meeting, user):
    return actions.take(meeting_id=meeting.pk, head="a" * 64, rows=3, files=1, by=by(user))


@pytest.mark.parametrize(("verb", "who", "expected"), WHO_MAY, ids=[row[1].__name__ for row in WHO_MAY])
def test_who_may(held, verb, who, expected):
    assert verb == "take"
    if expected == YES:
        with expect_record("records.taken"):
            take(held, who())
    else:
        with pytest.raises(NotFound if expected == UNSEEN else Refused):
            take(held, who())


def test_a_meeting_that_runs_has_no_record_yet(held):
    held.state = Meeting.State.RUNNING
    assert permissions.may_take(by(binh()), held).reason == "records.not_over"


def content_of(answer):
    return b"".join(answer.streaming_content)


def test_the_secretary_takes_the_record_and_it_is_written_down(held, client):
    client.force_login(binh())
    page = client.get(reverse("records:record", args=[held.pk])).content.decode()
    assert "Chưa ai lấy hồ sơ này" in page
    assert "Nội dung mật không nằm trong hồ sơ điện tử" in page
    with expect_record("records.taken"):
        answer = client.get(reverse("records:package", args=[held.pk]))
    assert answer["Content-Disposition"].startswith('attachment; filename="ho-so-')
    found = verifier.verify(io.BytesIO(content_of(answer)))
    assert found.wrong == []
    assert found.seal["head"][:12] in client.get(reverse("records:record", args=[held.pk])).content.decode()


def test_the_api_gives_the_same(held, client):
    client.force_login(binh())
    answer = client.get(f"/api/meetings/{held.pk}/record.zip")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert verifier.verify(io.BytesIO(content_of(answer))).wrong == []
    client.force_login(chi())
    assert client.get(f"/api/meetings/{held.pk}/record.zip").status_code == 403
    client.force_login(dung())
    assert client.get(f"/api/meetings/{held.pk}/record.zip").status_code == 404


def bring(client, content):
    file = SimpleUploadedFile("ho-so.zip", content, "application/zip")
    answer = client.post(reverse("records:verify"), {"file": file})
    return answer.status_code, answer.content.decode()


def test_somebody_checks_a_record_in_the_browser(held, client):
    client.force_login(binh())
    package = content_of(client.get(reverse("records:package", args=[held.pk])))
    client.force_login(dung())
    status, page = bring(client, package)
    assert (status, "Hồ sơ còn nguyên vẹn" in page, "Hệ thống này đã lập hồ sơ đó" in page) == (200, True, True)
    assert f'<gb-copy text="{verifier.verify(io.BytesIO(package)).seal["head"]}"' in page
    status, page = bring(client, package.replace("tồn đọng".encode(), "tồn động".encode()))
    assert (status, "Hồ sơ đã bị sửa" in page, "(kết luận) đã bị sửa." in page) == (200, True, True)


def test_a_record_of_elsewhere_is_good_but_unknown(package, client):
    client.force_login(dung())
    status, page = bring(client, package)
    assert (status, "không có mã niêm phong đó" in page) == (200, True)


@pytest.mark.parametrize("content", [b"khong phai zip", b"PK\3\4abc"])
def test_what_is_no_record_is_said_in_words(client, content):
    client.force_login(dung())
    status, page = bring(client, content)
    assert (status, "không phải là gói hồ sơ cuộc họp" in page) == (422, True)
    assert client.post(reverse("records:verify"), {}).status_code == 422


def test_the_conclusions_page_leads_the_desk_to_the_record(held, client):
    link = reverse("records:record", args=[held.pk])
    client.force_login(binh())
    assert link in client.get(reverse("meetings:after", args=[held.pk])).content.decode()
    client.force_login(chi())
    assert link not in client.get(reverse("meetings:after", args=[held.pk])).content.decode()
    assert client.get(link).status_code == 403
