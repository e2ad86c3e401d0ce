"""The weekly briefing: its series, the past year's meetings, today's, and next week's in preparation."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from random import Random

from giaoban.demo.content.agenda import TOPICS, Sheet, Writer
from giaoban.demo.content.catalogues import ONLINE_ROOM
from giaoban.demo.content.deck import Deck
from giaoban.demo.content.holidays import HOLIDAYS, working_day_before, works_on
from giaoban.demo.content.meetings import Meeting, Presence, joins_online, seats
from giaoban.demo.content.preparation import prepared, running, with_papers
from giaoban.demo.content.units import ADVISORY, BRANCHES, BY_CODE, first_deputy_of, head_of

WEEKS = 52
RECENT = 4  # past briefings whose papers are kept as files
START = time(8, 0)
MINUTES = 150
GROUP = "Giao ban tuần toàn Cục"
DEMANDS = (
    "Các đơn vị nghiên cứu tài liệu trước cuộc họp, chỉ phát biểu những vấn đề còn ý kiến khác nhau, mỗi lần "
    "không quá 5 phút. Điểm cầu tại các Chi cục có cán bộ kỹ thuật trực trước giờ họp 60 phút."
)
CONTACT = "Đồng chí Nguyễn Thị Bảo Ngọc, Văn phòng Cục, điện thoại 0900 000 011"
PURPOSE = (
    "Kiểm điểm công tác tuần, tháo gỡ vướng mắc của các Chi cục, triển khai nhiệm vụ trọng tâm tuần tới trong toàn Cục."
)


@dataclass(frozen=True, slots=True)
class UsualItem:
    """One item of the series' usual agenda."""

    place: int
    title: str
    unit: str
    minutes: int
    wanted: str
    asks_paper: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The series; ``{tuần}`` in the title is the number of the week."""

    title: str
    kind: str
    form: str
    rule: str
    start: time
    minutes: int
    location: str
    unit: str
    chair: str
    secretary: str
    group: str
    demands: str
    contact: str
    on_holiday: str
    starts_on: date
    items: tuple[UsualItem, ...]


@dataclass(frozen=True, slots=True)
class SeriesException:
    """A date of the series that was moved, or on which there was no briefing (``moved_to`` is None)."""

    original_day: date
    moved_to: date | None
    reason: str


_USUAL = (
    UsualItem(1, "Kết quả thực hiện kết luận giao ban tuần trước", "VP", 10, "inform", asks_paper=True),
    UsualItem(2, "Kết quả thu ngân sách, kim ngạch, tờ khai", "TXNK", 15, "discuss", asks_paper=True),
    UsualItem(3, "Vướng mắc của các Chi cục theo lịch luân phiên", "GSQL", 36, "decide", asks_paper=True),
    UsualItem(4, "Văn bản mới và việc áp dụng thống nhất", "GSQL", 10, "inform", asks_paper=True),
    UsualItem(5, "Công tác chống buôn lậu, quản lý rủi ro", "CBL", 20, "inform", asks_paper=True),
    UsualItem(6, "Tình hình hệ thống, sự cố trong tuần", "CNTT", 10, "inform", asks_paper=False),
    UsualItem(7, "Kỷ luật, kỷ cương hành chính", "TTr", 10, "inform", asks_paper=False),
    UsualItem(8, "Tài chính, tài sản, xe công vụ", "TVQT", 8, "inform", asks_paper=False),
    UsualItem(9, "Lịch công tác tuần tới", "VP", 6, "inform", asks_paper=False),
    UsualItem(10, "Kết luận của Lãnh đạo Cục", "VP", 15, "decide", asks_paper=False),
)


def this_friday(today: date) -> date:
    """Return the Friday of the week in which ``today`` lies."""
    return today + timedelta(days=4 - today.weekday())


def series(today: date) -> Series:
    """Return the series that all weekly briefings belong to."""
    begin = _fridays(today)[0]
    return Series(
        "Họp giao ban tuần {tuần} năm {năm}",
        "briefing",
        "hybrid",
        "FREQ=WEEKLY;BYDAY=FR",
        START,
        MINUTES,
        ONLINE_ROOM,
        "HQHN",
        "cuctruong",
        "vanphong",
        GROUP,
        DEMANDS,
        CONTACT,
        "before",
        begin,
        _USUAL,
    )


def held_on(friday: date) -> date | None:
    """Return the day of a week's briefing: Friday, the working day before, or none in a week of holidays."""
    if works_on(friday):
        return friday
    before = working_day_before(friday)
    return before if before >= friday - timedelta(days=4) else None


