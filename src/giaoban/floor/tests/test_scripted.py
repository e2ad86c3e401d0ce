"""The one button calls the next speaker by the rule, and never cuts short somebody whom the screen has not shown."""

from giaoban.floor import actions
from giaoban.floor.models import Turn
from giaoban.floor.testing import a_question, a_turn, speaks
from giaoban.hall.testing import guest
from giaoban.meetings import actions as meetings
from giaoban.meetings.queries import script
from giaoban.people.testing import an, binh, by, chi


def due(meeting):
    meeting.refresh_from_db()
    return [(step.do, step.fields.get("name")) for step in script.steps(meeting)]


def key(meeting, nth=0):
    meeting.refresh_from_db()
    return script.steps(meeting)[nth].key(meeting.current_item_id)


def speaking(meeting):
    return list(Turn.objects.filter(meeting=meeting, state="speaking").values_list("name", flat=True))


def test_speakers_come_one_after_the_other(running, watched):
    first, second = a_turn(running), a_turn(running, guest())
    assert [do for do, _ in due(running)][:1] == ["speaker"]
    with watched(running):
        meetings.next_item(meeting_id=running.pk, step=key(running), by=by(an()))
    assert speaking(running) == [first.name]
    pressed = key(running)
    for _ in range(2):  # twice: the line was slow
        with watched(running):
            meetings.next_item(meeting_id=running.pk, step=pressed, by=by(binh()))
    assert speaking(running) == [second.name]
    first.refresh_from_db()
    assert first.state == "ended"
    assert "speaker" not in [do for do, _ in due(running)]


def test_who_spoke_up_since_is_not_cut_short(running):
    first = speaks(a_turn(running))
    waits, question = a_turn(running, guest()), a_question(running, binh(), chi())
    pressed = key(running)
    actions.give_floor(turn_id=question.pk, instead_of=first.pk, by=by(an()))
    meetings.next_item(meeting_id=running.pk, step=pressed, by=by(an()))
    waits.refresh_from_db()
    assert (waits.state, speaking(running)) == ("requested", [question.name])


def test_whom_the_desk_went_past_is_not_offered_and_nobody_behind_is_pushed_in_front(running):
    meetings.go_to_item(meeting_id=running.pk, item_id=running.items.get(place=1).pk, by=by(an()))
    a_turn(running)
    a_turn(running, guest())
    a_question(running, guest(), chi())
    assert [do for do, _ in due(running)][:2] == ["speaker", "question"]
    meetings.next_item(meeting_id=running.pk, step=key(running, 1), by=by(an()))
    assert "speaker" not in [do for do, _ in due(running)]
    assert Turn.objects.filter(meeting=running, state="requested").count() == 2


def test_who_waits_is_read_out_before_the_end(running):
    a_turn(running)
    speaks(a_turn(running, guest()))
    running.refresh_from_db()
    kinds = [(point.kind, point.words) for point in script.points(running) if point.kind in {"speaker", "speaking"}]
    assert sorted(kind for kind, _ in kinds) == ["speaker", "speaking"]
