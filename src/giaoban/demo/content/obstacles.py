"""The obstacles that are answered outside the briefings, and those that wait today: a year of them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from giaoban.demo.content.agenda import CASES, ROTATION
from giaoban.demo.content.deck import Deck
from giaoban.demo.content.holidays import works_on
from giaoban.demo.content.meetings import Case, name_of

ALL_BRANCHES = (*ROTATION, "KTSTQ")
IN_WRITING = 84  # answered in writing in the last year
FIRST_DAY, LAST_DAY = 355, 24  # days ago
LAWS = {
    "thu-tuc": "Luật Hải quan số 54/2014/QH13; Thông tư số 38/2015/TT-BTC, sửa đổi tại Thông tư số 39/2018/TT-BTC",
    "phan-loai": "Thông tư số 14/2015/TT-BTC; Thông tư số 31/2022/TT-BTC",
    "xuat-xu": "Thông tư số 33/2023/TT-BTC; Nghị định số 31/2018/NĐ-CP",
    "chinh-sach": "Nghị định số 69/2018/NĐ-CP; Luật Quản lý ngoại thương số 05/2017/QH14",
    "chuyen-nganh": "Luật Hải quan số 54/2014/QH13, Điều 35; Nghị định số 08/2015/NĐ-CP",
    "gia-cong": "Thông tư số 38/2015/TT-BTC, sửa đổi tại Thông tư số 39/2018/TT-BTC",
    "giam-sat": "Luật Hải quan số 54/2014/QH13, Điều 38 đến Điều 41; Nghị định số 68/2016/NĐ-CP",
    "tri-gia": "Thông tư số 39/2015/TT-BTC, sửa đổi tại Thông tư số 60/2019/TT-BTC",
    "thue": "Luật Quản lý thuế số 38/2019/QH14; Nghị định số 134/2016/NĐ-CP, sửa đổi tại Nghị định số 18/2021/NĐ-CP",
    "buon-lau": "Luật Hải quan số 54/2014/QH13, Điều 87, Điều 88",
    "vi-pham": "Nghị định số 128/2020/NĐ-CP; Luật Xử lý vi phạm hành chính số 15/2012/QH13",
    "rui-ro": "Thông tư số 81/2019/TT-BTC",
    "sau-thong-quan": "Luật Hải quan số 54/2014/QH13, Điều 77 đến Điều 82",
    "he-thong": "Quy trình xử lý sự cố hệ thống VNACCS/VCIS",
}
ASK = re.compile(r"(đề nghị|kiến nghị|đề xuất|mong)", re.IGNORECASE)
VIEW = re.compile(r"(tạm thời|cho rằng|nhận thấy|giải trình|nguyên nhân)", re.IGNORECASE)
REPLIES = ("Còn trường hợp hàng đã đưa về bảo quản thì xử lý thế nào?", "Đề nghị nêu rõ hồ sơ cần bổ sung.")
HIGHER = "Nội dung chưa được quy định cụ thể, đề nghị báo cáo cơ quan cấp trên hướng dẫn thống nhất."
TO_LEADER = "Liên quan nhiều đơn vị, đề nghị Lãnh đạo Cục phụ trách cho ý kiến."


@dataclass(frozen=True, slots=True)
class Story:
    """One obstacle: raised so many days ago, and how far it came.

    ``end``: draft, raised, routed, late, asked_on, leader, higher, answered, resolved, reopened, returned, withdrawn.
    """

    case: Case
    author: str
    raised: int  # days ago
    route_days: int
    answer_days: int
    confirm_days: int
    end: str
    urgency: str = "normal"


def proposal_of(case: Case) -> str:
    """Return the sentences in which the branch asks for something."""
    return " ".join(words for words in _sentences(case.facts) if ASK.search(words))


def view_of(case: Case) -> str:
    """Return the sentences in which the branch says what it thinks or does meanwhile."""
    return " ".join(words for words in _sentences(case.facts) if VIEW.search(words) and not ASK.search(words))


def facts_of(case: Case) -> str:
    """Return the sentences that are neither."""
    plain = [words for words in _sentences(case.facts) if not ASK.search(words) and not VIEW.search(words)]
    return " ".join(plain) or case.facts


def law_of(case: Case) -> str:
    """Return the texts that govern the field."""
    return LAWS.get(case.field, "")


def _sentences(text: str) -> list[str]:
    return [words.strip() for words in re.split(r"(?<=[.?!])\s+", text) if words.strip()]


def author_of(branch: str, nth: int) -> str:
    """Return the sign-in name of an officer of the branch."""
    start = {"DTGC": "dautugiacong"}.get(branch, branch.lower())
    return f"{start}.cb{1 + nth % 3}"


# end, days ago, branch or empty, field or empty, urgency: what waits today, first for the people who sign in
TODAY = (
    ("raised", 0, "NOIBAI", "chuyen-nganh", "urgent"),
    ("raised", 0, "BUUDIEN", "thu-tuc", "normal"),
    ("raised", 1, "YENBAI", "he-thong", "normal"),
    ("raised", 1, "GIATHUY", "tri-gia", "normal"),
    ("draft", 0, "NOIBAI", "xuat-xu", "normal"),
    ("draft", 1, "VINHPHUC", "gia-cong", "normal"),
    ("answered", 6, "NOIBAI", "giam-sat", "normal"),
    ("answered", 9, "NOIBAI", "thue", "normal"),
    ("answered", 5, "BACTHANGLONG", "gia-cong", "normal"),
    ("answered", 11, "HATAY", "phan-loai", "normal"),
    ("answered", 7, "PHUTHO", "tri-gia", "normal"),
    ("asked_on", 10, "NOIBAI", "xuat-xu", "normal"),
    ("asked_on", 8, "YENVIEN", "giam-sat", "normal"),
    ("routed", 2, "NOIBAI", "thu-tuc", "flash"),
    ("routed", 3, "DTGC", "gia-cong", "normal"),
    ("routed", 4, "BACHANOI", "chinh-sach", "normal"),
    ("routed", 2, "VINHPHUC", "chuyen-nganh", "urgent"),
    ("routed", 3, "KTSTQ", "tai-san", "normal"),
    ("routed", 2, "YENBAI", "he-thong", "normal"),
    ("late", 14, "NOIBAI", "chuyen-nganh", "normal"),
    ("late", 19, "HATAY", "thue", "normal"),
    ("late", 33, "GIATHUY", "phan-loai", "normal"),
    ("late", 16, "BUUDIEN", "xuat-xu", "urgent"),
    ("leader", 9, "NOIBAI", "giam-sat", "urgent"),
    ("leader", 12, "BACHANOI", "vi-pham", "normal"),
    ("leader", 7, "DTGC", "thue", "normal"),
    ("higher", 41, "YENVIEN", "giam-sat", "normal"),
    ("higher", 68, "NOIBAI", "chinh-sach", "normal"),
    ("higher", 96, "BACTHANGLONG", "gia-cong", "normal"),
    ("reopened", 30, "NOIBAI", "rui-ro", "normal"),
    ("returned", 13, "PHUTHO", "thu-tuc", "normal"),
    ("returned", 46, "HATAY", "he-thong", "normal"),
    ("withdrawn", 21, "VINHPHUC", "thue", "normal"),
    ("withdrawn", 52, "YENBAI", "tai-san", "normal"),
)


@cache
def stories(today: date) -> tuple[Story, ...]:
    """Return every obstacle that no briefing concluded on, the oldest first."""
    writer = _Writer(today)
    span = FIRST_DAY - LAST_DAY
    found = [writer.settled(FIRST_DAY - span * nth // IN_WRITING, nth) for nth in range(IN_WRITING)]
    found += [writer.waiting(row, nth) for nth, row in enumerate(TODAY)]
    return tuple(sorted(found, key=lambda story: -story.raised))


class _Writer:
    """Deals cases and figures by fixed seeds."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.chance = Random(41)  # noqa: S311 - figures of a demo
        self.cases = Deck([(case["key"], goods) for case in CASES for goods in case["goods"]], 42)

    def settled(self, ago: int, nth: int) -> Story:
        """Return one that was answered in writing and confirmed."""
        branch = ALL_BRANCHES[(nth * 5) % len(ALL_BRANCHES)]
        chance = self.chance
        days = chance.choice((1, 2, 2, 3, 3, 4, 5, 5, 6, 8, 11))
        end = "higher_resolved" if nth % 14 == 5 else "resolved"  # noqa: PLR2004 - one in fourteen went up
        urgency = chance.choice(("normal",) * 6 + ("urgent",))
        case = self.case(branch, "")
        return Story(case, author_of(branch, nth), self._working(ago), 1, days, chance.randint(1, 4), end, urgency)

    def waiting(self, row: tuple[str, int, str, str, str], nth: int) -> Story:
        """Return one that waits for somebody today, or ended without an answer."""
        end, ago, branch, field, urgency = row
        case = self.case(branch, field)
        return Story(
            case, author_of(branch, 0 if branch == "NOIBAI" else nth), self._working(ago), 1, 3, 2, end, urgency
        )

    def _working(self, ago: int) -> int:
        """Move a day off to the working day before it; today stays today."""
        while ago and not works_on(self.today - timedelta(days=ago)):
            ago += 1
        return ago

    def case(self, branch: str, field: str) -> Case:
        """Return the next case that fits the branch and the field."""
        key, goods = self.cases.draw(lambda card: _fits(card[0], branch, field))
        case = next(case for case in CASES if case["key"] == key)
        facts = {"hang": goods, "dv": name_of(branch), "n": "", "m": ""}
        for letter in ("n", "m"):
            if letter in case:
                low, high = case[letter]
                facts[letter] = f"{self.chance.randint(low, high):,}".replace(",", ".")
        said = case["branch"].format(**facts)
        title = case["title"].format(**facts)
        helpers = tuple(code for code in case["with"] if code != branch)
        return Case(
            branch, case["field"], title[0].upper() + title[1:], said[0].upper() + said[1:], case["answer"],
            case["lead"], helpers,
        )  # fmt: skip


def _fits(key: str, branch: str, field: str) -> bool:
    case = next(case for case in CASES if case["key"] == key)
    of_branch = branch == "KTSTQ" or branch in case.get("branches", ROTATION)
    return of_branch and case["lead"] != branch and (not field or case["field"] == field)
