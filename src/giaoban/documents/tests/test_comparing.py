"""What changed between two papers, as words and pages tell it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban.documents.comparing import Sheet, Word, compare, matched, stretches
from giaoban.documents.testing import LETTER

WORDS = " ".join(LETTER).split()


def sheet(number: int, text: str, **more) -> Sheet:
    words = [
        Word(word, (0.1 + 0.08 * (place % 10), 0.1 + 0.03 * (place // 10), 0.07, 0.02))
        for place, word in enumerate(text.split())
    ]
    return Sheet(number, words, **more)


def paper(*texts: str, **more) -> list[Sheet]:
    return [sheet(number, text, **more) for number, text in enumerate(texts, 1)]


def states(old, new):
    return [(row.state, row.before, row.page) for row in compare(old, new)]


ONE, TWO, THREE = " ".join(LETTER[:2]), " ".join(LETTER[2:4]), " ".join([LETTER[4], "và đề nghị khác", LETTER[4][::-1]])


def test_the_same_paper_is_the_same():
    assert states(paper(ONE, TWO), paper(ONE, TWO)) == [("same", 1, 1), ("same", 2, 2)]


def test_a_word_that_changed_is_told_with_its_place():
    rows = compare(paper(ONE, TWO), paper(ONE, TWO.replace("hai trăm", "ba trăm")))
    assert [(row.state, row.added, row.removed) for row in rows] == [("same", 0, 0), ("changed", 1, 1)]
    added = next(piece for piece in rows[1].pieces if piece.kind == "added")
    removed = next(piece for piece in rows[1].pieces if piece.kind == "removed")
    assert (added.text, removed.text) == ("ba", "hai")
    place = TWO.split().index("hai")
    assert added.boxes == [(round(0.1 + 0.08 * (place % 10), 5), round(0.1 + 0.03 * (place // 10), 5), 0.07, 0.02)]


def test_accents_and_capitals_count_in_printed_papers():
    rows = compare(paper("Chi cục Hải quan Nội Bài"), paper("Chi Cục Hải quan Nội bài"))
    assert [(piece.kind, piece.text) for piece in rows[0].pieces] == [
        ("same", "Chi"),
        ("removed", "cục"),
        ("added", "Cục"),
        ("same", "Hải quan Nội"),
        ("removed", "Bài"),
        ("added", "bài"),
    ]


def test_a_page_put_in_and_a_page_taken_out():
    assert states(paper(ONE, TWO), paper(ONE, THREE, TWO)) == [("same", 1, 1), ("new", None, 2), ("same", 2, 3)]
    assert states(paper(ONE, THREE, TWO), paper(ONE, TWO)) == [("same", 1, 1), ("gone", 2, None), ("same", 3, 2)]
    assert states(paper(ONE), paper(THREE)) == [("gone", 1, None), ("new", None, 1)]
    assert states(paper(ONE, TWO), paper(TWO)) == [("gone", 1, None), ("same", 2, 1)]
    assert states([], paper(ONE)) == [("new", None, 1)]
    assert states(paper(ONE), []) == [("gone", 1, None)]


def test_words_that_only_moved_to_the_next_page_are_no_change():
    words = (ONE + " " + TWO).split()
    old = paper(" ".join(words[:30]), " ".join(words[30:]))
    new = paper(" ".join(["Mở", "đầu", "thêm", *words[:20]]), " ".join(words[20:]))
    rows = compare(old, new)
    assert [(row.state, row.added, row.removed) for row in rows] == [("changed", 3, 0), ("same", 0, 0)]


def test_a_machine_is_forgiven_a_letter_but_never_a_figure():
    told = "Tổng số thu nộp ngân sách đạt 1.247 tỷ đồng trong tháng, tăng mạnh"
    again = "Tổng sô thu nộp ngân sách đạt 1.247 tý đồng trong thảng tăng manh"
    assert states(paper(told, machine=True), paper(again, machine=True)) == [("same", 1, 1)]
    assert states(paper(told), paper(again))[0][0] == "changed"
    other = again.replace("1.247", "1.347")
    rows = compare(paper(told, machine=True), paper(other))
    assert [(piece.kind, piece.text) for piece in rows[0].pieces if piece.kind != "same"] == [
        ("removed", "1.247"),
        ("added", "1.347"),
    ]


def test_a_letter_more_is_forgiven_too():
    assert states(paper("kiểm soát chung toàn tuyến", machine=True), paper("kiểm soat chungg toàn tuyến")) == [
        ("same", 1, 1)
    ]


def test_the_same_words_under_another_picture_are_told():
    plain, stamped = bytes([250] * 3264), bytes([250] * 3000 + [80] * 40 + [250] * 224)
    rows = compare(paper(ONE, spots=plain), paper(ONE, spots=stamped))
    assert [(row.state, row.looks, row.added) for row in rows] == [("changed", True, 0)]
    assert states(paper(ONE, spots=plain), paper(ONE, spots=plain)) == [("same", 1, 1)]


def test_pages_without_words_are_told_apart_by_how_they_look():
    white, figure = bytes([255] * 3264), bytes([255] * 2000 + [40] * 1264)
    old = [Sheet(1, [], spots=white), sheet(2, ONE), Sheet(3, [], spots=figure)]
    new = [Sheet(1, [], spots=white), sheet(2, ONE), Sheet(3, [], spots=white), Sheet(4, [], spots=figure)]
    assert states(old, new) == [("same", 1, 1), ("same", 2, 2), ("new", None, 3), ("same", 3, 4)]
    assert states(old, new[:2]) == [("same", 1, 1), ("same", 2, 2), ("gone", 3, None)]


def test_boxes_of_words_beside_each_other_become_one_a_line():
    line = [(0.1, 0.1, 0.05, 0.02), (0.16, 0.1, 0.05, 0.02), (0.7, 0.1, 0.05, 0.02), (0.1, 0.14, 0.05, 0.02)]
    assert stretches(line) == [(0.1, 0.1, 0.11, 0.02), (0.7, 0.1, 0.05, 0.02), (0.1, 0.14, 0.05, 0.02)]


def test_a_table_of_noughts_is_compared_too():
    old, new = paper(*["0 " * 900] * 3), paper(*["0 " * 900] * 3, "0 1 " * 450)
    assert [row.state for row in compare(old, new)][:3] == ["same"] * 3


def test_a_long_paper_is_compared_in_seconds():
    import time

    texts = [" ".join(f"{word}{(n * 131 + k) % 9973}" for k, word in enumerate(WORDS * 4)) for n in range(300)]
    changed = [text.replace("lậu", "sai", 1) if n % 10 == 0 else text for n, text in enumerate(texts)]
    began = time.process_time()
    rows = compare(paper(*texts), paper(*changed[:150], "Trang mới hoàn toàn khác hẳn", *changed[150:]))
    assert time.process_time() - began < 20
    assert sum(row.state == "new" for row in rows) == 1
    assert sum(row.state == "changed" for row in rows) <= 31


TEXT = st.lists(st.sampled_from(WORDS), max_size=40)


@settings(max_examples=200, deadline=None)
@given(a=TEXT, b=TEXT)
def test_what_is_matched_is_equal_and_in_order(a, b):
    pairs = matched(a, b)
    assert all(a[x] == b[y] for x, y in pairs)
    assert pairs == sorted(set(pairs))
    assert [y for _x, y in pairs] == sorted({y for _x, y in pairs})


@settings(max_examples=200, deadline=None)
@given(old=st.lists(TEXT, max_size=5), new=st.lists(TEXT, max_size=5), machine=st.booleans())
def test_no_word_is_lost_and_none_is_told_twice(old, new, machine):
    before, after = paper(*map(" ".join, old), machine=machine), paper(*map(" ".join, new), machine=machine)
    rows = compare(before, after)
    assert [row.page for row in rows if row.page] == [page.number for page in after]
    told_new = [word for row in rows for piece in row.pieces if piece.kind != "removed" for word in piece.words]
    assert told_new == [word for page in after for word in page.words]
    removed = sum(len(piece.words) for row in rows for piece in row.pieces if piece.kind == "removed")
    same = sum(len(piece.words) for row in rows for piece in row.pieces if piece.kind == "same")
    assert removed + same == sum(len(page.words) for page in before)
    numbers = [row.before for row in rows if row.state == "gone"]
    assert len(numbers) == len(set(numbers))


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(TEXT, max_size=5))
def test_a_paper_compared_with_itself_never_changed(texts):
    pages = paper(*map(" ".join, texts))
    assert all(row.state == "same" and row.page == row.before for row in compare(pages, pages))
