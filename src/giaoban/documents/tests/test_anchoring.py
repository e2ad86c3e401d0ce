"""Marks go along to the next version: most of those whose words survive, and never to words that are not theirs."""

from collections import Counter

import pytest

from giaoban.documents.anchoring import Passage
from giaoban.documents.tests.edits import Pair, a_pair

PAIRS = 100


def outcomes(pair: Pair) -> Counter[str]:
    """Place every mark of a pair and compare with what is known of it."""
    passage, found = Passage(pair.old, pair.new), Counter[str]()
    for sentence, first, last in pair.marks:
        place = passage.place((first, last))
        words = passage.old[first:last]
        low, high = pair.now.get(sentence, (0, 0))
        survives = any(passage.new[at : at + len(words)] == words for at in range(low, high - len(words) + 1))
        fate = "survives" if survives else "changed" if high else "gone"
        found[fate] += 1
        if place is None:
            continue
        inside = low <= place.first and place.last <= high
        exact = not survives or passage.new[place.first : place.last] == words
        found[f"{fate}, right" if inside and exact else f"{fate}, WRONG"] += 1
    return found


@pytest.fixture(scope="module")
def told() -> Counter[str]:
    """What became of all marks of all pairs."""
    return sum((outcomes(a_pair(seed)) for seed in range(PAIRS)), Counter[str]())


def test_none_is_attached_to_wrong_words(told, capsys):
    with capsys.disabled():
        share = told["survives, right"] / told["survives"]
        print(f"\n{PAIRS} pairs of versions: {share:.1%} of marks whose words survive placed rightly; {dict(told)}")  # noqa: T201
    assert [name for name in told if name.endswith("WRONG")] == []


def test_most_marks_whose_words_survive_are_placed(told):
    assert told["survives"] > 1000
    assert told["gone"] > 20
    assert told["survives, right"] / told["survives"] >= 0.9


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


OLD = words("Mở đầu báo cáo tuần. Số thu đạt 92% dự toán giao. Đơn vị đề nghị bổ sung máy soi. Kết thúc báo cáo.")


def placed(new: str, first: int = 5, last: int = 11):
    """Return what the marked «Số thu đạt 92% dự toán» lies on now."""
    passage = Passage(OLD, new.split())
    place = passage.place((first, last))
    return None if place is None else (" ".join(new.split()[place.first : place.last]), place.exact)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (" ".join(OLD), ("Số thu đạt 92% dự toán", True)),
        ("Phần mới. " + " ".join(OLD), ("Số thu đạt 92% dự toán", True)),
        (" ".join(OLD).replace("92%", "95%"), ("Số thu đạt 95% dự toán", False)),
        (" ".join(OLD[:5] + OLD[12:]), None),
        ("Mở đầu báo cáo tuần. Số chi là 3 tỷ đồng. Đơn vị đề nghị bổ sung máy soi. Kết thúc báo cáo.", None),
        ("Văn bản khác hẳn, không còn câu nào như trước.", None),
    ],
    ids=["same", "pushed down", "a figure changed", "deleted", "replaced", "another paper"],
)
def test_one_sentence(new, expected):
    assert placed(new) == expected


def test_a_deleted_phrase_does_not_jump_to_its_twin_elsewhere():
    old = words("Chi cục Nội Bài đạt kế hoạch. Chi cục Hải Phòng đạt kế hoạch. Chi cục Lào Cai đạt kế hoạch.")
    new = words("Chi cục Nội Bài đạt kế hoạch. Chi cục Lào Cai đạt kế hoạch.")
    passage = Passage(old, new)
    assert passage.place((11, 14)) is None, "«đạt kế hoạch» of the deleted sentence"
    assert passage.place((4, 7)) is not None


def test_the_right_one_of_equal_lines_is_kept_where_nothing_moved():
    lines = words("Cộng 0 0 0 Phòng A 1 0 0 Cộng 0 0 0 Phòng B 2 0 0 Cộng 0 0 0 Hết")
    passage = Passage(lines, lines)
    place = passage.place((9, 13))
    assert place is not None
    assert (place.first, place.last) == (9, 13)


def test_a_phrase_out_of_bounds_is_nowhere():
    passage = Passage(OLD, OLD)
    assert passage.place((5, 5)) is passage.place((-1, 3)) is passage.place((0, 99)) is None
