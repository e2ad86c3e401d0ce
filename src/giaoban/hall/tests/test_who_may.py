"""Who may do what in the running room: one table for every verb of the desk and of the seats."""

import pytest
from django.db import transaction

from giaoban.hall.testing import a_room, assisted, guest, lan, stand_in
from giaoban.kernel import clock
from giaoban.kernel.errors import NotFound, Refused
from giaoban.meetings import actions
from giaoban.meetings.models import Attendee
from giaoban.people.testing import an, binh, by, chi, dung, em

YES, NO, UNSEEN = "yes", "no", "unseen"
# verb                  An   Bình  Lan   Chi     Khoa        Dũng    Em
#                       chair secr. assis. member substitute stranger administrator
WHO_MAY = [
    ("go_to_item",          YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("next_item",           YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("skip_item",           YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("extend_item",         YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("replan",              YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("undo_plan",           YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("adopt_consent",       YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("take_out_of_consent", YES, YES, YES, YES, YES, UNSEEN, UNSEEN),
    ("open_round",          YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("close_round",         YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("mark_people",         YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("mark_rest_absent",    YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("check_in",            YES, YES, YES, YES, YES, UNSEEN, UNSEEN),
    ("check_in_site",       YES, YES, YES, YES, NO, UNSEEN, UNSEEN),
    ("leave_early",         YES, YES, YES, YES, NO, UNSEEN, UNSEEN),
    ("add_line",            YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("change_line",         YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("move_line",           YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("join_lines",          YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("remove_line",         YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("restore_line",        YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("conclude_line",       YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("assign_line",         YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("conclude",            YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("settle_conclusion",   YES, YES, YES, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("appoint_assistant",   YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("dismiss_assistant",   YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("write_note",          YES, YES, YES, YES, YES, UNSEEN, UNSEEN),
    ("close",               YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
]  # fmt: skip
CAST = (an, binh, lan, chi, stand_in, dung, em)


class World:
    """A running room in which every verb has something to be done to."""

    def __init__(self) -> None:
        meeting = a_room()
        Attendee.objects.filter(meeting=meeting, user=guest()).update(
            answer="substitute", substitute=stand_in(), consent=Attendee.Consent.GIVEN
        )
        assisted(meeting)
        meeting.items.filter(place__gte=2).update(is_consent=True)
        self.meeting = actions.start(meeting_id=meeting.pk, by=by(an()))
        self.first, self.second, self.third = self.meeting.items.order_by("place")
        self.plan = actions.replan(meeting_id=meeting.pk, extended_minutes=5, by=by(an()))
        actions.open_round(meeting_id=meeting.pk, by=by(an()))
        actions.mark_people(meeting_id=meeting.pk, user_ids=[chi().pk], state="on_site", by=by(an()))
        self.line, self.other = (
            actions.add_line(meeting_id=meeting.pk, text=text, by=by(binh())) for text in ("Một", "Hai")
        )
        self.unit = chi().appointments.get().unit
        self.draft = actions.conclude(
            meeting_id=meeting.pk, content="Kết luận", lead_unit_id=self.unit.pk, deadline_on=clock.today(), by=by(an())
        )

    def do(self, verb: str, who):
        at, line, facts = {"meeting_id": self.meeting.pk}, {"line_id": self.line.pk}, {"lead_unit_id": self.unit.pk}
        arguments = {
            "go_to_item": at | {"item_id": self.first.pk},
            "skip_item": at | {"item_id": self.first.pk},
            "extend_item": at | {"item_id": self.first.pk, "minutes": 5},
            "replan": at | {"minutes": {self.first.pk: 10}},
            "undo_plan": at | {"change_id": self.plan.pk},
            "take_out_of_consent": {"item_id": self.second.pk},
            "mark_people": at | {"user_ids": [chi().pk], "state": "online"},
            "check_in_site": at | {"site_id": self.unit.pk, "user_ids": [chi().pk], "heads": 3},
            "leave_early": at | {"user_id": chi().pk},
            "add_line": at | {"text": "Ba"},
            "change_line": line | {"text": "Một sửa"},
            "move_line": line,
            "join_lines": {"line_id": self.other.pk, "into_id": self.line.pk},
            "remove_line": line,
            "restore_line": line,
            "conclude_line": line,
            "assign_line": line | {"title": "Việc", "facts": facts},
            "conclude": at | {"content": "Hai"},
            "settle_conclusion": {"conclusion_id": self.draft.pk},
            "appoint_assistant": at | {"user_id": guest().pk},
            "dismiss_assistant": at | {"user_id": lan().pk},
            "write_note": at | {"text": "Riêng"},
        }
        return getattr(actions, verb)(**arguments.get(verb, at), by=by(who))


class Undo(Exception):
    """Take back what one person did."""


def answer(world, verb, person):
    """Return what the house says to this person, and leave the room as it was."""
    try:
        with transaction.atomic():
            world.do(verb, person())
            raise Undo
    except Undo:
        return YES
    except NotFound:
        return UNSEEN
    except Refused:
        return NO


@pytest.mark.django_db
@pytest.mark.parametrize("row", WHO_MAY, ids=[row[0] for row in WHO_MAY])
def test_who_may(row):
    verb, *expected = row
    world = World()
    assert [answer(world, verb, person) for person in CAST] == expected
