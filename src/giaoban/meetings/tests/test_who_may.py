"""Who may do what before the meeting."""

import pytest

from giaoban.meetings import permissions, queries
from giaoban.meetings.testing import a_draft, a_published, a_submitted, an_approved
from giaoban.people.testing import an, binh, by, chi, dung, em

YES, NO, UNSEEN = "yes", "no", "unseen"
MAKE = {"draft": a_draft, "submitted": a_submitted, "approved": an_approved, "published": a_published}
WHO_MAY = [
    # verb              state        an   bình  chi     dũng    em
    ("change", "draft", YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("change", "submitted", NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("change", "published", YES, YES, NO, UNSEEN, UNSEEN),
    ("submit", "draft", YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("submit", "published", NO, NO, NO, UNSEEN, UNSEEN),
    ("reopen", "submitted", YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("reopen", "published", NO, NO, NO, UNSEEN, UNSEEN),
    ("publish", "approved", YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("publish", "draft", NO, NO, UNSEEN, UNSEEN, UNSEEN),
    ("move", "published", YES, YES, NO, UNSEEN, UNSEEN),
    ("cancel", "published", YES, YES, NO, UNSEEN, UNSEEN),
    ("remark", "submitted", YES, NO, UNSEEN, UNSEEN, UNSEEN),
    ("remark", "published", NO, NO, NO, UNSEEN, UNSEEN),
    ("answer", "published", NO, NO, YES, UNSEEN, UNSEEN),
    ("consent", "published", YES, NO, NO, UNSEEN, UNSEEN),
    ("mark", "published", NO, NO, YES, UNSEEN, UNSEEN),
    ("opinion", "published", YES, NO, YES, UNSEEN, UNSEEN),
    ("opinions", "published", YES, YES, NO, UNSEEN, UNSEEN),
    ("ask_for_paper", "draft", YES, YES, UNSEEN, UNSEEN, UNSEEN),
    ("ask_for_paper", "published", YES, YES, NO, UNSEEN, UNSEEN),
]


@pytest.mark.parametrize(("verb", "state", "an_", "binh_", "chi_", "dung_", "em_"), WHO_MAY)
def test_who_may(verb: str, state: str, an_: str, binh_: str, chi_: str, dung_: str, em_: str) -> None:
    meeting = MAKE[state]()
    for person, expected in ((an, an_), (binh, binh_), (chi, chi_), (dung, dung_), (em, em_)):
        who = by(person())
        seen = bool(queries.meetings_seen_among(who, [meeting.pk]))
        assert seen is (expected != UNSEEN), person.__name__
        if seen:
            place = queries.my_place(who, meeting)
            assert bool(permissions.abilities(who, meeting, place)[verb]) is (expected == YES), person.__name__
