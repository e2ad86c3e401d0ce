"""Lines for the minutes: written, corrected, taken out by the desk, unseen by the others."""

import pytest

from giaoban.hall.testing import assisted, lan
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger import bus
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


def saved(line, text, who, revision, edit_id=None):
    return actions.change_line(line_id=line.pk, text=text, revision=revision, edit_id=edit_id, by=by(who))


def test_two_who_change_different_paragraphs_both_keep_theirs(running, line, watched):
    assisted(running)
    saved(line, "Một.\nHai.", binh(), 1)
    saved(line, "Một.\nHai rõ hơn.", lan(), 2)
    with watched(running):
        both = saved(line, "Một sửa.\nHai.", binh(), 2)  # Bình began from what Lan has changed since
    assert (both.text, both.revision) == ("Một sửa.\nHai rõ hơn.", 4)
    assert [row.by for row in both.texts.all()] == [binh(), binh(), lan(), binh()]


def test_the_same_paragraph_is_never_overwritten_unseen(running, line):
    assisted(running)
    saved(line, "Lan viết.", lan(), 1)
    with expect_record(), pytest.raises(Conflict) as no:
        saved(line, "Bình viết.", binh(), 1)
    assert no.value.code == "meetings.line_changed_meanwhile"
    assert no.value.details == {"text": "Lan viết.", "revision": 2, "by": "Đỗ Thị Lan"}
    assert saved(line, "Lan viết. Bình viết.", binh(), 2).text == "Lan viết. Bình viết."


def test_a_saving_that_is_sent_again_changes_nothing(running, line):
    edit = new_id()
    saved(line, "Một.", binh(), 1, edit)
    saved(line, "Hai.", binh(), 2)
    with expect_record():
        assert saved(line, "Một.", binh(), 1, edit).text == "Hai."


def test_speaker_kind_and_item_are_changed_too(running, line, watched):
    first = running.items.first()
    with expect_record("meetings.line_changed"), watched(running):
        changes = {"speaker_id": chi().pk, "kind": "statement", "item_id": first.pk}
        changed = actions.change_line(line_id=line.pk, changes=changes, by=by(binh()))
    assert (changed.speaker, changed.kind, changed.item, changed.revision) == (chi(), "statement", first, 1)
    with pytest.raises(NotFound):
        actions.change_line(line_id=line.pk, changes={"item_id": new_id()}, by=by(binh()))


def order(meeting):
    return [line.text for line in room.lines_of(meeting) if line.kind != "event"]


def test_lines_are_moved_and_stay_where_they_are_put(running, line, watched):
    two, three = (actions.add_line(meeting_id=running.pk, text=text, by=by(binh())) for text in ("Hai", "Ba"))
    with expect_record("meetings.line_moved"), watched(running):
        actions.move_line(line_id=three.pk, above_id=line.pk, by=by(binh()))
    assert order(running) == ["Ba", line.text, "Hai"]
    with expect_record():
        actions.move_line(line_id=three.pk, above_id=line.pk, by=by(binh()))
    with watched(running):
        actions.move_line(line_id=line.pk, by=by(binh()))
    assert order(running) == ["Ba", "Hai", line.text]
    assert two.revision == 1


def test_neighbours_without_room_between_them_are_spread(running, watched):
    lines = [actions.add_line(meeting_id=running.pk, text=str(n), by=by(binh())) for n in range(5)]
    for place, row in enumerate(lines):
        MinutesLine.objects.filter(pk=row.pk).update(place=10**18 + place)
    with watched(running):
        actions.move_line(line_id=lines[4].pk, above_id=lines[1].pk, by=by(binh()))
    assert order(running) == ["0", "4", "1", "2", "3"]
    assert len(set(running.minutes_lines.values_list("place", flat=True))) == running.minutes_lines.count()


def test_two_lines_become_one_and_nothing_is_lost(running, line, watched):
    other = actions.add_line(meeting_id=running.pk, text="Và báo cáo.", by=by(binh()))
    with expect_record("meetings.lines_joined"), watched(running):
        joined = actions.join_lines(line_id=other.pk, into_id=line.pk, by=by(binh()))
    assert joined.text == "Đề nghị bổ sung số liệu.\nVà báo cáo."
    with expect_record():
        actions.join_lines(line_id=other.pk, into_id=line.pk, by=by(binh()))
    with pytest.raises(Conflict) as no:
        saved(other, "Sửa dòng đã gộp.", binh(), 1)
    assert no.value.code == "meetings.line_is_gone"


def test_lines_of_two_items_are_not_joined(running, line):
    actions.go_to_item(meeting_id=running.pk, item_id=running.items.first().pk, by=by(an()))
    other = actions.add_line(meeting_id=running.pk, text="Của nội dung 1.", by=by(binh()))
    with pytest.raises(Conflict):
        actions.join_lines(line_id=other.pk, into_id=line.pk, by=by(binh()))


def test_what_was_taken_out_comes_back(running, line, watched):
    actions.remove_line(line_id=line.pk, by=by(binh()))
    with expect_record("meetings.line_restored"), watched(running):
        actions.restore_line(line_id=line.pk, by=by(an()))
    with expect_record():
        actions.restore_line(line_id=line.pk, by=by(an()))
    assert line in room.lines_of(running)


def test_a_line_becomes_a_conclusion_in_one_step(running, watched):
    said = actions.add_line(
        meeting_id=running.pk, text="Giao Chi cục Nội Bài báo cáo trong 3 ngày làm việc.", by=by(binh())
    )
    with expect_record("meetings.concluded"), watched(running):
        made = actions.conclude_line(line_id=said.pk, by=by(binh()))
    assert made.lead_unit == chi().appointments.get().unit
    assert made.deadline_on is not None
    with expect_record():
        assert actions.conclude_line(line_id=said.pk, by=by(an())) == made
    with watched(running):
        actions.remove_conclusion(conclusion_id=made.pk, by=by(binh()))


def test_a_line_becomes_a_task_in_one_step(running, line, watched):
    facts = {"lead_unit_id": chi().appointments.get().unit_id, "deadline_on": clock.today(), "product": "Báo cáo"}
    with expect_record("tasks.assigned", "meetings.line_assigned"), watched(running):
        task = actions.assign_line(line_id=line.pk, title="Bổ sung số liệu", facts=facts, by=by(binh()))
    assert (task.assigner, task.assignee, task.context_id) == (an(), chi(), running.pk)
    with expect_record():
        assert actions.assign_line(line_id=line.pk, title="Bổ sung số liệu", facts=facts, by=by(an())) == task


def test_who_writes_is_told_to_the_desk_and_kept_nowhere(running, line, client):
    heard = []
    listener = lambda name, payload: heard.append((name, payload))  # noqa: E731 - taken off again below
    bus.listen(listener)
    try:
        client.force_login(binh())
        reply = client.post(
            f"/api/meetings/{running.pk}/writing", {"line": str(line.pk)}, content_type="application/json"
        )
        assert reply.status_code == 204
        client.force_login(chi())
        assert (
            client.post(f"/api/meetings/{running.pk}/writing", {}, content_type="application/json").status_code == 403
        )
    finally:
        bus.local.listeners.remove(listener)
    ((_, payload),) = [one for one in heard if one[1]]
    assert payload["audience"] == "desk"
    assert payload["puts"][f"writing/{binh().pk}"]["name"] == "Trần Thị Bình"


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
