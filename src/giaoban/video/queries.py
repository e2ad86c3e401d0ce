"""Reading: whose microphone is open now, who is in which capacity, who was removed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from giaoban.floor import queries as floor
from giaoban.floor.models import Turn
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.meetings.queries import assistants_of, room
from giaoban.meetings.queries.meetings import office_units, own_units
from giaoban.people import queries as people
from giaoban.people.models import Unit, User
from giaoban.video.models import Conference, LineTest, Pairing, Participant, Recording

Microphone = Participant.Microphone
EARLY = timedelta(hours=2)  # before the meeting: lines are tested
REMIND_BEFORE = timedelta(minutes=60)


def conference_of(meeting: Meeting) -> Conference:
    """Return how the meeting uses picture and sound; an unsaved usual one where nobody has decided anything."""
    return Conference.objects.filter(meeting=meeting).first() or Conference(meeting=meeting)


def participants_of(meeting: Meeting) -> list[Participant]:
    """Return about whom something was decided."""
    return list(Participant.objects.filter(meeting=meeting).order_by("user_id"))


def participant_of(meeting: Meeting, user_id: UUID) -> Participant:
    """Return what was decided about a person; an unsaved row where nothing was."""
    found = Participant.objects.filter(meeting=meeting, user=user_id).first()
    return found or Participant(meeting=meeting, user_id=user_id)


def is_over(meeting: Meeting) -> bool:
    """Tell whether picture and sound have ended, or have not begun: they are there from two hours before."""
    if meeting.state == Meeting.State.RUNNING:
        return False
    return meeting.state != Meeting.State.PUBLISHED or clock.now() < meeting.starts_at - EARLY


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose microphone is open. ``everybody``: all but those in ``closed``; else only those in ``open``."""

    everybody: bool
    open: frozenset[UUID]
    closed: frozenset[UUID]
    speaker: UUID | None  # who has the floor
    removed: frozenset[UUID]
    over: bool
    records: bool  # the chair has recording on, and the item is not secret

    def has(self, user_id: UUID) -> bool:
        """Tell whether this person's microphone is open."""
        if self.over or user_id in self.closed:
            return False
        return self.everybody or user_id in self.open


SILENCE = Voices(
    everybody=False, open=frozenset(), closed=frozenset(), speaker=None, removed=frozenset(), over=True, records=False
)


def voices(meeting_id: UUID) -> Voices:
    """Return whose microphone is open at this moment, from what the database says of desk, floor and agenda.

    The desk speaks when it likes; so do who has the floor and who presents the running item. What the
    chair has decided by hand comes before, until a new turn is given (LIVE-4, NET-2).
    """
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        return SILENCE
    opened = {meeting.chair_id, meeting.secretary_id, *(user.pk for user in assistants_of(meeting))}
    if presenter := _presenter(meeting):
        opened.add(presenter)
    turn = floor.speaking_turn(meeting)
    if turn and turn.speaker_id:
        opened.add(turn.speaker_id)
    if turn and turn.site_id:  # who speaks from a site speaks into its microphone
        opened |= set(User.objects.filter(site=turn.site_id, is_active=True).values_list("pk", flat=True))
    rows = participants_of(meeting)
    given = turn.since if turn else None
    closed = {
        row.user_id
        for row in rows
        if row.microphone == Microphone.CLOSED and not (_speaks(turn, row) and given and given > row.decided_at)
    }
    opened |= {row.user_id for row in rows if row.microphone == Microphone.OPEN}
    return Voices(
        everybody=conference_of(meeting).discussion,
        open=frozenset(opened),
        closed=frozenset(closed),
        speaker=turn.speaker_id if turn else None,
        removed=frozenset(row.user_id for row in rows if row.removed_at),
        over=is_over(meeting),
        records=running_recording(meeting) is not None and not _is_secret(meeting),
    )


def _speaks(turn: Turn | None, row: Participant) -> bool:
    return turn is not None and turn.speaker_id == row.user_id


def _is_secret(meeting: Meeting) -> bool:
    here = meeting.current_item_id
    return here is not None and AgendaItem.objects.filter(pk=here, is_secret=True).exists()


def running_recording(meeting: Meeting) -> Recording | None:
    """Return what is being recorded."""
    return Recording.objects.filter(meeting=meeting, state=Recording.State.RUNNING).first()


