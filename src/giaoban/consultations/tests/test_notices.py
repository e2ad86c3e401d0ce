"""Who is told of what, and what the clock reminds of."""

from datetime import timedelta

import pytest
from django.utils import translation

from giaoban.consultations import actions, queries, reminding
from giaoban.consultations.testing import a_consultation, answered, lan, phuc, slip_for
from giaoban.desk.queries.day import my_day
from giaoban.kernel import clock
from giaoban.ledger.models import Entry
from giaoban.ledger.registry import sentence_of
from giaoban.ledger.testing import run_jobs
from giaoban.notify.models import Delivery
from giaoban.people.models import Delegation
from giaoban.people.testing import an, by, chi, dung
from giaoban.search import queries as search

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    run_jobs()
    return list(Delivery.objects.filter(user=person, channel="inbox").values_list("title", flat=True))


def test_those_asked_are_told_at_once_and_so_is_who_holds_their_authority():
    now = clock.now()
    Delegation.objects.create(
        giver=phuc(), holder=dung(), starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=9), reason="x"
    )
    consultation = a_consultation()
    for person in (chi(), phuc(), dung()):
        assert any("xin ý kiến đồng chí, hạn 17/03/2026" in title for title in told(person)), person
    answered(consultation, phuc())
    answered(consultation, chi())
    titles = told(lan())
    assert any(title.startswith("Đã có ý kiến của Đỗ Hồng Phúc") for title in titles)
    assert any(title.startswith("Mọi người đã trả lời") for title in titles)


def test_the_clock_reminds_those_who_are_missing_then_the_officer():
    consultation = a_consultation()
    answered(consultation, chi())
    assert list(reminding.before_the_day(clock.now())) == []
    with clock.later(days=6):  # Monday, one working day before
        assert {due.user_id for due in reminding.before_the_day(clock.now())} == {phuc().pk}
    with clock.later(days=7):
        (due,) = reminding.before_the_day(clock.now())
        assert due.on == consultation.due_on
        assert list(reminding.after_the_day(clock.now())) == []
    with clock.later(days=10):
        (due,) = reminding.after_the_day(clock.now())
        assert (due.user_id, "còn 1 người" in due.title) == (lan().pk, True)
        actions.close(consultation_id=consultation.pk, by=by(lan()))
        assert list(reminding.to_settle(clock.now())) == []
    with clock.later(days=17):
        assert [due.user_id for due in reminding.to_settle(clock.now())] == [lan().pk]


def test_what_is_past_and_answered_by_all_is_reminded_of_in_its_own_words():
    consultation = a_consultation()
    for person in (chi(), phuc()):
        answered(consultation, person)
    with clock.later(days=10):
        (due,) = reminding.after_the_day(clock.now())
    assert due.title.startswith("Mọi người đã trả lời, chưa kết thúc lấy ý kiến")


@pytest.mark.parametrize(
    ("silence", "vi", "en"),
    [
        ("agree", "Không trả lời được tính là đồng ý.", "Silence counts as agreement."),
        ("no_opinion", "Không trả lời được tính là không có ý kiến.", "Silence counts as no opinion."),
    ],
)
def test_each_reader_is_told_in_the_own_language(silence, vi, en):
    reader = phuc()
    reader.language = "en"
    reader.save(update_fields=["language"])
    with translation.override("en"):  # the officer's language is nobody else's
        a_consultation(silence=silence)
    run_jobs()
    bodies = {d.user.username: d.body for d in Delivery.objects.filter(action="consultations.sent", channel="inbox")}
    assert bodies == {"chi": vi, "phuc": en}


def test_the_book_says_what_became_of_an_opinion_in_the_reader_s_language():
    consultation = a_consultation("closed")
    line = slip_for(consultation, phuc()).opinion.lines.get()
    with translation.override("en"):
        for kind in ("taken", "partly", "explained"):
            actions.treat(consultation_id=consultation.pk, line_id=line.pk, kind=kind, text="x", by=by(lan()))
    wanted = ("consultations.taken_in", "consultations.taken_in_partly", "consultations.explained")
    entries = list(Entry.objects.filter(action__in=wanted).order_by("pk"))
    assert [sentence_of(entry).split("“")[0] for entry in entries] == [
        "Đặng Thị Lan tiếp thu ý kiến của Đỗ Hồng Phúc về ",
        "Đặng Thị Lan tiếp thu một phần ý kiến của Đỗ Hồng Phúc về ",
        "Đặng Thị Lan giải trình ý kiến của Đỗ Hồng Phúc về ",
    ]
    with translation.override("en"):
        assert sentence_of(entries[1]).startswith("Đặng Thị Lan accepted in part Đỗ Hồng Phúc’s opinion")


def test_today_shows_the_slip_then_the_officers_next_step():
    consultation = a_consultation()
    assert [slip.consultation_id for slip in my_day(by(phuc())).slips] == [consultation.pk]
    assert my_day(by(lan())).consultations == []
    for person in (phuc(), chi()):
        answered(consultation, person)
    assert my_day(by(phuc())).slips == []
    assert [row.pk for row in my_day(by(lan())).consultations] == [consultation.pk]
    with clock.later(days=9):
        assert not queries.waiting_slips(by(phuc())).exists()


def test_found_by_those_who_see_it():
    a_consultation()
    run_jobs()
    for person, count in ((phuc(), 1), (an(), 1), (dung(), 0)):
        hits = search.find(by(person), "quy che lam viec", kind="consultations.consultation").hits
        assert len(hits) == count, person
