"""Composes one weekly briefing: agenda, statements, conclusions, from the texts and the week's figures."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from giaoban.demo.content.catalogues import ENTRIES
from giaoban.demo.content.deck import Deck
from giaoban.demo.content.figures import words
from giaoban.demo.content.meetings import (
    Case,
    Conclusion,
    Item,
    Presence,
    Statement,
    deadline,
    name_of,
    speaker_for,
)
from giaoban.demo.content.texts import read

CASES: list[dict[str, Any]] = [*read("obstacles_procedure")["case"], *read("obstacles_other")["case"]]
LEGAL: list[dict[str, Any]] = read("legal_texts")["text"]
TOPICS = read("briefing")
ROTATION = [
    "NOIBAI",
    "DTGC",
    "VINHPHUC",
    "BACHANOI",
    "BUUDIEN",
    "BACTHANGLONG",
    "GIATHUY",
    "PHUTHO",
    "YENVIEN",
    "HATAY",
    "YENBAI",
]
SOURCES = {
    "carry_over": ("VP", 10, "inform"),
    "revenue": ("TXNK", 15, "discuss"),
    "smuggling": ("CBL", 12, "inform"),
    "risk": ("QLRR", 8, "inform"),
    "systems": ("CNTT", 10, "inform"),
    "discipline": ("TTr", 10, "inform"),
    "finance": ("TVQT", 8, "inform"),
    "audit": ("KTSTQ", 10, "inform"),
    "schedule": ("VP", 6, "inform"),
}
LEGAL_NOTE = "Văn bản và bảng so sánh có trong tài liệu họp."
MOST_CONCLUSIONS = 9
OBSTACLE_MINUTES = 12


@dataclass
class Sheet:
    """A briefing while it is being written."""

    friday: date
    day: date
    chair: str
    presences: tuple[Presence, ...]
    chance: Random
    items: list[Item] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    conclusions: list[Conclusion] = field(default_factory=list)

    def add_item(
        self, topic: str, title: str, unit: str, *, minutes: int, wanted: str, note: str, case: Case | None = None
    ) -> int:
        """Append an item and return its place."""
        place = len(self.items) + 1
        presenter = self.chair if topic == "closing" else speaker_for(unit, self.presences)
        self.items.append(
            Item(
                place,
                title,
                note,
                presenter,
                unit,
                minutes,
                wanted,
                topic,
                is_carry_over=topic == "carry_over",
                case=case,
            )
        )
        return place

    def say(self, item: int, unit: str, text: str) -> None:
        """Let the one who speaks for a unit say something on an item."""
        self.statements.append(Statement(item, speaker_for(unit, self.presences), text))

    def conclude(self, item: int, row: dict[str, Any], lead: str, others: list[str], **facts: str) -> None:
        """Append a conclusion unless there are enough."""
        if len(self.conclusions) >= MOST_CONCLUSIONS:
            return
        coordinating = tuple(code for code in dict.fromkeys(others) if code != lead)
        self.conclusions.append(
            Conclusion(
                item,
                row["content"].format(**facts),
                lead,
                coordinating,
                row["days"],
                deadline(self.day, row["days"]),
                row["product"],
            )
        )


class Writer:
    """Writes the briefings of a year in order, so that wording comes back only when a deck is used up."""

    def __init__(self) -> None:
        """Shuffle all decks by fixed seeds."""
        self.cases = Deck([(case["key"], goods) for case in CASES for goods in case["goods"]], 11)
        self.legal = Deck(LEGAL, 12)
        self.heard: set[str] = set()
        self.recent: list[str] = []
        self.answered: dict[str, str] = {}  # key of a case → the week of the last answer
        self.branch = 0
        self.parts = {
            (topic, part): Deck(texts, 20 + n)
            for n, (topic, part, texts) in enumerate(
                (topic, part, texts)
                for topic, table in TOPICS.items()
                for part, texts in table.items()
                if isinstance(texts, list)
            )
        }

    def draw(self, topic: str, part: str) -> str:
        """Return the next wording of a part of a topic."""
        return str(self.parts[topic, part].draw())

    def write(self, sheet: Sheet, week: int, given: int) -> Sheet:
        """Fill a sheet with agenda, statements and conclusions; ``given`` counts last week's tasks."""
        late = sheet.chance.randint(1, 3)
        friday = sheet.friday if sheet.friday.year == sheet.day.year else sheet.day
        facts = words(friday) | {
            "giao": str(given),
            "xong": str(max(1, given - sheet.chance.randint(1, 3))),
            "tre": str(late),
        }
        self.topic(sheet, "carry_over", facts)
        self.topic(sheet, "revenue", facts)
        for _ in range(2 + week % 2):
            self.obstacle(sheet)
        if week % 3 != 2:  # noqa: PLR2004 - two weeks out of three bring a new text
            self.legal_text(sheet)
        self.topic(sheet, "smuggling", facts)
        for topic, every, turn in (
            ("risk", 2, 0),
            ("systems", 1, 0),
            ("discipline", 2, 1),
            ("finance", 3, 1),
            ("audit", 4, 2),
        ):
            if week % every == turn:
                self.topic(sheet, topic, facts)
        self.topic(sheet, "schedule", facts)
        self.closing(sheet)
        self.topic_conclusions(sheet)
        return sheet

    def topic(self, sheet: Sheet, topic: str, facts: dict[str, str]) -> None:
        """Add a standing item: one who opens, one finding, one request."""
        unit, minutes, wanted = SOURCES[topic]
        if topic == "discipline" and sheet.chance.random() < 0.4:  # noqa: PLR2004 - personnel reports as well
            unit = "TCCB"
        place = sheet.add_item(
            topic, self.draw(topic, "title"), unit, minutes=minutes, wanted=wanted, note=TOPICS[topic]["note"]
        )
        text = " ".join(self.draw(topic, part) for part in ("open", "middle", "end"))
        sheet.say(place, unit, text.format(**facts))

    def obstacle(self, sheet: Sheet) -> None:
        """Add an obstacle of the branch whose turn it is: raised, answered, concluded."""
        branch = ROTATION[self.branch % len(ROTATION)]
        self.branch += 1
        key, goods = self.cases.draw(lambda card: self._fits(card[0], branch))
        self.recent = [*self.recent[-8:], key]
        case = next(case for case in CASES if case["key"] == key)
        facts = {"hang": goods, "dv": name_of(branch), "n": "", "m": ""}
        for letter in ("n", "m"):
            if letter in case:
                low, high = case[letter]
                facts[letter] = f"{sheet.chance.randint(low, high):,}".replace(",", ".")
        lead = case["lead"]
        title = f"{name_of(branch)}: {_lower(case['title'].format(**facts))}"
        note = f"Lĩnh vực: {_field_name(case['field'])}. Chi cục nêu vướng mắc, {name_of(lead)} trả lời."
        said, reply = _first_upper(case["branch"].format(**facts)), self.answer(case, sheet.friday)
        name = _first_upper(case["title"].format(**facts))
        asked = Case(branch, case["field"], name, said, reply, lead, tuple(case["with"]))
        place = sheet.add_item(
            "obstacle", title, branch, minutes=OBSTACLE_MINUTES, wanted="decide", note=note, case=asked
        )
        sheet.say(place, branch, said)
        sheet.say(place, lead, reply)
        if sheet.chance.random() < 0.5:  # noqa: PLR2004 - the chair comments on about half
            sheet.statements.append(Statement(place, sheet.chair, self.draw("chair", "remarks")))
        for row in case["conclusions"]:
            who = branch if row.get("lead") == "BRANCH" else row.get("lead", lead)
            sheet.conclude(place, row, who, [lead, *case["with"], branch], **facts)

    def answer(self, case: dict[str, Any], friday: date) -> str:
        """Return a division's answer; one that was given before is recalled, with what was done since."""
        week, before = (
            f"tuần {friday.isocalendar().week} năm {friday.isocalendar().year}",
            self.answered.get(case["key"]),
        )
        self.answered[case["key"]] = week
        if before is None:
            return str(case["answer"])
        gist = str(case["answer"]).split(". ")[0].rstrip(".")
        inside = case["field"] in {"he-thong", "can-bo", "tai-san"}
        followup = self.draw("again", "followups" if inside or friday.day % 2 else "business")
        if case["lead"] == "KTSTQ":
            followup = followup.replace("Phòng", "Chi cục")
        return f"Nội dung tương tự đã được trả lời tại giao ban {before}. {gist}. {followup}"

    def legal_text(self, sheet: Sheet) -> None:
        """Add a new legal text, or what came of one that was presented before."""
        text = self.legal.draw(lambda card: card.get("since", date.min) <= sheet.day)
        unit, is_new = text["lead"], text["title"] not in self.heard
        self.heard.add(text["title"])
        title = text["title"] if is_new else f"Giải đáp câu hỏi của các đơn vị – {text['title']}"
        say = text["say"] if is_new else self.draw("legal", "again").format(n=sheet.chance.randint(6, 24))
        if unit == "VP":
            say = say.replace("Phòng ", "Văn phòng ")
        place = sheet.add_item("legal", title, unit, minutes=10, wanted="inform", note=LEGAL_NOTE)
        sheet.say(place, unit, say)
        if not is_new or sheet.chance.random() < 0.7:  # noqa: PLR2004 - not every text needs action
            content = text["content"] if is_new else self.draw("legal", "again_content")
            row = {"content": content, "days": 14, "product": "Báo cáo kết quả thực hiện"}
            sheet.conclude(place, row, unit, [])

    def topic_conclusions(self, sheet: Sheet) -> None:
        """Add one or two conclusions on standing items, and one that needs no action."""
        heard = {item.topic: item for item in sheet.items if (item.topic, "conclusions") in self.parts}
        topics = list(heard)
        sheet.chance.shuffle(topics)
        for topic in topics[: 1 + sheet.day.day % 2]:
            row = self.parts[topic, "conclusions"].draw()
            sheet.conclude(heard[topic].place, row, row["lead"], row.get("with", []))
        if len(sheet.conclusions) < MOST_CONCLUSIONS:
            sheet.conclusions.append(Conclusion(sheet.items[-1].place, self.draw("closing", "no_action")))
        sheet.conclusions.sort(key=lambda conclusion: conclusion.item)

    def closing(self, sheet: Sheet) -> None:
        """Add the chair's closing words: of the week, of the season, a demand."""
        place = sheet.add_item(
            "closing",
            self.draw("closing", "title"),
            "VP",
            minutes=15,
            wanted="decide",
            note=TOPICS["closing"]["note"],
        )
        season = TOPICS["months"][str(sheet.day.month)]
        text = f"{self.draw('closing', 'open')} {season} {self.draw('closing', 'end')}"
        sheet.statements.append(Statement(place, sheet.chair, text))

    def _fits(self, key: str, branch: str) -> bool:
        case = next(case for case in CASES if case["key"] == key)
        return branch in case.get("branches", ROTATION) and key not in self.recent


def _field_name(code: str) -> str:
    return next(entry.name for entry in ENTRIES if entry.catalogue == "obstacle_field" and entry.code == code)


def _lower(text: str) -> str:
    """Lower the first letter unless an abbreviation or a name begins the text."""
    first = text.split(maxsplit=1)[0]
    is_name = first.isupper() or first in {"VNACCS/VCIS", "C/O"}
    return text if is_name else text[0].lower() + text[1:]


def _first_upper(text: str) -> str:
    return text[0].upper() + text[1:]
