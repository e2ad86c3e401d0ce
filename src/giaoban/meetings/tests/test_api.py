"""A meeting from plan to answer by API alone, and the shape of every refusal."""

import json
from typing import Any

import pytest
from django.test import Client

from giaoban.meetings.models import Meeting
from giaoban.meetings.testing import a_draft, a_kind, a_published, an_item
from giaoban.people.models import User
from giaoban.people.testing import an, binh, chi, dung, the_agency

MOVE = {"starts_at": "2026-03-21T08:00:00+07:00", "ends_at": "2026-03-21T09:00:00+07:00", "reason": "x"}
ASK = {"unit": "01980000-0000-7000-8000-000000000001", "what": "x", "due_at": "2026-03-18T08:00:00Z"}


def call(user: User, method: str, path: str, data: Any = None) -> tuple[int, Any]:
    client = Client()
    client.force_login(user)
    body = {} if data is None else {"data": json.dumps(data, default=str), "content_type": "application/json"}
    response = getattr(client, method)(f"/api{path}", **body)
    return response.status_code, response.json() if response.content else None


def plan(**more: Any) -> dict[str, Any]:
    return {
        "title": "Giao ban tuần 12",
        "kind": a_kind().code,
        "unit": the_agency().pk,
        "starts_at": "2026-03-20T08:30:00+07:00",
        "ends_at": "2026-03-20T10:30:00+07:00",
        "chair": an().pk,
        "people": [chi().pk],
        **more,
    }


def test_a_meeting_is_planned_approved_published_and_answered() -> None:
    status, made = call(binh(), "post", "/meetings", plan())
    assert status == 201
    path = f"/meetings/{made['id']}"
    assert call(binh(), "post", f"{path}/items", {"title": "Thu ngân sách", "wanted": "decide"})[0] == 201
    assert call(binh(), "post", f"{path}/submit", {})[1]["state"] == "submitted"
    assert call(an(), "post", f"{path}/return", {"reason": "Thiếu báo cáo"})[1]["state"] == "draft"
    call(binh(), "post", f"{path}/submit", {})
    assert call(an(), "post", f"{path}/approve", {})[1]["state"] == "approved"
    assert call(binh(), "post", f"{path}/publish")[1]["state"] == "published"
    item = call(chi(), "get", f"{path}/items")[1][0]
    assert call(chi(), "post", f"/items/{item['id']}/mark", {"mark": "speak", "text": "Xin nói"})[0] == 200
    status, answered = call(chi(), "post", f"{path}/answer", {"answer": "attend"})
    assert (status, answered["answer"]) == (200, "attend")
    listed = call(chi(), "get", "/meetings?when=upcoming&of=me")[1]
    assert [row["id"] for row in listed["items"]] == [made["id"]]


def test_the_same_meeting_sent_twice_is_one() -> None:
    one = plan(id="01980000-0000-7000-8000-000000000001")
    assert call(binh(), "post", "/meetings", one)[0] == 201
    assert call(binh(), "post", "/meetings", one)[0] == 201
    assert Meeting.objects.count() == 1


def test_an_end_before_the_start_names_the_field() -> None:
    status, said = call(binh(), "post", "/meetings", plan(ends_at="2026-03-20T08:00:00+07:00"))
    assert (status, said["code"]) == (422, "meetings.ends_before_it_starts")
    assert said["details"]["fields"] == {"ends_at": "meetings.ends_before_it_starts"}
    assert said["message"] == "Giờ kết thúc phải sau giờ bắt đầu."


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("get", "", None),
        ("patch", "", {"title": "Khác"}),
        ("post", "/submit", {}),
        ("post", "/approve", {}),
        ("post", "/return", {"reason": "x"}),
        ("post", "/take-back", None),
        ("post", "/publish", None),
        (
            "post",
            "/postpone",
            MOVE,
        ),
        ("post", "/cancel", {"reason": "x"}),
        ("get", "/items", None),
        ("post", "/items", {"title": "x"}),
        ("put", "/order", {"order": []}),
        ("post", "/attendees", {"people": []}),
        ("post", "/answer", {"answer": "attend"}),
        ("post", "/remarks", {"text": "x"}),
        ("get", "/papers", None),
    ],
)
def test_a_stranger_finds_no_meeting(method: str, path: str, data: Any) -> None:
    meeting = a_published()
    assert call(dung(), method, f"/meetings/{meeting.pk}{path}", data)[0] == 404
    assert call(dung(), "get", "/meetings")[1]["total"] == 0


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("patch", "", {"title": "x"}),
        ("delete", "", None),
        ("post", "/mark", {"mark": "agree"}),
        ("post", "/opinion", {"text": "x"}),
        (
            "post",
            "/requests",
            ASK,
        ),
    ],
)
def test_a_stranger_finds_no_item(method: str, path: str, data: Any) -> None:
    item = an_item(a_draft())
    assert call(dung(), method, f"/items/{item.pk}{path}", data)[0] == 404


def test_what_may_not_be_done_says_why() -> None:
    status, said = call(chi(), "post", f"/meetings/{a_published().pk}/cancel", {"reason": "x"})
    assert (status, said["code"]) == (403, "meetings.only_the_office")


def test_an_item_changes_only_where_it_was_told() -> None:
    item = an_item(a_draft(), note="Giữ lại")
    status, shown = call(binh(), "patch", f"/items/{item.pk}", {"minutes": 25})
    assert (status, shown["minutes"], shown["note"]) == (200, 25, "Giữ lại")
