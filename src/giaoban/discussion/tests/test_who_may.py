"""Who may do what with what is written."""

import pytest
from django.db import transaction

from giaoban.discussion import actions
from giaoban.discussion.testing import a_message
from giaoban.hall.testing import guest, lan
from giaoban.kernel.errors import NotFound, Refused
from giaoban.people.testing import a_person, a_unit, an, binh, by, chi, dung, em, the_agency

YES, NO, UNSEEN = "yes", "no", "unseen"


def onlooker():
    """Sơn is another secretary of the Office and looks on."""
    office = a_unit("VP", name="Văn phòng", parent=the_agency(), level="office")
    return a_person("son", "Lý Văn Sơn", unit=office, role="office_secretary")


CAST = {"an": an, "binh": binh, "lan": lan, "chi": chi, "giang": guest, "son": onlooker, "dung": dung, "em": em}
WHO_MAY = [
    # action              an   bình lan  chi  giang sơn dũng    em
    ("send_message",      YES, YES, YES, YES, YES, NO, UNSEEN, UNSEEN),
    ("withdraw_message",  NO,  NO,  NO,  YES, NO,  NO, UNSEEN, UNSEEN),
    ("hide_message",      YES, YES, YES, NO,  NO,  NO, UNSEEN, UNSEEN),
    ("show_message",      YES, YES, YES, NO,  NO,  NO, UNSEEN, UNSEEN),
    ("lift_message",      YES, YES, YES, NO,  NO,  NO, UNSEEN, UNSEEN),
]  # fmt: skip


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(running, row):
    verb, *expected = row
    act = getattr(actions, verb)
    of = {"meeting_id": running.pk, "text": "x"} if verb == "send_message" else {"message_id": a_message(running).pk}
    for (name, person), answer in zip(CAST.items(), expected, strict=True):
        if answer == YES:
            with transaction.atomic():
                act(**of, by=by(person()))
                transaction.set_rollback(True)
        else:
            with pytest.raises(Refused if answer == NO else NotFound):
                act(**of, by=by(person()))
            assert name


def test_every_verb_stands_in_the_table():
    verbs = {name.removesuffix("_message") for name in (row[0] for row in WHO_MAY)}
    assert {action.split("_")[-1] for action in actions.ACTIONS} == {"sent", "withdrawn", "hidden", "shown", "lifted"}
    assert verbs == {"send", "withdraw", "hide", "show", "lift"}
