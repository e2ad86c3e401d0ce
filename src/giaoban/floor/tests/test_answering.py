"""Questions are answered aloud or in writing; the rest of a speech is handed in in writing (R-45-13)."""

from datetime import timedelta

import pytest

from giaoban.floor import actions
from giaoban.floor.models import Turn
from giaoban.floor.testing import a_question, a_turn, speaks
from giaoban.floor.tests.conftest import hoa
from giaoban.floor.tests.test_speaking import lines
from giaoban.hall.testing import guest
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions as meetings
from giaoban.meetings.models import AgendaItem, MinutesLine
from giaoban.people.testing import an, binh, by, chi


def ended(turn):
    return actions.end_turn(turn_id=speaks(turn).pk, by=by(an()))


def test_the_person_asked_answers_after_the_question(running, watched):
    now = clock.now()
    with clock.at(now):
        question = speaks(a_question(running, asked=guest()))
    with (
        clock.at(now + timedelta(seconds=50)),
        expect_record("floor.turn_ended", "floor.turn_called", "floor.answer_started", "floor.turn_started"),
        watched(running),
    ):
        answer = actions.answer_question(turn_id=question.pk, by=by(an()))
    assert (answer.kind, answer.speaker, answer.state, answer.unit.code) == ("answer", guest(), "speaking", "VP")
    with expect_record():
        assert actions.answer_question(turn_id=question.pk, by=by(an())).pk == answer.pk
    with clock.at(now + timedelta(seconds=110)), watched(running):
        actions.end_turn(turn_id=answer.pk, by=by(an()))
    assert lines(running)[-2:] == [
        ("event", "Lê Thị Chi", "Chất vấn đồng chí Vũ Thị Giang trong 50 giây; nội dung: Vướng mắc C/O điện tử."),
        ("event", "Vũ Thị Giang", "Trả lời chất vấn của đồng chí Lê Thị Chi trong 1 phút."),
    ]


def test_a_question_that_was_only_written_is_answered_too(running, watched):
    question = a_question(running, asked=guest())
    with watched(running):
        actions.answer_question(turn_id=question.pk, by=by(an()))
    question.refresh_from_db()
    assert (question.state, question.used) == ("ended", timedelta())
    assert "(nêu bằng văn bản)" in lines(running)[-1][2]


def test_somebody_else_answers_in_place_of_the_one_asked(running, watched):
    question = speaks(a_question(running, asked=guest()))
    with watched(running):
        answer = actions.answer_question(turn_id=question.pk, speaker_id=hoa().pk, by=by(an()))
    assert answer.speaker == hoa()


def test_an_answer_cuts_nobody_off_unseen(running):
    question = a_question(running, asked=guest())
    speaking = speaks(a_turn(running))
    with pytest.raises(Conflict):
        actions.answer_question(turn_id=question.pk, by=by(an()))
    answer = actions.answer_question(turn_id=question.pk, instead_of=speaking.pk, by=by(an()))
    assert answer.state == "speaking"
    with pytest.raises(Conflict) as no:
        actions.answer_question(turn_id=speaking.pk, by=by(an()))
    assert no.value.code == "floor.is_no_question"


def test_a_withdrawn_question_is_not_answered(running):
    question = a_question(running, asked=guest())
    actions.withdraw_request(turn_id=question.pk, by=by(chi()))
    with pytest.raises(Conflict):
        actions.answer_question(turn_id=question.pk, by=by(an()))


def test_the_rest_is_handed_in_in_writing_and_marked_so(running, watched):
    turn = ended(a_turn(running))
    with expect_record("floor.remainder_given") as written, watched(running):
        actions.hand_in_remainder(turn_id=turn.pk, text=" Đề nghị bổ sung máy soi. ", by=by(chi()))
    assert lines(running)[-1] == ("statement", "Lê Thị Chi", "(Gửi bằng văn bản) Đề nghị bổ sung máy soi.")
    line = MinutesLine.objects.get(kind="statement")
    assert (line.item_id, line.by) == (running.current_item_id, chi())
    assert "máy soi" not in str(written[0].data)
    with expect_record():
        actions.hand_in_remainder(turn_id=turn.pk, text="Đề nghị bổ sung máy soi.", by=by(chi()))


