"""The main job from first draft to confirmed task, by the API alone; every act may be sent twice."""

import time
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from tests.journeys.conftest import Person

PAPERS = Path(__file__).resolve().parents[2] / "src/giaoban/demo/papers"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def _soon(check, seconds: float = 300, why: str = ""):
    """Ask again until it is so: work in the background takes its time, but not for ever."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := check():
            return found
        time.sleep(0.3)
    raise AssertionError(f"not within {seconds} s: {why}")


def _upload(person: Person, file: Path, **owner: str) -> str:
    with file.open("rb") as content:
        files = {"file": (file.name, content, "application/pdf")}
        data = {"id": str(uuid4()), "title": file.stem, "vouched": "true", **owner}
        made = person.post("/api/documents", data=data, files=files)
    return made["id"]


def hold_a_meeting(people: dict[str, Person]) -> dict[str, str]:  # noqa: PLR0915 - one job, told in one go
    secretary, leader, division, branch, deputy = (
        people[name] for name in ("vanphong", "cuctruong", "gsql.truong", "noibai.truong", "noibai.pho1")
    )
    units = {unit["code"]: unit["id"] for unit in secretary.get("/api/units")}
    starts = datetime.now(ZONE).replace(microsecond=0) + timedelta(minutes=90)
    meeting = secretary.post("/api/meetings", {
        "id": str(uuid4()),
        "title": "Họp giải quyết vướng mắc tại Nội Bài", "kind": "work_resolution", "unit": units["HQHN"],
        "starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=2)).isoformat(),
        "chair": leader.id, "secretary": secretary.id, "form": "hybrid", "location": "Phòng họp trực tuyến tầng 2",
        "people": [division.id, branch.id], "is_ad_hoc": True,
    })["id"]  # fmt: skip
    at = f"/api/meetings/{meeting}"

    item, other = str(uuid4()), str(uuid4())
    wanted = {"title": "Vướng mắc về C/O điện tử", "minutes": 30, "wanted": "decide"}
    secretary.post(f"{at}/items", {"id": item, **wanted})
    secretary.post(f"{at}/items", {"id": other, "title": "Đường truyền dự phòng", "minutes": 15})
    paper = _upload(secretary, PAPERS / "cong-van-438-2026-chu-so-3-trang.pdf", item=item)
    due = starts - timedelta(minutes=30)
    secretary.post(
        f"/api/items/{item}/requests", {"unit": units["GSQL"], "what": "Ý kiến trả lời", "due_at": due.isoformat()}
    )
    request = _only_request(division, meeting)
    answer = _upload(division, PAPERS / "chi-thi-02-2026-scan-5-trang.pdf", item=item)
    division.post(f"/api/requests/{request}/submit", {"document": answer})
    secretary.post(f"/api/requests/{request}/return", {"reason": "Đề nghị bổ sung căn cứ pháp lý."})
    division.post(f"/api/requests/{request}/submit", {"document": answer})
    secretary.post(f"/api/requests/{request}/accept")

    branch.fetch(at).status_code == 404 or pytest.fail("a draft is not for the invited")
    secretary.post(f"{at}/submit", {})
    leader.post(f"{at}/return", {"reason": "Bổ sung thời lượng thảo luận."})
    secretary.post(f"{at}/submit", {})
    leader.post(f"{at}/approve", {})
    secretary.post(f"{at}/publish")
    _soon(lambda: branch.fetch(at).status_code == 200, why="the invited see a published meeting")
    _soon(lambda: branch.fetch(f"{at}/invitation.pdf").status_code == 200, why="the invitation is a PDF")
    _soon(lambda: branch.get(f"/api/documents/{paper}")["state"] == "ready", why="the paper is readable")

    branch.post(f"/api/items/{item}/mark", {"mark": "speak", "text": "Xin báo cáo thêm."})
    branch.post(f"{at}/answer", {"answer": "substitute", "reason": "Đi công tác", "person": deputy.id})
    whole = leader.get(at)
    asked = next(row for row in whole["attendees"] if row["consent"] == "asked")
    leader.post(f"/api/attendees/{asked['id']}/consent", {"agree": True})

    secretary.post(f"{at}/start")
    secretary.post(f"{at}/rounds", {"label": "Đầu giờ"})
    deputy.post(f"{at}/check-in", {"method": "self"})
    secretary.post(f"{at}/item", {"item": item})
    live = deputy.get(f"{at}/live")
    assert live["state"]["meeting"]["item"] == item
    said = {"id": str(uuid4()), "text": "Chi cục báo cáo tình hình.", "kind": "statement", "speaker": deputy.id}
    secretary.post(f"{at}/lines", said)
    concluded = secretary.post(f"{at}/conclusions", {
        "id": str(uuid4()),
        "content": "Chi cục Nội Bài báo cáo kết quả xử lý C/O điện tử.", "item": item, "lead_unit": units["NOIBAI"],
        "deadline_on": (starts + timedelta(days=7)).date().isoformat(),
    })  # fmt: skip
    task = secretary.post(f"/api/conclusions/{concluded['id']}/settle")["task"]
    assert branch.get(f"/api/tasks/{task}")["state"] == "new"
    secretary.post(f"{at}/close")

    notice = _soon(lambda: _paper(secretary, at, "notice"), why="the notice is drawn up by itself")
    for one in (notice, _soon(lambda: _paper(secretary, at, "minutes"), why="so are the minutes")):
        secretary.post(f"/api/record-papers/{one['id']}/submit")
        waiting = next(row for row in leader.get("/api/approvals") if row["subject"] == one["id"])
        leader.post(f"/api/approvals/{waiting['id']}/decide", {"approve": True})
        issued = secretary.post(f"/api/record-papers/{one['id']}/issue")
        assert issued["number"].endswith(("/TB-HQHN", "/BB-HQHN"))
    pdf = pypdfium2.PdfDocument(BytesIO(deputy.fetch(f"{at}/notice.pdf").content))
    text = " ".join("\n".join(pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf))).split())
    assert "THÔNG BÁO" in text
    assert "báo cáo kết quả xử lý C/O điện tử" in text

    branch.post(f"/api/tasks/{task}/accept")
    branch.post(f"/api/tasks/{task}/hand-in", {"text": "Đã xử lý xong 45 hồ sơ."})
    leader.post(f"/api/tasks/{task}/return", {"reason": "Thiếu phụ lục."})
    branch.post(f"/api/tasks/{task}/hand-in", {"text": "Đã bổ sung phụ lục."})
    leader.post(f"/api/tasks/{task}/confirm", {"text": "Đạt yêu cầu."})
    assert branch.get(f"/api/tasks/{task}")["state"] == "confirmed"
    _soon(lambda: branch.get("/api/search", q="xu ly C/O dien tu")["hits"], why="the conclusion is found")
    return {"meeting": meeting, "item": item, "paper": paper, "answer": answer, "task": task}


def _only_request(person: Person, meeting: str) -> str:
    return next(row["id"] for row in person.get("/api/requests") if row["meeting"] == meeting)


def _paper(person: Person, at: str, kind: str) -> dict | None:
    return next((row for row in person.get(f"{at}/record-papers") if row["kind"] == kind), None)
