"""Who lets guests in."""

import pytest
from django.db import transaction

from giaoban.guests import actions
from giaoban.guests.testing import a_knock, a_link, admitted
from giaoban.hall.testing import guest
from giaoban.kernel.errors import NotFound, Refused
from giaoban.meetings import actions as meetings
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi, dung, em

YES, NO, UNSEEN = "yes", "no", "unseen"
CAST = {"an": an, "binh": binh, "chi": chi, "giang": guest, "dung": dung, "em": em}
DESK = (YES, YES, NO, NO, UNSEEN, UNSEEN)
WHO_MAY = [
    # action                  an   bình chi giang dũng    em
    ("make_link",             *DESK),
    ("revoke_link",           *DESK),
    ("admit",                 *DESK),
    ("refuse",                *DESK),
    ("let_go",                *DESK),
    ("seat_guest",            *DESK),
    ("remove_guest",          *DESK),
    ("open_paper_to_guests",  *DESK),
    ("close_paper_to_guests", *DESK),
]  # fmt: skip


def prepared(verb, meeting):
    room_of = {"meeting_id": meeting.pk}
    if verb == "make_link":
        return actions.make_link, room_of
    if verb == "revoke_link":
        return actions.revoke_link, {"link_id": a_link(meeting).pk}
    if verb in {"admit", "refuse"}:
        return getattr(actions, verb), {"guest_id": a_knock(a_link(meeting)).pk}
    if "paper" in verb:
        paper = room.papers_by_owner([meeting.current_item_id])[meeting.current_item_id][0]
        return getattr(meetings, verb), room_of | {"document_id": paper.pk}
    hai = admitted(meeting)
    if verb == "let_go":
        return actions.let_go, {"guest_id": hai.pk}
    more = {"organisation": "x"} if verb == "seat_guest" else {}
    return getattr(meetings, verb), room_of | {"user_id": hai.user_id} | more


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(running, row):
    verb, *expected = row
    act, of = prepared(verb, running)
    for (name, person), answer in zip(CAST.items(), expected, strict=True):
        if answer == YES:
            with transaction.atomic():
                act(**of, by=by(person()))
                transaction.set_rollback(True)
        else:
            with pytest.raises(Refused if answer == NO else NotFound):
                act(**of, by=by(person()))
            assert name