def recording_seen(recording_id: UUID, by: Actor) -> Recording:
    """Return a recording of a meeting whose room the person may enter."""
    rooms = room.rooms_of(by).values("pk")
    found = Recording.objects.select_related("meeting").filter(pk=recording_id, meeting__in=rooms).first()
    if found is None:
        raise NotFound
    return found


def _presenter(meeting: Meeting) -> UUID | None:
    if meeting.current_item_id is None:
        return None
    return AgendaItem.objects.filter(pk=meeting.current_item_id).values_list("presenter_id", flat=True).first()


@dataclass(frozen=True, slots=True)
class Card:
    """How a person stands in the strip of pictures."""

    name: str
    unit: str
    role: str  # chair | secretary | site | ""


def card(by: Actor, meeting: Meeting) -> Card:
    """Return the person's name, unit and role in this meeting."""
    user = User.objects.select_related("site").get(pk=by.person_id)
    if user.site is not None:
        return Card(user.full_name, user.site.short_name, "site")
    place = floor.place_of(by, meeting)
    unit = place.unit if place else None
    if unit is None and (main := people.main_appointments([user.pk]).get(user.pk)):
        unit = main.unit
    roles = {meeting.secretary_id: "secretary", meeting.chair_id: "chair"}
    return Card(user.full_name, unit.short_name if unit else "", roles.get(user.pk, ""))


def still_here(meeting_id: UUID, user_ids: Iterable[UUID]) -> set[UUID]:
    """Return who of these may still be in the meeting's room."""
    return {user_id for user_id in user_ids if room.audiences_now(user_id, meeting_id) is not None}


def device_of(unit: Unit) -> User | None:
    """Return the screen of a site, signed in or not."""
    return User.objects.filter(site=unit).first()


def pairing_by_code(code: str) -> Pairing:
    """Return the screen that shows this code now."""
    since = clock.now() - Pairing.HOLDS
    found = Pairing.objects.filter(code=code, device=None, shown_at__gt=since).order_by("-shown_at").first()
    if found is None:
        raise NotFound("video.no_such_code")
    return found


def sites_to_pair(by: Actor) -> list[Unit]:
    """Return the sites whose screen this person may say."""
    mine = own_units(by) | office_units(by)
    return list(Unit.objects.filter(pk__in=mine, is_site=True, closed_on=None).order_by("place", "name"))


def meetings_of_site(by: Actor) -> list[Meeting]:
    """Return what a site's screen shows: the meeting that runs, then those to come, at most ten."""
    now = clock.now()
    states = (Meeting.State.RUNNING, Meeting.State.PUBLISHED)
    rows = room.rooms_of(by).filter(state__in=states).exclude(form=Meeting.Form.ON_SITE)
    rows = rows.filter(Q(state=Meeting.State.RUNNING) | Q(ends_at__gt=now)).order_by("starts_at")[:10]
    return sorted(rows, key=lambda meeting: (meeting.state != Meeting.State.RUNNING, meeting.starts_at))


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site of a meeting and how its line is; ``test`` is the newest one."""

    unit: Unit
    test: LineTest | None
    device: User | None


def lines_of(meeting: Meeting) -> list[SiteLine]:
    """Return the sites of a meeting with their newest line test, whom to call, and whether a screen is paired."""
    units = room.sites(meeting)
    tests: dict[UUID, LineTest] = {}
    for test in LineTest.objects.filter(meeting=meeting).order_by("at"):
        tests[test.unit_id] = test
    devices = {user.site_id: user for user in User.objects.filter(site__in=units, is_active=True)}
    return [SiteLine(unit, tests.get(unit.pk), devices.get(unit.pk)) for unit in units]


def untested_sites(now: datetime) -> list[tuple[Meeting, Unit]]:
    """Return the sites of meetings that begin within the hour whose line nobody has tested (NET-4)."""
    soon = Meeting.objects.filter(
        state=Meeting.State.PUBLISHED, starts_at__gt=now, starts_at__lte=now + REMIND_BEFORE
    ).exclude(form=Meeting.Form.ON_SITE)
    return [(meeting, line.unit) for meeting in soon for line in lines_of(meeting) if line.test is None]
