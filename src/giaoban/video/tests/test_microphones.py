"""Whose microphone is open: what desk, floor and agenda decide, and that every screen learns it."""

import pytest

from giaoban.floor import actions as floor
from giaoban.floor.testing import a_turn, speaks
from giaoban.hall.testing import guest
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.models import Entry
from giaoban.meetings.actions import close, go_to_item
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.video import actions, permissions, queries


def _heard(meeting) -> set[str]:
    voices = queries.voices(meeting.pk)
    return {user.username for user in (an(), binh(), chi(), guest()) if voices.has(user.pk)}


def test_the_desk_is_heard_and_who_has_the_floor_until_the_turn_ends(running):
    desk = _heard(running)
    assert desk == {an().username, binh().username}
    turn = speaks(a_turn(running))
    assert _heard(running) == desk | {chi().username}
    floor.pause_turn(turn_id=turn.pk, by=by(an()))
    assert _heard(running) == desk
    floor.resume_turn(turn_id=turn.pk, by=by(an()))
    assert _heard(running) == desk | {chi().username}
    floor.end_turn(turn_id=turn.pk, by=by(an()))
    assert _heard(running) == desk


def test_who_presents_the_item_is_heard(running):
    second = running.items.order_by("place")[1]  # Chi presents it
    go_to_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    assert chi().username in _heard(running)


def test_the_chair_silences_who_has_the_floor_and_a_new_turn_opens_again(running, watched):
    turn = speaks(a_turn(running))
    with watched(running):
        actions.set_microphone(meeting_id=running.pk, user_id=chi().pk, microphone="closed", by=by(an()))
    assert chi().username not in _heard(running)
    floor.end_turn(turn_id=turn.pk, by=by(an()))
    speaks(a_turn(running))
    assert chi().username in _heard(running)
    actions.set_microphone(meeting_id=running.pk, user_id=chi().pk, microphone="closed", by=by(an()))
    assert chi().username not in _heard(running)


def test_a_decision_is_written_once(running, watched):
    with watched(running):
        for _ in range(2):
            actions.set_microphone(meeting_id=running.pk, user_id=guest().pk, microphone="open", by=by(binh()))
    assert guest().username in _heard(running)
    assert Entry.objects.filter(action="video.microphone_opened").count() == 1
    with watched(running):
        actions.set_microphone(meeting_id=running.pk, user_id=guest().pk, microphone="floor", by=by(binh()))
    assert guest().username not in _heard(running)


def test_in_a_discussion_everybody_is_heard_but_whom_the_chair_silenced(running, watched):
    with watched(running):
        actions.set_discussion(meeting_id=running.pk, discussion=True, by=by(an()))
        actions.set_microphone(meeting_id=running.pk, user_id=chi().pk, microphone="closed", by=by(an()))
    assert _heard(running) == {an().username, binh().username, guest().username}
    with watched(running):
        actions.close_all_microphones(meeting_id=running.pk, by=by(an()))
        actions.close_all_microphones(meeting_id=running.pk, by=by(an()))
    assert _heard(running) == {an().username, binh().username}
    assert Entry.objects.filter(action="video.microphones_closed").count() == 1


def test_who_is_removed_stays_out_until_let_in_again(running, watched):
    with watched(running):
        actions.remove(meeting_id=running.pk, user_id=chi().pk, by=by(an()))
        actions.remove(meeting_id=running.pk, user_id=chi().pk, by=by(an()))
    assert permissions.may_join(running, queries.participant_of(running, chi().pk)).reason == "video.removed"
    assert queries.voices(running.pk).removed == {chi().pk}
    with watched(running):
        actions.readmit(meeting_id=running.pk, user_id=chi().pk, by=by(an()))
    assert permissions.may_join(running, queries.participant_of(running, chi().pk))


def test_the_desk_cannot_be_removed_nor_a_stranger_heard(running):
    with pytest.raises(Conflict):
        actions.remove(meeting_id=running.pk, user_id=binh().pk, by=by(an()))
    with pytest.raises(NotFound):
        actions.set_microphone(meeting_id=running.pk, user_id=dung().pk, microphone="open", by=by(an()))
    with pytest.raises(Invalid):
        actions.set_microphone(meeting_id=running.pk, user_id=chi().pk, microphone="loud", by=by(an()))


def test_nobody_is_heard_after_the_end(running):
    close(meeting_id=running.pk, by=by(an()))
    assert _heard(running) == set()
    with pytest.raises(Refused) as no:
        actions.set_discussion(meeting_id=running.pk, discussion=True, by=by(an()))
    assert no.value.code == "video.not_now"


def test_a_meeting_on_site_has_no_picture(running):
    running.form = "on_site"
    assert permissions.may_join(running, queries.participant_of(running, chi().pk)).reason == "video.on_site"
