"""Who may decide about picture and sound."""

import pytest
from django.db import transaction

from giaoban.hall.testing import guest
from giaoban.kernel.errors import NotFound, Refused
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.video import actions
from giaoban.video.tests.conftest import site_of

YES, NO, UNSEEN = "yes", "no", "unseen"
CAST = {"an": an, "binh": binh, "chi": chi, "giang": guest, "dung": dung}
DESK_ONLY = (YES, YES, NO, NO, UNSEEN)
WHO_MAY = [
    # action                    an   bình  chi  giang dũng
    ("set_microphone",          *DESK_ONLY),
    ("close_all_microphones",   *DESK_ONLY),
    ("set_discussion",          *DESK_ONLY),
    ("remove",                  *DESK_ONLY),
    ("readmit",                 *DESK_ONLY),
    ("start_recording",         YES, NO,   NO,  NO,   UNSEEN),
    ("stop_recording",          YES, NO,   NO,  NO,   UNSEEN),
    ("note_line_test",          YES, YES,  YES, NO,   UNSEEN),
]  # fmt: skip
ABOUT = {
    "set_microphone": {"microphone": "open"},
    "close_all_microphones": {},
    "set_discussion": {"discussion": True},
    "remove": {},
    "readmit": {},
    "start_recording": {},
    "stop_recording": {},
    "note_line_test": {"camera": True},
}


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(running, row):
    verb, *expected = row
    action, more = getattr(actions, verb), ABOUT[verb]
    if verb in {"set_microphone", "remove", "readmit"}:
        more = {**more, "user_id": chi().pk}
    if verb == "note_line_test":
        more = {**more, "unit_id": site_of(running).pk}
    for (name, person), answer in zip(CAST.items(), expected, strict=True):
        if answer == YES:
            with transaction.atomic():
                action(meeting_id=running.pk, by=by(person()), **more)
                transaction.set_rollback(True)
        else:
            with pytest.raises(NotFound if answer == UNSEEN else Refused):
                action(meeting_id=running.pk, by=by(person()), **more)
            assert name


def test_every_verb_stands_in_the_table():
    screens = {"show_code", "take_pairing"}  # asked for by a screen that nobody has signed in: no person at all
    units = {"pair_site", "unpair_site"}  # of no meeting: tests/test_sites.py
    by_itself = {"compose_job", "follow_item", "prune_recordings"}
    assert set(actions.__all__) - {"ACTIONS"} - screens - units - by_itself <= {row[0] for row in WHO_MAY}
