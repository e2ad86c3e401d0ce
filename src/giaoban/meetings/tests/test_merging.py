"""Two changes of one text: no paragraph that anybody wrote is lost, or somebody is asked."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.meetings.merging import merge

paragraphs = st.lists(st.text(alphabet="abcđêu ", min_size=0, max_size=6), min_size=0, max_size=7)


def text(lines):
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "together"),
    [
        ("một\nhai\nba", "MỘT\nhai\nba", "một\nhai\nBA", "MỘT\nhai\nBA"),
        ("một", "một\nhai", "một\nba", "một\nhai\nba"),  # both add: both stand
        ("một\nhai", "một", "một\nhai\nba", "một\nba"),  # one takes out, the other adds elsewhere
        ("một", "MỘT", "một nữa", None),  # the same paragraph
        ("một\nhai\nba", "một\nba", "một\nHAI\nba", None),  # one takes out what the other changes
        ("một\nhai", "MỘT\nhai", "MỘT\nHAI", "MỘT\nHAI"),  # alike once
        ("một", "một\nhai", "một\nhai", "một\nhai"),
        ("một\nhai", "không\nmột\nhai", "một\nhai\nba", "không\nmột\nhai\nba"),
    ],
)
def test_cases(base, theirs, mine, together):
    assert merge(base, theirs, mine) == together


@given(paragraphs, paragraphs)
def test_who_changes_alone_is_right(base, mine):
    assert merge(text(base), text(base), text(mine)) == text(mine)
    assert merge(text(base), text(mine), text(base)) == text(mine)
    assert merge(text(base), text(mine), text(mine)) == text(mine)


@given(st.data())
def test_no_paragraph_is_lost(data):
    """Each takes out and puts in paragraphs; what is merged has all that was put in, and what both kept."""
    base = [f"cũ {number}" for number in range(data.draw(st.integers(0, 6)))]
    theirs, mine = _changed(data, base, "Lan"), _changed(data, base, "Bình")
    together = merge(text(base), text(theirs), text(mine))
    if together is None:
        return
    found = Counter(together.split("\n"))
    for line in {*theirs, *mine} - set(base):
        assert found[line] >= 1, line
    for line in set(base) & set(theirs) & set(mine):
        assert found[line] == 1, line
    for line in set(base) - (set(theirs) & set(mine)):
        assert found[line] == 0, line  # what one took out on purpose does not come back


def _changed(data, base, who):
    lines, number = [], 0
    for line in [*base, None]:
        for _ in range(data.draw(st.integers(0, 2))):
            number += 1
            lines.append(f"{who} {number}")
        if line is not None and data.draw(st.booleans()):
            lines.append(line)
    return lines or [f"{who} {number + 1}"]


@given(paragraphs, paragraphs, paragraphs)
def test_whatever_is_merged_has_the_words_of_both(base, theirs, mine):
    """Also where paragraphs repeat: nothing that one of them added is missing from the result."""
    together = merge(text(base), text(theirs), text(mine))
    if together is None:
        return
    found = Counter(together.split("\n"))
    for side in (theirs, mine):
        added = Counter(text(side).split("\n")) - Counter(text(base).split("\n"))
        for line in added:
            assert found[line] >= 1, line
