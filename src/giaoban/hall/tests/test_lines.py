"""Lines for the minutes: written, corrected, taken out by the desk, unseen by the others."""

import pytest

from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.models import MinutesLine
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi, dung


@pytest.fixture
def line(running):
    return actions.add_line(meeting_id=running.pk, text="Đề nghị bổ sung số liệu.", by=by(binh()))


def test_the_secretary_notes_under_the_running_item(running, watched):
    first = running.items.first()
    actions.go_to_item(meeting_id=running.pk, item_id=first.pk, by=by(an()))
    with expect_record("meetings.line_added") as written, watched(running):
        line = actions.add_line(
            meeting_id=running.pk, text=" Chi cục đã làm xong. ", kind="statement", speaker_id=chi().pk, by=by(binh())
        )
    assert (line.item_id, line.text, line.speaker) == (first.pk, "Chi cục đã làm xong.", chi())
    assert "Chi cục" not in str(written[0].data)  # the book never holds content


def test_the_browsers_id_makes_a_second_try_harmless(running):
    mine = new_id()
    actions.add_line(meeting_id=running.pk, text="Một", line_id=mine, by=by(binh()))
    with expect_record():
        actions.add_line(meeting_id=running.pk, text="Một", line_id=mine, by=by(binh()))
    assert room.lines_of(running).filter(pk=mine).count() == 1


def test_another_meetings_id_is_refused(running):
    from giaoban.hall.testing import a_room

    other = actions.start(meeting_id=a_room().pk, by=by(an()))
    mine = new_id()
    actions.add_line(meeting_id=other.pk, text="Một", line_id=mine, by=by(binh()))
    with pytest.raises(Conflict):
        actions.add_line(meeting_id=running.pk, text="Hai", line_id=mine, by=by(binh()))


def test_it_is_corrected(running, line, watched):
    with expect_record("meetings.line_changed"), watched(running):
        actions.change_line(line_id=line.pk, text="Đề nghị bổ sung số liệu tháng 11.", by=by(binh()))
    with expect_record():
        actions.change_line(line_id=line.pk, text="Đề nghị bổ sung số liệu tháng 11.", by=by(binh()))


def test_it_is_taken_out_and_the_row_stays(running, line, watched):
    with expect_record("meetings.line_removed"), watched(running):
        actions.remove_line(line_id=line.pk, by=by(binh()))
    with expect_record():
        actions.remove_line(line_id=line.pk, by=by(binh()))
    assert line not in room.lines_of(running)
    assert MinutesLine.objects.get(pk=line.pk).removed_at


def test_only_the_desk_writes(running, line):
    for verb in (
        lambda who: actions.add_line(meeting_id=running.pk, text="Một", by=who),
        lambda who: actions.change_line(line_id=line.pk, text="Hai", by=who),
        lambda who: actions.remove_line(line_id=line.pk, by=who),
    ):
        with pytest.raises(Refused):
            verb(by(chi()))
        with pytest.raises(NotFound):
            verb(by(dung()))


@pytest.mark.parametrize(("text", "code"), [("  ", "meetings.empty_line"), ("x" * 8001, "meetings.long_line")])
def test_bad_text_is_refused_with_words(running, text, code):
    with pytest.raises(Invalid) as no:
        actions.add_line(meeting_id=running.pk, text=text, by=by(binh()))
    assert no.value.code == code


def test_after_the_meeting_the_secretary_still_writes(running):
    actions.close(meeting_id=running.pk, by=by(an()))
    actions.add_line(meeting_id=running.pk, text="Ghi bổ sung.", by=by(binh()))
