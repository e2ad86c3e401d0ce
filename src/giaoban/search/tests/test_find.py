"""Finding, on the database of this run."""

from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest

from giaoban.kernel import clock
from giaoban.kernel.ids import new_id
from giaoban.people.testing import an, by, dung
from giaoban.search import actions, queries
from giaoban.search.kinds import KINDS, Entry, Searchable

pytestmark = pytest.mark.django_db

TEXTS = {
    "Báo cáo đầu tư quý III": "Thu ngân sách đạt 8.120 tỷ đồng; vướng mắc về trị giá tính thuế hàng gia công.",
    "Chỉ thị về kỷ luật, kỷ cương": "Chấn chỉnh việc sử dụng thời giờ làm việc tại các chi cục.",
    "Đề nghị nâng cấp đường truyền": "Đường truyền thuê riêng tại Yên Bái chập chờn; đề nghị thay thiết bị.",
}


@pytest.fixture
def library(monkeypatch):
    """A kind of thing that everybody but Dũng may see."""
    things: dict[UUID, tuple[str, str]] = {new_id(): pair for pair in TEXTS.items()}
    number = count()

    def entries(subject_id):
        if subject_id not in things:
            return []
        title, text = things[subject_id]
        return [Entry(title=title, text=text, at=clock.now() - timedelta(days=next(number)))]

    def seen_among(actor, ids):
        return set() if actor.is_person(dung().pk) else set(ids)

    kind = Searchable(
        "test.thing", "Tài liệu", entries, lambda: iter(list(things)), seen_among, lambda i, p: f"/t/{i}/{p}/"
    )
    monkeypatch.setitem(KINDS, kind.kind, kind)
    for other in set(KINDS) - {kind.kind}:
        monkeypatch.delitem(KINDS, other)
    actions.rebuild()
    return things


def titles(asked, who=an):
    return [hit.row.title for hit in queries.find(by(who()), asked).hits]


@pytest.mark.parametrize("asked", ["đầu tư", "dau tu", "ĐẦU TƯ", "đầu tu", "báo cáo đầu"])
def test_with_and_without_diacritics(library, asked):
    assert titles(asked) == ["Báo cáo đầu tư quý III"]


def test_what_is_indexed_anew_in_the_middle_of_a_search_is_found(library, monkeypatch):
    rows, anew = queries._seen_rows, iter([True])

    def while_the_worker_writes(*asked):
        yield from list(rows(*asked))
        if next(anew, False):
            actions.rebuild()

    monkeypatch.setattr(queries, "_seen_rows", while_the_worker_writes)
    assert titles("dau tu") == ["Báo cáo đầu tư quý III"]


def test_every_word_must_be_there(library):
    assert titles("ky luat thoi gio") == ["Chỉ thị về kỷ luật, kỷ cương"]
    assert titles("ky luat duong truyen") == []


def test_a_phrase_is_taken_whole(library):
    assert titles('"duong truyen thue"') == ["Đề nghị nâng cấp đường truyền"]
    assert titles('"truyen duong"') == []


def test_the_last_word_may_be_unfinished(library):
    assert titles("vuong m") == ["Báo cáo đầu tư quý III"]


@pytest.mark.parametrize("asked", ["", "   ", '"', "'", "a AND b) OR *", "§§§", "đ" * 500, "NEAR(x y)", "a & !b | c"])
def test_odd_questions_are_answered_quietly(library, asked):
    titles(asked)


def test_what_one_may_not_see_is_not_found(library):
    assert titles("dau tu", dung) == []


def test_hits_are_marked_in_the_text_as_it_reads(library):
    hit = queries.find(by(an()), "tri gia").hits[0]
    assert [piece for piece, is_hit in hit.context if is_hit] == ["trị giá", "gia"]


def test_a_single_letter_marks_no_words_that_begin_with_it(library):
    library[new_id()] = ("Kiểm tra C/O mẫu D", "C/O có ô số 13 chưa đánh dấu; cơ quan cấp C/O đã xác nhận.")
    actions.rebuild()
    hit = queries.find(by(an()), "c/o").hits[0]
    assert {piece for piece, is_hit in hit.context if is_hit} == {"C", "O", "ô"}


def test_what_is_gone_is_forgotten(library):
    gone = next(iter(library))
    del library[gone]
    actions.index(kind="test.thing", subject_id=gone)
    assert titles("dau tu") == []


