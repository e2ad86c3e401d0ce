"""Folding that keeps places: as ``fold`` does, one character for one."""

from hypothesis import given
from hypothesis import strategies as st

from giaoban.kernel.folding import fold
from giaoban.search.marking import same_length_fold


@given(st.text(max_size=200))
def test_every_character_stays_in_its_place_and_is_folded(text):
    folded = same_length_fold(text)
    assert len(folded) == len(text)
    assert list(folded) == [(fold(character) or " ")[0] for character in text]


def test_vietnamese_is_folded():
    assert same_length_fold("Đặng Thị Hường, VƯỚNG MẮC") == "dang thi huong, vuong mac"
