"""Who may do what on the floor."""

import pytest
from django.db import transaction

from giaoban.floor import actions
from giaoban.floor.models import Turn
from giaoban.floor.testing import a_question, a_turn, speaks
from giaoban.floor.tests.conftest import hoa, khanh
from giaoban.hall.testing import guest
from giaoban.kernel.errors import NotFound, Refused
from giaoban.people.testing import an, binh, by, chi, dung, em

YES, NO, UNSEEN = "yes", "no", "unseen"
CAST = {"an": an, "binh": binh, "chi": chi, "giang": guest, "hoa": hoa, "khanh": khanh, "dung": dung, "em": em}
DESK_ONLY = (YES, YES, NO, NO, NO, NO, UNSEEN, UNSEEN)
WHO_MAY = [
    # action                  an   bình  chi  giang hoa  khánh dũng    em
    ("ask_to_speak",          YES, YES,  YES, YES,  YES, YES,  UNSEEN, UNSEEN),
    ("ask_for_another",       YES, YES,  NO,  NO,   NO,  NO,   UNSEEN, UNSEEN),
    ("ask_for_the_site",      YES, YES,  YES, NO,   NO,  YES,  UNSEEN, UNSEEN),
    ("withdraw_request",      YES, YES,  YES, NO,   NO,  YES,  UNSEEN, UNSEEN),
    ("move_turn",             *DESK_ONLY),
    ("set_speaking_rules",    *DESK_ONLY),
    ("call_turn",             *DESK_ONLY),
    ("give_floor",            *DESK_ONLY),
    ("start_when_called",     YES, YES,  YES, NO,   NO,  NO,   UNSEEN, UNSEEN),
    ("give_next",             *DESK_ONLY),
    ("pause_turn",            *DESK_ONLY),
    ("resume_turn",           *DESK_ONLY),
    ("extend_turn",           *DESK_ONLY),
    ("end_turn",              YES, YES,  YES, NO,   NO,  NO,   UNSEEN, UNSEEN),
    ("pass_over",             *DESK_ONLY),
    ("take_back_floor",       *DESK_ONLY),
    ("answer_question",       *DESK_ONLY),
    ("hand_in_remainder",     YES, YES,  YES, NO,   NO,  NO,   UNSEEN, UNSEEN),
    ("answer_in_writing",     YES, YES,  NO,  YES,  NO,  NO,   UNSEEN, UNSEEN),
    ("show_paper",            *DESK_ONLY),
    ("turn_page",             *DESK_ONLY),
    ("clear_stage",           *DESK_ONLY),
    ("hand_over_stage",       *DESK_ONLY),
    ("draw_highlight",        *DESK_ONLY),
    ("remove_highlights",     *DESK_ONLY),
]  # fmt: skip
BOX = {"kind": "box", "points": [10, 10, 500, 500]}


