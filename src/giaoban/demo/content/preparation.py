"""What distinguishes the briefing that runs today and the one in preparation: papers, requests, marks."""

from dataclasses import replace

from giaoban.demo.content.holidays import working_day_before
from giaoban.demo.content.meetings import (
    Item,
    Mark,
    Meeting,
    PaperRequest,
    Presence,
    joins_online,
    speaker_for,
)
from giaoban.demo.content.texts import read
from giaoban.demo.content.units import first_deputy_of, head_of

RUNNING_ITEM = 4  # three items are done when the demo is loaded
PAPERS = {
    "carry_over": ("theo-doi-nhiem-vu",),
    "revenue": ("bao-cao-tuan", "thu-ngan-sach"),
    "smuggling": ("so-lieu-vi-pham",),
    "systems": ("chuyen-doi-so",),
    "finance": ("to-trinh-seal",),
    "schedule": ("lich-tuan",),
}
OBSTACLE_PAPERS = ("cong-van-vuong-mac", "theo-doi-vuong-mac", "to-trinh-cao-diem")
LAW_PAPERS = ("nghi-dinh-134", "chi-thi-02", "cong-van-438")


def with_papers(meeting: Meeting, *, with_laws: bool = False) -> Meeting:
    """Attach papers of the catalogue to the items they belong to."""
    obstacles = [item.place for item in meeting.items if item.topic == "obstacle"]
    items = []
    for item in meeting.items:
        papers: tuple[str, ...] = PAPERS.get(item.topic, ())
        if item.topic == "obstacle":
            papers = (OBSTACLE_PAPERS[obstacles.index(item.place) % len(OBSTACLE_PAPERS)],)
        if item.topic == "legal" and with_laws:
            papers = LAW_PAPERS
        items.append(replace(item, papers=papers))
    return replace(meeting, items=tuple(items))


def running(meeting: Meeting) -> Meeting:
    """Cut a meeting to what has happened when its fourth item is running."""
    meeting = with_papers(_with_law_item(meeting), with_laws=True)
    return replace(
        meeting,
        state="running",
        running_item=RUNNING_ITEM,
        statements=tuple(said for said in meeting.statements if said.item < RUNNING_ITEM),
        conclusions=tuple(row for row in meeting.conclusions if row.item < RUNNING_ITEM),
        marks=_marks(meeting),
    )


def prepared(meeting: Meeting) -> Meeting:
    """Turn a meeting into a draft whose papers are being gathered."""
    meeting = with_papers(_with_plan_item(meeting), with_laws=True)
    items = tuple(
        item if item.topic == "closing" else replace(item, presenter=head_of(item.unit)) for item in meeting.items
    )
    seats = tuple(
        Presence(seat.person, seat.unit, "online" if joins_online(seat.unit) else "on_site")
        for seat in meeting.presences
    )
    return replace(
        meeting,
        state="draft",
        items=items,
        presences=seats,
        statements=(),
        conclusions=(),
        marks=(),
        requests=_requests(meeting),
    )


def _with_law_item(meeting: Meeting) -> Meeting:
    """Put the decree and the directive, which exist as real documents, on the item about new texts."""
    text = next(row for row in read("legal_texts")["text"] if "134/2026" in row["title"])
    place = next(item.place for item in meeting.items if item.topic == "legal")
    items, presenter = list(meeting.items), speaker_for("GSQL", meeting.presences)
    items[place - 1] = Item(
        place,
        text["title"],
        "Toàn văn ba văn bản có trong tài liệu họp.",
        presenter,
        "GSQL",
        10,
        "inform",
        "legal",
    )
    return replace(meeting, items=tuple(items))


def _with_plan_item(meeting: Meeting) -> Meeting:
    """Let next week's briefing discuss the plan that follows from the directive."""
    items = [item for item in meeting.items if item.topic != "legal"]
    after = max(item.place for item in items if item.topic == "obstacle")
    items.insert(
        after,
        Item(
            0,
            _PLAN,
            "Các đơn vị gửi ý kiến góp ý trước cuộc họp một ngày.",
            head_of("GSQL"),
            "GSQL",
            15,
            "discuss",
            "legal",
        ),
    )
    return replace(meeting, items=tuple(replace(item, place=n) for n, item in enumerate(items, start=1)))


_PLAN = "Dự thảo kế hoạch của Cục triển khai Chỉ thị số 02/CT-TTg về tăng cường thực thi quyền sở hữu trí tuệ"


def _requests(meeting: Meeting) -> tuple[PaperRequest, ...]:
    """Ask the units for their papers; one has been returned, one is still owed."""
    due = working_day_before(working_day_before(meeting.day))
    states = ["accepted", "submitted", "returned", "asked", "submitted", "asked", "accepted", "asked"]
    rows: list[PaperRequest] = []
    for item in meeting.items:
        if not item.papers or item.topic in {"carry_over", "schedule"}:
            continue
        state = states[len(rows) % len(states)]
        rows.append(
            PaperRequest(
                item=item.place,
                unit=item.unit,
                what=f"Tài liệu mục {item.place}: {item.title}",
                due_on=due,
                state=state,
                reason=_RETURNED if state == "returned" else "",
                paper="" if state == "asked" else item.papers[0],
            )
        )
    return tuple(rows)


_RETURNED = "Phụ lục chưa có số liệu tách theo từng Chi cục; đề nghị bổ sung và rút gọn phần đánh giá còn hai trang."


def _marks(meeting: Meeting) -> tuple[Mark, ...]:
    """Let some heads mark items before the meeting."""
    rows = [
        Mark(2, head_of("BACHANOI"), "speak", "Xin báo cáo thêm về nguyên nhân giảm thu tại Chi cục."),
        Mark(2, head_of("KTSTQ"), "agree"),
        Mark(3, head_of("GSQL"), "speak", "Xin trả lời trực tiếp vướng mắc của Chi cục."),
        Mark(3, first_deputy_of("LDC"), "agree"),
    ]
    last = len(meeting.items)
    rows += [Mark(last - 1, head_of(code), "agree") for code in ("GSQL", "TXNK", "CBL", "NOIBAI", "VINHPHUC", "YENBAI")]
    finance = next((item.place for item in meeting.items if item.topic in {"finance", "systems"}), last - 2)
    rows.append(
        Mark(
            finance,
            head_of("PHUTHO"),
            "objection",
            "Đề nghị ưu tiên đường truyền dự phòng trước khi mua thêm thiết bị.",
        )
    )
    return tuple(rows)