def test_a_change_replaces_what_was_there(library):
    subject_id = next(iter(library))
    library[subject_id] = ("Báo cáo mới", "Không còn chữ cũ.")
    actions.index(kind="test.thing", subject_id=subject_id)
    assert titles("ngan sach") == []
    assert titles("bao cao moi") == ["Báo cáo mới"]


def test_pages_of_hits(library):
    for n in range(45):
        library[new_id()] = (f"Công văn số {n}", "về việc phối hợp")
    actions.rebuild()
    first, third = (queries.find(by(an()), "phoi hop", page=page) for page in (1, 3))
    assert (len(first.hits), first.has_more) == (20, True)
    assert (len(third.hits), third.has_more) == (5, False)


@pytest.mark.parametrize(
    "asked",
    [
        "duong truyne thue",
        "duog truyen",
        "duongf truyen",
        "duongtruyen",
        "đường truyềm",
        "Yen Bai chap chonw",
        "thiet bij",
    ],
)
def test_a_word_may_be_one_letter_wrong_or_stuck_to_the_next(library, asked):
    found = queries.find(by(an()), asked)
    assert [hit.row.title for hit in found.hits] == ["Đề nghị nâng cấp đường truyền"]


def test_what_only_comes_near_is_said_to_and_marked(library):
    found = queries.find(by(an()), "duong truyne")
    assert found.is_near
    assert [piece for piece, is_hit in found.hits[0].title if is_hit] == ["đường truyền"]
    assert not queries.find(by(an()), "duong truyen").is_near
    assert not queries.find(by(an()), "khong dau co ca").is_near


def test_another_number_is_another_document(library):
    library[new_id()] = ("Công văn số 438/UBND-VHXH", "")
    actions.rebuild()
    assert titles("438/ubnd-vhxh") == ["Công văn số 438/UBND-VHXH"]
    assert titles("439") == []
    assert titles("439/ubnd") == []


def test_one_word_too_many_is_forgiven_two_are_not(library):
    assert titles("ky luat ky cuong chi cuc zebra") == ["Chỉ thị về kỷ luật, kỷ cương"]
    assert titles("ky luat zebra quagga") == []


def test_usual_abbreviations_find_what_they_stand_for(library):
    library[new_id()] = ("Kế hoạch kiểm tra sau thông quan", "Ủy ban nhân dân thành phố đã có ý kiến.")
    library[new_id()] = ("Phòng KTSTQ báo cáo", "")
    actions.rebuild()
    assert set(titles("ktstq")) == {"Kế hoạch kiểm tra sau thông quan", "Phòng KTSTQ báo cáo"}
    assert titles("UBND ke hoach") == ["Kế hoạch kiểm tra sau thông quan"]


def test_what_is_written_with_the_accents_typed_comes_first(library):
    library[new_id()] = ("Báo cáo kỳ luật", "")
    library[new_id()] = ("Báo cáo kỷ luật", "")
    actions.rebuild()
    assert titles("báo cáo kỷ luật")[0] == "Báo cáo kỷ luật"
    assert titles("báo cáo kỳ luật")[0] == "Báo cáo kỳ luật"


def test_the_title_comes_before_the_text_and_words_in_a_row_before_words_apart(library):
    library[new_id()] = ("Kho tang vật tập trung", "")
    library[new_id()] = ("Họp tuần", "Bàn về kho tang vật tập trung của Cục.")
    library[new_id()] = ("Họp tháng", "Tập hợp tang chứng, vật chứng về kho trung tâm.")
    actions.rebuild()
    assert titles("kho tang vat tap trung") == ["Kho tang vật tập trung", "Họp tuần", "Họp tháng"]


def test_of_very_many_that_hold_the_words_the_right_one_is_first(library):
    library[new_id()] = ("Kế hoạch phối hợp liên ngành", "về việc phối hợp")
    actions.index(kind="test.thing", subject_id=list(library)[-1])
    for n in range(queries.WEIGHED + 60):
        library[new_id()] = (f"Công văn số {n}", "về kế hoạch của ngành, việc liên quan phối hợp")
    actions.rebuild()
    hits = [hit.row.title for page in range(1, 15) for hit in queries.find(by(an()), "phoi hop", page=page).hits]
    assert len(hits) == len(set(hits)) == queries.WEIGHED + 61
    assert titles("ke hoach phoi hop lien nganh")[0] == "Kế hoạch phối hợp liên ngành"
