"""What people write comes out as they wrote it: nothing is markup, nothing is lost, content is bytes."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

from hypothesis import example, given, settings
from hypothesis import strategies as st

from giaoban.clerical.papers import (
    Absence,
    AttendanceGroup,
    ConclusionLine,
    ItemRecord,
    Statement,
    render_docx,
    render_pdf,
)
from giaoban.clerical.papers.sheet import plain
from giaoban.clerical.testing import a_notice, an_agenda, an_invitation, some_minutes
from giaoban.clerical.tests.reading import squeezed, text_of, word_text_of

LETTERS = "abcxyzABCXYZ0123456789ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĐÁÀẢÃẠ"
SIGNS = "#*_$@\\`~<>[]{}()=+-/|&^%!?:;,.'\"«»“”–—…§°≥≤×€₫"
EMOJI = "😀👍✅🔥📎"
words = st.text(st.sampled_from(LETTERS + SIGNS + EMOJI), min_size=1, max_size=90)
wild = st.lists(words, min_size=1, max_size=8).map(" ".join)
decomposed = wild.map(lambda text: unicodedata.normalize("NFD", text))
written = st.one_of(wild, decomposed)

TRAPS = (
    '#panic("x") *đậm* _nghiêng_ $x^2$ @nguồn <nhãn> `mã` \\u{41} // chú thích /* ẩn */ = Đề mục - gạch + số ~ --- ...',
    "https://vanban.example/" + "a" * 300,
    "ĐÂYLÀMỘTTỪRẤTDÀIKHÔNGCÓDẤUCÁCH" * 12,
    unicodedata.normalize("NFD", "Cộng hòa xã hội chủ nghĩa Việt Nam: ưỡng ẹo, nghiễm nhiên"),
    "👍 đồng ý ✅",
    "{{ jinja }} {% tag %} ${ENV} %s {0} &amp; <script>alert(1)</script>",
)


@settings(max_examples=30, deadline=None)
@given(written)
@example(TRAPS[0])
@example(TRAPS[1])
@example(TRAPS[2])
@example(TRAPS[3])
@example(TRAPS[4])
@example(TRAPS[5])
def test_a_text_comes_out_as_it_went_in(text):
    paper = some_minutes(
        items=(ItemRecord(title="Mục", entries=(Statement(text=f"«{text}» hết", speaker="An"),)),), conclusions=()
    )
    wanted = squeezed(f"«{text}» hết")
    assert wanted in text_of(render_pdf(paper))
    assert wanted in word_text_of(render_docx(paper))


@settings(max_examples=8, deadline=None)
@given(written)
def test_every_field_is_literal(text):
    marked = f"({text})x"
    wanted = squeezed(marked)
    papers = (
        an_invitation(
            invitees=(marked, *"abcdefg"), attendees=marked, content=(marked, "b"), place=marked, event=marked
        ),
        a_notice(conclusions=(ConclusionLine(content=marked, lead=marked, coordinating=(marked,), product=marked),)),
        some_minutes(
            present=(AttendanceGroup(label=marked, people=(marked,)),), absent=(Absence(who=marked, reason=marked),)
        ),
        an_agenda(place=marked),
    )
    counts = (5, 4, 4, 1)
    for paper, times in zip(papers, counts, strict=True):
        assert text_of(render_pdf(paper)).count(wanted) >= times
        assert word_text_of(render_docx(paper)).count(wanted) >= times


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_makes_a_paper(text):
    paper = a_notice(conclusions=(ConclusionLine(content=text),), closing=text, attendees=text)
    assert render_pdf(paper).startswith(b"%PDF")
    assert render_docx(paper).startswith(b"PK")


def test_invisible_characters_that_act_are_dropped():
    assert plain("a\u202eb\x00c\ud800d\ufffee\u2028f\tg") == "abcde f g"
    assert plain("số\u00a0 15") == "số\u00a0 15"


def test_the_same_content_gives_the_same_bytes():
    for render in (render_pdf, render_docx):
        assert render(some_minutes()) == render(some_minutes())
        assert render(some_minutes()) != render(some_minutes(summary="Khác"))


def test_only_the_fonts_of_the_package_are_used():
    pdf = render_pdf(a_notice(closing="Đồng ý 👍"))
    assert b"LiberationSerif" in pdf
    assert b"NotoEmoji" in pdf
    assert b"TimesNewRoman" not in pdf


def test_papers_made_at_the_same_time_do_not_disturb_each_other():
    papers = [some_minutes(summary=f"Cuộc họp {n}") for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(render_pdf, papers))
    assert together == [render_pdf(paper) for paper in papers]
