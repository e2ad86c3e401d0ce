"""Several keys at once that belong together: the agenda with its papers, the head-count, the desk's own."""

from collections.abc import Iterable
from uuid import UUID

from giaoban.documents.models import Document
from giaoban.ledger.streams import Puts
from giaoban.meetings.live import values
from giaoban.meetings.models import AgendaItem, Mark, Meeting
from giaoban.meetings.permissions import running as rules
from giaoban.meetings.queries import room
from giaoban.meetings.queries.room import DESK, EVERYBODY

Owned = dict[UUID, list[Document]]


def owned(meeting: Meeting, items: list[AgendaItem]) -> Owned:
    """Return the papers of the meeting and of its items, by owner."""
    return room.papers_by_owner([meeting.pk, *(item.pk for item in items)])


def items_json(items: list[AgendaItem]) -> Puts:
    """Return some items, however many in the same two queries."""
    return agenda(items, room.papers_by_owner([item.pk for item in items])) if items else {}


def agenda(items: list[AgendaItem], owners: Owned) -> Puts:
    """Return these items, whose papers are read already."""
    marks: dict[UUID, list[str]] = {}
    for item_id, kind in Mark.objects.filter(item__in=items).values_list("item_id", "kind"):
        marks.setdefault(item_id, []).append(kind)
    return {
        f"agenda/{item.pk}": values.item_json(item, owners.get(item.pk, []), marks.get(item.pk, [])) for item in items
    }


def papers(owners: Owned) -> Puts:
    """Return these papers."""
    found = [paper for mine in owners.values() for paper in mine]
    versions = room.newest_versions([paper.pk for paper in found])
    return {f"paper/{paper.pk}": values.paper_json(paper, versions.get(paper.pk)) for paper in found}


def attendance(meeting: Meeting, user_ids: Iterable[UUID] | None) -> Puts:
    """Return the head-count, the sites, and these people's lines; None: everybody's. A site that is gone is None."""
    expected = room.expected_people(meeting)
    rounds = list(meeting.rounds.order_by("number"))
    marks = room.marks_by_round(meeting)
    newest = marks.get(rounds[-1].pk, {}) if rounds else {}
    wanted = None if user_ids is None else set(user_ids)
    puts: Puts = {"attendance": values.attendance_json(rounds, marks, expected)}
    for place, entry in enumerate(expected):
        if wanted is None or entry.user.pk in wanted:
            mine = [marks.get(one.pk, {}).get(entry.user.pk) for one in rounds]
            puts[f"attendance/{entry.user.pk}"] = values.person_here_json(entry, mine, place)
    counts = room.site_counts(rounds[-1] if rounds else None)
    sites = {entry.site.pk: entry.site for entry in expected if entry.site}
    if wanted is None:
        puts |= dict.fromkeys((f"site/{site_id}" for site_id in room.site_ids_ever(meeting) - sites.keys()), None)
    for site in sites.values():
        puts[f"site/{site.pk}"] = values.site_json(site, expected, newest, counts.get(site.pk))
    return puts


Abilities = dict[str, dict[str, str]]


def desk(meeting: Meeting, items: list[AgendaItem], abilities: Abilities | None = None) -> Puts:
    """Return what chair and secretaries alone see of the meeting as a whole."""
    last = room.last_plan_change(meeting)
    return {
        "can/desk": (abilities or abilities_by_audience(meeting))[DESK],
        "script": values.script_json(meeting, items),
        "guestpapers": guest_papers(meeting),
        "replan": values.replan_json(last) if last else None,
    }


def guest_papers(meeting: Meeting) -> list[str]:
    """Return which papers guests may read."""
    return sorted(str(document_id) for document_id in room.papers_for_guests(meeting.pk))


def abilities_by_audience(meeting: Meeting) -> Abilities:
    """Return what everyone and the desk may do now: verb → message key, empty when allowed."""
    return {
        EVERYBODY: {verb: verdict.reason for verb, verdict in rules.verbs_of_all(meeting).items()},
        DESK: {verb: verdict.reason for verb, verdict in rules.desk_verbs(meeting).items()},
    }
