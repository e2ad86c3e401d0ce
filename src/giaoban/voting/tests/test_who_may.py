"""Who may do what with a vote."""

import pytest
from django.db import transaction

from giaoban.hall.testing import guest
from giaoban.kernel.errors import NotFound, Refused
from giaoban.people.testing import an, binh, by, chi, dung, em
from giaoban.voting import actions
from giaoban.voting.testing import a_cast, a_poll, an_open_poll, voted
from giaoban.voting.tests.conftest import hoa, khach, vang

YES, NO, UNSEEN = "yes", "no", "unseen"
CAST = {
    "an": an, "binh": binh, "chi": chi, "giang": guest, "hoa": hoa, "khach": khach, "vang": vang, "dung": dung, "em": em
}  # fmt: skip
DESK = (YES, YES, NO, NO, NO, NO, NO, UNSEEN, UNSEEN)
DRAFT = (YES, YES, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN)
WHO_MAY = [
    # action            an   bình  chi  giang hoa  khách vàng dũng    em
    ("draft_poll",      *DESK),
    ("change_poll",     *DRAFT),
    ("remove_poll",     *DRAFT),
    ("hold_again",      *DESK),
    ("check_ready",     *DRAFT),
    ("stop_check",      *DESK),
    ("say_ready",       YES, NO,  YES, YES, YES, NO, YES, UNSEEN, UNSEEN),
    ("open_poll",       *DRAFT),
    ("pause_poll",      *DESK),
    ("resume_poll",     *DESK),
    ("set_countdown",   *DESK),
    ("cast_ballot",     YES, NO,  YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("close_poll",      *DESK),
    ("publish_result",  *DESK),
    ("void_poll",       *DESK),
]  # fmt: skip


def prepared(verb, meeting):
    """Return the verb, ready to be tried by anybody."""
    draft = lambda: a_poll(meeting).pk  # noqa: E731
    opened = lambda: an_open_poll(meeting).pk  # noqa: E731

    def checking():
        return actions.check_ready(poll_id=draft(), by=by(an())).pk

    def paused():
        return actions.pause_poll(poll_id=opened(), by=by(an())).pk

    def closed():
        return voted(an_open_poll(meeting), an="agree").pk

    if verb == "draft_poll":
        return lambda who: actions.draft_poll(meeting_id=meeting.pk, rules={"question": "Hỏi"}, by=who)
    if verb == "cast_ballot":
        poll = an_open_poll(meeting)
        return lambda who: actions.cast_ballot(cast=a_cast(poll, who))
    action, make, more = {
        "change_poll": (actions.change_poll, draft, {"rules": {"question": "Khác"}}),
        "remove_poll": (actions.remove_poll, draft, {}),
        "hold_again": (actions.hold_again, closed, {}),
        "check_ready": (actions.check_ready, draft, {}),
        "stop_check": (actions.stop_check, checking, {}),
        "say_ready": (actions.say_ready, checking, {}),
        "open_poll": (actions.open_poll, draft, {}),
        "pause_poll": (actions.pause_poll, opened, {}),
        "resume_poll": (actions.resume_poll, paused, {}),
        "set_countdown": (actions.set_countdown, opened, {"seconds": 60}),
        "close_poll": (actions.close_poll, opened, {}),
        "publish_result": (actions.publish_result, closed, {}),
        "void_poll": (actions.void_poll, opened, {"reason": "Nhầm"}),
    }[verb]
    poll_id = make()
    return lambda who: action(poll_id=poll_id, by=who, **more)


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(running, row):
    verb, *expected = row
    act = prepared(verb, running)
    for (name, person), answer in zip(CAST.items(), expected, strict=True):
        if answer == YES:
            with transaction.atomic():  # the next one finds the room as it was
                act(by(person()))
                transaction.set_rollback(True)
        elif answer == NO:
            with pytest.raises(Refused):
                act(by(person()))
        else:
            with pytest.raises(NotFound):
                act(by(person()))
        assert name


def test_every_verb_stands_in_the_table():
    tried = {row[0] for row in WHO_MAY}
    others = {"follow_item", "follow_removed", "cast_ballots", "close_when_due", "close_due_polls", "burn_keys"}
    verbs = {name for name in actions.__all__ if name.islower()}
    assert verbs - others == tried


def test_nobody_opens_a_vote_before_the_meeting(called):
    poll = a_poll(called)
    with pytest.raises(Refused) as no:
        actions.open_poll(poll_id=poll.pk, by=by(an()))
    assert no.value.code == "meetings.not_running"
