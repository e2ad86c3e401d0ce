"""Text without accents."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from giaoban.kernel.folding import fold, words


def test_d_with_stroke_is_folded():
    assert fold("Đầu tư Đặng") == "dau tu dang"


def test_words_come_in_order():
    assert words("Chi cục HQ Nội Bài, số 15/TB") == ["chi", "cuc", "hq", "noi", "bai", "so", "15", "tb"]


@given(st.text())
def test_composed_and_decomposed_are_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ĐÁ"))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
