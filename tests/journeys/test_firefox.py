"""The reader and the room in Firefox, as Debian ships it, at three sizes."""

import pytest

from tests.journeys.conftest import Person
from tests.journeys.firefox import ENTER, Firefox, firefox

pytestmark = pytest.mark.journey
SIZES = ((1440, 900), (820, 1180), (360, 740))
TITLE = "Báo cáo kết quả công tác tuần"
SEARCH = "Tìm trong tài liệu"
PAGES_SEEN = "deep('.textLayer').filter((layer) => layer.childElementCount > 0).length"


@pytest.fixture
def fox():
    with firefox() as found:
        yield found


def weekly_report(person: Person) -> tuple[str, str]:
    """Return the running meeting and its weekly report: a letter of some pages, whose text is there at once."""
    meeting = next(
        row["id"] for row in person.get("/api/meetings", when="upcoming")["items"] if row["state"] == "running"
    )
    state = person.get(f"/api/meetings/{meeting}/live")["state"]
    papers = [value for key, value in state.items() if key.startswith("paper/") and value["state"] == "ready"]
    return meeting, next(paper["id"] for paper in papers if paper["title"] == TITLE)


def test_a_paper_is_read_and_searched(served: str, people: dict[str, Person], fox: Firefox) -> None:
    _meeting, paper = weekly_report(people["vanphong"])
    fox.sign_in(served, "vanphong")
    for width, height in SIZES:
        fox.size(width, height)
        fox.open(f"{served}/tai-lieu/{paper}/")
        fox.wait(PAGES_SEEN)
        assert fox.overflow() <= 0
        fox.shot(f"firefox-reader-{width}")
    fox.size(1440, 900)
    fox.wait(PAGES_SEEN)
    fox.run(f"deep('button').find((one) => `${{one.title}}${{one.ariaLabel}}`.includes('{SEARCH}')).click()")
    fox.wait("deep('.viewer-find input').length")
    fox.run("deep('.viewer-find input')[0].focus()")
    fox.press("ket qua cong tac")
    found = fox.wait("deep('.viewer-hits mark').map((mark) => mark.textContent.toLowerCase())")
    assert set(found) == {"kết quả công tác"}
    fox.press(ENTER)
    fox.wait("deep('.viewer-hits [aria-current=true]').length")
    fox.shot("firefox-reader-found")
    assert fox.wrong == []


def test_a_member_follows_the_room(served: str, people: dict[str, Person], fox: Firefox) -> None:
    desk = people["vanphong"]
    meeting, paper = weekly_report(desk)
    fox.sign_in(served, "gsql.truong")
    for page, (width, height) in enumerate(SIZES, start=2):
        fox.size(width, height)
        fox.open(f"{served}/phong-hop/{meeting}/")
        fox.wait("deep('gb-head h1').length")
        desk.post(f"/api/meetings/{meeting}/stage", {"document": paper, "page": page})
        fox.wait(f"deep('gb-stage').some((stage) => /\\b{page}\\/\\d/.test(stage.innerText))")
        assert fox.overflow() <= 0
        fox.shot(f"firefox-room-{width}")
    assert fox.wrong == []
