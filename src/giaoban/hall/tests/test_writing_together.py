"""Two secretaries save the same line in any order, from whatever each has seen: no word that was accepted is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoban.hall.testing import a_room, assisted, lan
from giaoban.kernel.errors import Conflict
from giaoban.meetings import actions
from giaoban.meetings.actions import start
from giaoban.people.testing import an, binh, by

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["Bình", "Lan"]),
        st.sampled_from(["look", "add", "insert", "reword"]),
        st.integers(min_value=0, max_value=3),
    ),
    min_size=2,
    max_size=14,
)


@pytest.mark.django_db
@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_word_is_lost(steps):
    """Each writes words of their own into what they last saw, and saves; a refused saving is shown, not lost."""
    meeting = assisted(start(meeting_id=a_room(items=1, papers=0).pk, by=by(an())))
    line = actions.add_line(meeting_id=meeting.pk, text="Mở đầu.\nGiữa.\nCuối.", by=by(binh()))
    hands = {"Bình": by(binh()), "Lan": by(lan())}
    seen = dict.fromkeys(hands, (line.text, line.revision))
    accepted: set[str] = set()
    for number, (name, what, place) in enumerate(steps):
        text, revision = seen[name]
        if what == "look":
            line.refresh_from_db()
            seen[name] = (line.text, line.revision)
            continue
        word = f"{name}{number}"
        wanted, shown = _written(text, what, place, word), None
        try:
            line = actions.change_line(line_id=line.pk, text=wanted, revision=revision, by=hands[name])
        except Conflict as refused:
            shown = refused.details["text"]
        line.refresh_from_db()
        if shown is None:
            accepted.add(word)
            seen[name] = (line.text, line.revision)
        else:
            assert shown == line.text  # the writer sees what stands there, and still holds the own words
        assert not [one for one in accepted if one not in line.text.split()], line.text
    assert line.texts.count() in (0, line.revision)
    meeting.delete()


def _written(text: str, what: str, place: int, word: str) -> str:
    """Put a word into the text: as a paragraph at the end, between two, or at the end of one."""
    lines = text.split("\n")
    place = min(place, len(lines) - 1)
    if what == "add":
        lines.append(word)
    elif what == "insert":
        lines.insert(place, word)
    else:
        lines[place] = f"{lines[place]} {word}"
    return "\n".join(lines)
