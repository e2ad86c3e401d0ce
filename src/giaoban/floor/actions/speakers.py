"""Who is meant: oneself, somebody whom the desk or a site names, somebody without an account."""

from dataclasses import dataclass
from uuid import UUID

from giaoban.floor import permissions, queries
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.rules import require
from giaoban.meetings.models import Meeting
from giaoban.meetings.queries import room
from giaoban.meetings.queries.meetings import own_units, sites_of
from giaoban.people import queries as people
from giaoban.people.models import Unit, User

LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker as the queue knows them."""

    user: User | None
    name: str
    unit: Unit | None
    site: Unit | None


def named(meeting: Meeting, by: Actor, *, speaker_id: UUID | None, name: str, site_id: UUID | None) -> Who:
    """Return the speaker of a request. Nobody named: the person who asks."""
    site = _site(meeting, site_id)
    name = " ".join(name.split())
    if name and speaker_id is None:
        return _without_account(meeting, by, name, site)
    user_id = speaker_id or by.person_id
    if user_id == by.user_id:
        place = queries.place_of(by, meeting)
        if site is not None and site.pk not in own_units(by) and (place is None or place.site != site):
            raise NotFound("floor.not_of_this_site")
    else:
        require(permissions.may_name_speaker(by, meeting, site_id))
        place = _place_of_named(meeting, by, user_id, site)
    user = in_the_room(meeting, user_id)
    return Who(user, user.full_name, place.unit if place else None, site or (place.site if place else None))


def in_the_room(meeting: Meeting, user_id: UUID) -> User:
    """Return a person who may enter the meeting's room; nobody else can speak, be asked, or present."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or room.audiences_now(user_id, meeting.pk) is None:
        raise NotFound("floor.not_in_the_room")
    return user


def _without_account(meeting: Meeting, by: Actor, name: str, site: Unit | None) -> Who:
    require(permissions.may_name_speaker(by, meeting, site.pk if site else None))
    if len(name) > LONGEST_NAME:
        raise Invalid("floor.long_name", most=LONGEST_NAME, fields={"name": "floor.long_name"})
    return Who(None, name, site, site)


def _place_of_named(meeting: Meeting, by: Actor, user_id: UUID, site: Unit | None) -> queries.Place | None:
    """Return where a named person sits. A site names its own people, the desk anybody in the room."""
    them = people.actor_of(in_the_room(meeting, user_id))
    if site is not None and site.pk not in own_units(them) and not permissions.at_the_desk(by, meeting):
        raise NotFound("floor.not_of_this_site")
    return queries.place_of(them, meeting) or _by_post(user_id)


def place_of_user(user: User, meeting: Meeting) -> queries.Place:
    """Return for which unit and from which site a person of the room speaks."""
    return queries.place_of(people.actor_of(user), meeting) or _by_post(user.pk)


def _by_post(user_id: UUID) -> queries.Place:
    """Return the unit of somebody who only looks on, and whom the desk lets speak."""
    main = people.main_appointments([user_id]).get(user_id)
    return queries.Place(main.unit if main else None)


def _site(meeting: Meeting, site_id: UUID | None) -> Unit | None:
    if site_id is None:
        return None
    site = sites_of(meeting).filter(pk=site_id).first()
    if site is None:
        raise NotFound
    return site