def exceptions(today: date) -> list[SeriesException]:
    """Return the dates of the series on which the briefing was moved or left out."""
    rows = []
    for friday in _all_fridays(today):
        day = held_on(friday)
        if day is None:
            rows.append(SeriesException(friday, None, TOPICS["moved"]["skipped"].format(le=HOLIDAYS[friday])))
        elif day != friday:
            rows.append(SeriesException(friday, day, TOPICS["moved"]["holiday"]))
    if this_friday(today) != today:
        rows.append(SeriesException(this_friday(today), today, TOPICS["moved"]["today"]))
    return rows


def briefings(today: date) -> list[Meeting]:
    """Return 52 past briefings, the one that runs today, and next week's in preparation, in order of time."""
    return list(_briefings(today))


@cache
def _briefings(today: date) -> tuple[Meeting, ...]:
    writer, absences = Writer(), _Absences()
    found: list[Meeting] = []
    for week, friday in enumerate(_fridays(today)):
        day = held_on(friday) or friday
        given = len(found[-1].actions) if found else 6
        found.append(_one(writer, absences, week, friday=friday, day=day, given=given))
    this = _one(writer, absences, WEEKS, friday=this_friday(today), day=today, given=len(found[-1].actions))
    coming = this_friday(today) + timedelta(days=7)
    while held_on(coming) is None:
        coming += timedelta(days=7)
    following = _one(writer, absences, WEEKS + 1, friday=coming, day=held_on(coming) or coming, given=6)
    past = [*found[:-RECENT], *(with_papers(meeting) for meeting in found[-RECENT:])]
    return (*past, running(this), prepared(following))


def _fridays(today: date) -> list[date]:
    """Return the Fridays of the 52 weeks before this one in which a briefing was held."""
    found: list[date] = []
    friday = this_friday(today) - timedelta(days=7)
    while len(found) < WEEKS:
        if held_on(friday) is not None:
            found.append(friday)
        friday -= timedelta(days=7)
    return found[::-1]


def _all_fridays(today: date) -> list[date]:
    friday, last = _fridays(today)[0], this_friday(today)
    found = []
    while friday < last:
        found.append(friday)
        friday += timedelta(days=7)
    return found


class _Absences:
    """Who is away: one to four people a week, with reasons that do not repeat soon."""

    def __init__(self) -> None:
        self.reasons = Deck(TOPICS["absence"]["reasons"], 7)
        self.province = Deck(TOPICS["absence"]["reasons_province"], 8)

    def presences(self, week: int, chance: Random) -> tuple[Presence, ...]:
        invited = seats([unit.code for unit in (*ADVISORY, *BRANCHES)], ["cuctruong", "pho1", "pho2", "pho3"])
        away = set(chance.sample([person for person, _ in invited[1:]], chance.randint(1, 4)))
        if _chair(week) != "cuctruong":
            away = (away - {"pho1"}) | {"cuctruong"}
        return tuple(self._one(person, unit, chance, is_away=person in away) for person, unit in invited)

    def _one(self, person: str, unit: str, chance: Random, *, is_away: bool) -> Presence:
        if not is_away:
            state = "online" if joins_online(unit) else "on_site"
            return Presence(person, unit, state, is_late=chance.random() < 0.03)  # noqa: PLR2004
        in_province = BY_CODE[unit].town != "Hà Nội" and chance.random() < 0.5  # noqa: PLR2004
        reason = (self.province if in_province else self.reasons).draw()
        substitute = first_deputy_of(unit) if person == head_of(unit) and unit != "LDC" else ""
        return Presence(person, unit, "absent", reason=reason, substitute=substitute)


def _chair(week: int) -> str:
    return "pho1" if week % 7 == 5 else "cuctruong"  # noqa: PLR2004 - the director is away every seventh week


def _one(writer: Writer, absences: _Absences, week: int, *, friday: date, day: date, given: int) -> Meeting:
    chance = Random(1000 + week)  # noqa: S311 - wording of a demo
    presences, chair = absences.presences(week, chance), _chair(week)
    sheet = writer.write(Sheet(friday, day, chair, presences, chance), week, given)
    iso = friday.isocalendar()
    return Meeting(
        key=f"giao-ban-{iso.year}-{iso.week:02}",
        title=f"Họp giao ban tuần {iso.week} năm {iso.year}",
        kind="briefing",
        form="hybrid",
        day=day,
        start=START,
        minutes=MINUTES,
        location=ONLINE_ROOM,
        unit="HQHN",
        chair=chair,
        secretary="vanphong",
        state="concluded",
        purpose=PURPOSE,
        demands=DEMANDS,
        contact=CONTACT,
        items=tuple(sheet.items),
        presences=presences,
        statements=tuple(sheet.statements),
        conclusions=tuple(sheet.conclusions),
        group=GROUP,
        in_series=True,
        original_day=friday if friday != day else None,
        moved_reason=_why_moved(friday, day),
    )


def _why_moved(friday: date, day: date) -> str:
    if friday == day:
        return ""
    return str(TOPICS["moved"]["today" if held_on(friday) != day else "holiday"])
