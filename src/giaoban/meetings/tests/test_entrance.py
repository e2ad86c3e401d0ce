"""The rule of entering a room is the same for one person as for a crowd: in the database and in memory."""

from random import Random
from types import MappingProxyType

import pytest

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import AssistantSecretary, Attendee, Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.entrance import entrance
from giaoban.meetings.testing import a_published
from giaoban.people.models import Role
from giaoban.people.testing import a_unit, an, binh, by, chi, dung, em, the_agency

pytestmark = pytest.mark.django_db

FORMS = 25
COMERS = 12


def a_form(chance, meeting, units, users):
    """Bring the meeting and its list into some form that an office could make of them."""
    meeting.state = chance.choice(Meeting.State.values)
    meeting.published_at = chance.choice([None, clock.now()])
    meeting.unit = chance.choice(units)
    meeting.chair, meeting.secretary, meeting.created_by = (chance.choice(users) for _ in range(3))
    meeting.save()
    AssistantSecretary.objects.filter(meeting=meeting).delete()
    Attendee.objects.filter(meeting=meeting).delete()
    if chance.random() < 0.5:
        gone = chance.choice([None, clock.now()])
        AssistantSecretary.objects.create(
            meeting=meeting, user=chance.choice(users), appointed_by=users[0], dismissed_at=gone
        )
    for user in chance.sample(users, 2):
        substitute = chance.choice([None, *[other for other in users if other != user]])
        Attendee.objects.create(
            meeting=meeting,
            user=user,
            substitute=substitute,
            consent=chance.choice(Attendee.Consent.values) if substitute else "",
            site=chance.choice([None, *units]),
            removed_at=chance.choice([None, None, clock.now()]),
        )


def a_comer(chance, units, users):
    """Somebody with hats that chance has dealt."""
    some = lambda: frozenset(unit.pk for unit in units if chance.random() < 0.25)  # noqa: E731
    roles = {role: some() for role in (Role.OFFICE_SECRETARY, Role.LEADER) if chance.random() < 0.3}
    user = chance.choice(users)
    return Actor(
        user_id=chance.choice([user.pk, user.pk, new_id()]),
        label=user.full_name,
        scopes=MappingProxyType(roles),
        units=some(),
        heads=some(),
        in_charge=some(),
        stands_in_for=frozenset(other.pk for other in users if chance.random() < 0.15),
        is_guest=chance.random() < 0.1,
    )


def test_one_and_a_crowd_are_let_in_by_the_same_rule():
    chance = Random(20261128)
    units = [the_agency(), a_unit("Chi cục Hải quan Nội Bài"), a_unit("Phòng Giám sát")]
    users = [an(), binh(), chi(), dung(), em()]
    meeting = a_published()
    let_in = sent_away = 0
    for _ in range(FORMS):
        a_form(chance, meeting, units, users)
        door = entrance(meeting.pk)
        for by_whom in [a_comer(chance, units, users) for _ in range(COMERS)] + [by(user) for user in users]:
            expected = room.audiences_of(by_whom, meeting.pk)
            assert door.audiences(by_whom) == expected
            let_in, sent_away = let_in + (expected is not None), sent_away + (expected is None)
    assert min(let_in, sent_away) > FORMS  # both sides of the rule were met


def test_the_door_is_read_in_three_questions_whoever_comes(django_assert_num_queries):
    meeting = a_published()
    with django_assert_num_queries(3):
        door = entrance(meeting.pk)
    people = [by(user) for user in (an(), binh(), chi(), dung())]
    with django_assert_num_queries(0):
        for by_whom in people:
            door.audiences(by_whom)
    assert entrance(new_id()) is None
