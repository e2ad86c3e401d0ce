"""Similar settled obstacles while typing: of 500 with known twins, the twin is among the first three (OBS-1)."""

from datetime import date, timedelta
from random import Random

import pytest

from giaoban.demo.content.agenda import CASES
from giaoban.kernel.folding import fold
from giaoban.obstacles import queries
from giaoban.obstacles.models import Obstacle, Precedent
from giaoban.obstacles.testing import a_field, gsql, noi_bai
from giaoban.people.testing import chi
from giaoban.search import actions as search

pytestmark = pytest.mark.django_db
ASKED, WANTED = 60, 0.9


def _stories(chance: Random) -> list[tuple[str, str, str]]:
    """Return 500 (key, title, facts): 36 kinds of case, each on several goods, several times with other figures."""
    found = []
    while len(found) < 500:
        for case in CASES:
            for goods in case["goods"]:
                facts = {"hang": goods, "dv": "Chi cục", "n": chance.randint(3, 90), "m": chance.randint(5, 60)}
                key = f"{case['key']}/{goods}"
                found.append((key, case["title"].format(**facts), case["branch"].format(**facts)))
    return found[:500]


def _retold(text: str, chance: Random, keep: float = 0.65) -> str:
    """Tell it as another officer would: a part of the words, other figures, sentences turned, often no accents."""
    sentences = [sentence for sentence in text.split(". ") if sentence]
    chance.shuffle(sentences)
    words = [word for word in " ".join(sentences).split() if chance.random() < keep and not word.isdigit()]
    told = " ".join(words)
    return fold(told) if chance.random() < 0.5 else told


def _settle(rows: list[tuple[str, str, str]]) -> dict[Precedent, str]:
    branch, author, field, division = noi_bai(), chi(), a_field(), gsql()
    made: dict[Precedent, str] = {}
    for number, (key, title, facts) in enumerate(rows):
        row = Obstacle.objects.create(
            branch=branch, author=author, field=field, division=division, title=title[:300], facts=facts,
            state="resolved", raised_at="2026-01-05T09:00:00+07:00", number=f"VM-{number:04}/2026",
        )  # fmt: skip
        kept = Precedent.objects.create(
            obstacle=row, field=field, division=division, title=title[:300], question=facts, answer="Theo quy định.",
            settled_on=date(2026, 1, 5) + timedelta(days=number % 60), level="division",
        )  # fmt: skip
        search.index(kind=queries.KIND, subject_id=kept.pk)
        made[kept] = key
    return made


def test_the_twin_is_among_the_first_three_in_nine_of_ten():
    chance = Random(7)
    rows = _stories(chance)
    made = _settle(rows)
    by_key = {row.pk: key for row, key in made.items()}
    hits = 0
    for key, title, facts in chance.sample(rows, ASKED):
        shown = queries.alike(_retold(title, chance, 0.75), _retold(facts, chance))
        hits += key in {by_key[row.pk] for row in shown}
    assert hits / ASKED >= WANTED, f"twin among the first three: {hits} of {ASKED}"


def test_nothing_is_like_what_nobody_asked():
    _settle([("a", "Kiểm tra C/O mẫu E", "Chữ ký trên C/O không khớp với mẫu đã thông báo")])
    assert queries.alike("Xe ô tô công vụ hết hạn đăng kiểm") == []
    assert queries.alike("") == []
    assert queries.alike("C/O mẫu E", "chu ky khong khop")[0].title == "Kiểm tra C/O mẫu E"