def prepared(verb, meeting):
    """Return the verb, ready to be tried by anybody."""
    waits = lambda: a_turn(meeting).pk  # noqa: E731 - Chi's
    on_floor = lambda: speaks(a_turn(meeting)).pk  # noqa: E731

    def called():
        turn = actions.call_turn(turn_id=waits(), by=by(an()))
        return turn.pk

    def paused():
        return actions.pause_turn(turn_id=on_floor(), by=by(an())).pk

    def ended():
        return actions.end_turn(turn_id=on_floor(), by=by(an())).pk

    of_turn = {
        "withdraw_request": (actions.withdraw_request, waits, {"reason": "Trùng nội dung"}),
        "move_turn": (actions.move_turn, waits, {"place": 0}),
        "call_turn": (actions.call_turn, waits, {}),
        "give_floor": (actions.give_floor, waits, {}),
        "start_when_called": (actions.give_floor, called, {}),
        "pause_turn": (actions.pause_turn, on_floor, {}),
        "resume_turn": (actions.resume_turn, paused, {}),
        "extend_turn": (actions.extend_turn, on_floor, {"minutes": 2}),
        "end_turn": (actions.end_turn, on_floor, {}),
        "pass_over": (actions.pass_over, called, {}),
        "take_back_floor": (actions.take_back_floor, called, {}),
        "answer_question": (actions.answer_question, lambda: a_question(meeting, asked=guest()).pk, {}),
        "hand_in_remainder": (actions.hand_in_remainder, ended, {"text": "Phần còn lại."}),
        "answer_in_writing": (
            actions.answer_in_writing, lambda: a_question(meeting, asked=guest()).pk, {"text": "Trả lời."}
        ),
    }  # fmt: skip
    if verb in of_turn:
        action, make, more = of_turn[verb]
        turn_id = make()
        return lambda who: action(turn_id=turn_id, by=who, **more)
    site = chi().appointments.get().unit_id
    of_meeting = {
        "ask_to_speak": (actions.ask_to_speak, {"topic": "Ý kiến"}),
        "ask_for_another": (actions.ask_to_speak, {"speaker_id": guest().pk} if verb == "ask_for_another" else {}),
        "ask_for_the_site": (actions.ask_to_speak, {"site_id": site, "name": "Ông Nguyễn Văn Tám"}),
        "set_speaking_rules": (actions.set_speaking_rules, {"rule": "units"}),
        "give_next": (actions.give_next, {}),
        "show_paper": (actions.show_paper, {"document_id": paper_of(meeting)}),
        "turn_page": (actions.turn_page, {"page": 2}),
        "clear_stage": (actions.clear_stage, {}),
        "hand_over_stage": (actions.hand_over_stage, {"user_id": chi().pk}),
        "draw_highlight": (actions.draw_highlight, {"page": 1, **BOX}),
        "remove_highlights": (actions.remove_highlights, {}),
    }
    if verb == "give_next":
        waits()
    action, more = of_meeting[verb]
    return lambda who: action(meeting_id=meeting.pk, by=who, **more)


def paper_of(meeting):
    from giaoban.documents.models import Document

    return Document.objects.get(title="Báo cáo 1.2").pk


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(running, row):
    verb, *expected = row
    act = prepared(verb, running)
    for (name, person), answer in zip(CAST.items(), expected, strict=True):
        who = chi() if verb == "ask_for_another" and name == "giang" else person()  # Giang for herself is no «another»
        if answer == YES:
            with transaction.atomic():  # the next one finds the room as it was
                act(by(who))
                transaction.set_rollback(True)
        elif answer == NO:
            with pytest.raises((Refused, NotFound)) as no:
                act(by(who))
            assert no.value.code != "kernel.not_found", name
        else:
            with pytest.raises(NotFound):
                act(by(who))


def test_every_verb_stands_in_the_table():
    tried = {row[0] for row in WHO_MAY}
    followers = {"take_step", "follow_item", "follow_mark", "follow_removed"}
    assert set(actions.__all__) - {"ACTIONS"} - followers <= tried


def test_the_presenter_of_the_item_and_whom_the_desk_named_may_present(running):
    from giaoban.meetings.actions import go_to_item

    actions.hand_over_stage(meeting_id=running.pk, user_id=khanh().pk, by=by(an()))
    actions.turn_page(meeting_id=running.pk, page=2, by=by(khanh()))
    with pytest.raises(Refused):
        actions.turn_page(meeting_id=running.pk, page=3, by=by(chi()))
    second = running.items.order_by("place")[1]  # Chi presents it
    go_to_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    actions.turn_page(meeting_id=running.pk, page=3, by=by(chi()))
    with pytest.raises(Refused):
        actions.turn_page(meeting_id=running.pk, page=4, by=by(khanh()))


def test_nobody_gives_the_floor_before_the_meeting(called):
    turn = a_turn(called)
    for verb in (actions.call_turn, actions.give_floor, actions.pass_over):
        with pytest.raises(Refused) as no:
            verb(turn_id=turn.pk, by=by(an()))
        assert no.value.code == "meetings.not_running"
    assert Turn.objects.get().state == "requested"