def test_it_may_be_corrected_until_the_secretary_has_edited_it(running, watched):
    turn = ended(a_turn(running))
    actions.hand_in_remainder(turn_id=turn.pk, text="Một", by=by(chi()))
    with watched(running):
        actions.hand_in_remainder(turn_id=turn.pk, text="Hai", by=by(chi()))
    assert lines(running)[-1][2] == "(Gửi bằng văn bản) Hai"
    line = MinutesLine.objects.get(kind="statement")
    meetings.change_line(line_id=line.pk, text="(Gửi bằng văn bản) Hai.", by=by(binh()))
    with pytest.raises(Conflict) as no:
        actions.hand_in_remainder(turn_id=turn.pk, text="Ba", by=by(chi()))
    assert no.value.code == "floor.secretary_has_edited"


def test_who_speaks_hands_in_when_time_is_out_and_who_was_not_called_after_the_end(running, watched):
    now = clock.now()
    with clock.at(now):
        turn, waits = speaks(a_turn(running)), a_turn(running, guest())
    for early in (turn, waits):
        with clock.at(now + timedelta(minutes=4)), pytest.raises(Conflict) as no:
            actions.hand_in_remainder(turn_id=early.pk, text="Còn nữa", by=by(early.speaker))
        assert no.value.code == "floor.speak_first"
    with clock.at(now + timedelta(minutes=5)), watched(running):
        actions.hand_in_remainder(turn_id=turn.pk, text="Còn nữa", by=by(chi()))
    meetings.close(meeting_id=running.pk, by=by(an()))
    with clock.at(now + timedelta(minutes=20)), watched(running):
        actions.hand_in_remainder(turn_id=waits.pk, text="Chưa được phát biểu, xin gửi ý kiến.", by=by(guest()))
    assert lines(running)[-1][1] == "Vũ Thị Giang"


@pytest.mark.parametrize(("text", "code"), [("  ", "floor.empty_text"), ("x" * 7901, "floor.long_text")])
def test_bad_text_is_refused_with_words(running, text, code):
    turn = ended(a_turn(running))
    with pytest.raises(Invalid) as no:
        actions.hand_in_remainder(turn_id=turn.pk, text=text, by=by(chi()))
    assert no.value.code == code


def test_nothing_of_a_secret_item_is_written_here(running):
    turn = ended(a_turn(running))
    AgendaItem.objects.filter(pk=running.current_item_id).update(is_secret=True)
    with pytest.raises(Invalid) as no:
        actions.hand_in_remainder(turn_id=turn.pk, text="Chuyên án X", by=by(chi()))
    assert no.value.code == "floor.secret_text"


def test_a_question_is_answered_in_writing(running, watched):
    question = a_question(running, asked=guest())
    with expect_record("floor.answer_written"), watched(running):
        answer = actions.answer_in_writing(turn_id=question.pk, text="Đã xử lý xong.", by=by(guest()))
    assert (answer.kind, answer.state, answer.question_id) == ("answer", "ended", question.pk)
    assert lines(running)[-1] == (
        "statement", "Vũ Thị Giang", "(Gửi bằng văn bản) Trả lời chất vấn: Đã xử lý xong.",
    )  # fmt: skip
    with expect_record():
        actions.answer_in_writing(turn_id=question.pk, text="Đã xử lý xong.", by=by(guest()))
    with watched(running):
        actions.answer_in_writing(turn_id=question.pk, text="Đã xử lý xong 45 hồ sơ.", by=by(guest()))
    assert Turn.objects.filter(kind="answer").count() == 1
    assert lines(running)[-1][2] == "(Gửi bằng văn bản) Trả lời chất vấn: Đã xử lý xong 45 hồ sơ."


def test_when_the_record_is_out_nothing_is_handed_in_any_more(running):
    turn = ended(a_turn(running))
    meetings.close(meeting_id=running.pk, by=by(an()))
    type(running).objects.filter(pk=running.pk).update(state="concluded")
    with pytest.raises(Refused) as no:
        actions.hand_in_remainder(turn_id=turn.pk, text="Muộn", by=by(chi()))
    assert no.value.code == "floor.too_late_for_writing"
