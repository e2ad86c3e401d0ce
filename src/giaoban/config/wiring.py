"""The one page that says what happens because of what. Read this first.

Same transaction (the two facts must never disagree): APPROVAL_KINDS, DOORS, the followers, SCRIPT_PARTS.
Seconds later, retried until done (a delay is fine):   REACTIONS.
By the clock:                                          SCHEDULES.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import starmap
from types import ModuleType
from typing import Any

from django.utils.translation import gettext_lazy as _

from giaoban.approvals import actions as approvals
from giaoban.approvals import kinds as approval_kinds
from giaoban.approvals import messages as approvals_messages
from giaoban.approvals import notices as approvals_notices
from giaoban.approvals.kinds import Kind
from giaoban.calls import actions as calls
from giaoban.calls import messages as calls_messages
from giaoban.clerical import actions as clerical
from giaoban.clerical import messages as clerical_messages
from giaoban.consultations import actions as consultations
from giaoban.consultations import doors as consultations_doors
from giaoban.consultations import messages as consultations_messages
from giaoban.consultations import notices as consultations_notices
from giaoban.discussion import actions as discussion
from giaoban.discussion import messages as discussion_messages
from giaoban.documents import actions as documents
from giaoban.documents import doors, shelves
from giaoban.documents import messages as documents_messages
from giaoban.documents import notices as documents_notices
from giaoban.documents import queries as documents_queries
from giaoban.documents.doors import Door
from giaoban.documents.followers import PAGE_READ, PageRead
from giaoban.floor import actions as floor
from giaoban.floor import messages as floor_messages
from giaoban.floor import notices as floor_notices
from giaoban.floor import queries as floor_queries
from giaoban.guests import actions as guests
from giaoban.guests import messages as guests_messages
from giaoban.hall import messages as hall_messages
from giaoban.kernel.messages import MESSAGES
from giaoban.ledger import jobs, registry, seal, streams
from giaoban.ledger.registry import Every
from giaoban.meetings import actions as meetings
from giaoban.meetings import doors as meetings_doors
from giaoban.meetings import followers, recording, script
from giaoban.meetings import messages as meetings_messages
from giaoban.meetings import notices as meetings_notices
from giaoban.meetings import queries as meetings_queries
from giaoban.meetings.followers import Follower, MarkFollower, RemovalFollower
from giaoban.meetings.recording import Results
from giaoban.meetings.script import Part
from giaoban.notify import actions as notify
from giaoban.notify import messages as notify_messages
from giaoban.notify import notices as notify_notices
from giaoban.notify import queries as notify_queries
from giaoban.notify import registry as notify_registry
from giaoban.obstacles import actions as obstacles
from giaoban.obstacles import doors as obstacles_doors
from giaoban.obstacles import messages as obstacles_messages
from giaoban.obstacles import notices as obstacles_notices
from giaoban.offline import actions as offline
from giaoban.offline import messages as offline_messages
from giaoban.people import actions as people
from giaoban.people import messages as people_messages
from giaoban.people import notices as people_notices
from giaoban.people import session_ends
from giaoban.records import actions as records
from giaoban.records import messages as records_messages
from giaoban.reports import actions as reports
from giaoban.reports import messages as reports_messages
from giaoban.reports import notices as reports_notices
from giaoban.search import actions as search
from giaoban.search import kinds as search_kinds
from giaoban.search import messages as search_messages
from giaoban.search.kinds import Entry as Indexable
from giaoban.search.kinds import Searchable
from giaoban.seating import actions as seating
from giaoban.seating import messages as seating_messages
from giaoban.signing import actions as signing
from giaoban.signing import messages as signing_messages
from giaoban.tasks import actions as tasks
from giaoban.tasks import evidence as tasks_evidence
from giaoban.tasks import messages as tasks_messages
from giaoban.tasks import notices as tasks_notices
from giaoban.tasks import opened as tasks_opened
from giaoban.video import actions as video
from giaoban.video import messages as video_messages
from giaoban.video import notices as video_notices
from giaoban.voting import actions as voting
from giaoban.voting import messages as voting_messages
from giaoban.voting import minutes as voting_minutes
from giaoban.whereabouts import actions as whereabouts

VERBS: tuple[ModuleType, ...] = (
    people, approvals, documents, notify, whereabouts, search, clerical, signing, tasks, obstacles, reports,
    consultations, meetings, floor, discussion, guests, calls, seating, offline,
    voting, video, records,
)  # fmt: skip
WORDS: tuple[ModuleType, ...] = (
    people_messages, approvals_messages, documents_messages, notify_messages, search_messages,
    clerical_messages, signing_messages, tasks_messages, obstacles_messages, reports_messages,
    consultations_messages, meetings_messages, floor_messages, discussion_messages,
    guests_messages, calls_messages, seating_messages, offline_messages, voting_messages, video_messages,
    hall_messages, records_messages,
)  # fmt: skip
NOTICES: tuple[ModuleType, ...] = (
    people_notices, approvals_notices, documents_notices, tasks_notices, obstacles_notices,
    consultations_notices, meetings_notices, floor_notices, video_notices, reports_notices,
    notify_notices,
)  # fmt: skip

APPROVAL_KINDS: tuple[Kind, ...] = (
    Kind(
        "meetings.agenda",
        meetings.on_agenda_approved,
        meetings.on_agenda_returned,
        meetings.on_agenda_withdrawn,
        meetings_doors.MEETING_DOOR.url,
    ),
    Kind(
        "consultations.consultation",
        consultations.on_approved,
        consultations.on_returned,
        consultations.on_withdrawn,
        consultations_doors.page_url,
    ),
    Kind(
        "consultations.notice",
        consultations.on_notice_approved,
        consultations.on_notice_returned,
        consultations.on_notice_withdrawn,
        consultations_doors.page_url,
    ),
    Kind(
        "meetings.record",
        meetings.on_record_approved,
        meetings.on_record_returned,
        meetings.on_record_withdrawn,
        meetings_doors.after_url,
    ),
)

DOORS: tuple[Door, ...] = (
    meetings_doors.ITEM_DOOR, meetings_doors.MEETING_DOOR, meetings_doors.RECORD_DOOR, tasks_evidence.DOOR,
    obstacles_doors.DOOR, shelves.DOOR, consultations_doors.PAPERS, consultations_doors.SIGNED,
    consultations_doors.RESULT,
)  # fmt: skip

ITEM_FOLLOWERS: tuple[Follower, ...] = (floor.follow_item, voting.follow_item, video.follow_item)
SCRIPT_PARTS: tuple[Part, ...] = (  # what the one button of the room does inside an item, in this order
    voting.VOTE_GOES_ON,
    Part(
        frozenset({"speaker", "question"}), floor_queries.steps_of_floor, floor.take_step, floor_queries.points_of_floor
    ),
    voting.VOTE_TO_OPEN,
)
MARK_FOLLOWERS: tuple[MarkFollower, ...] = (floor.follow_mark,)
REMOVAL_FOLLOWERS: tuple[RemovalFollower, ...] = (floor.follow_removed, voting.follow_removed)
MINUTES_RESULTS: tuple[Results, ...] = (voting_minutes.results_of,)  # what stands in the minutes in place of a line

PAGE_FOLLOWERS: tuple[PageRead, ...] = (
    lambda document_id, page: search.index_part(kind="documents.document", subject_id=document_id, part=page),
)

SEARCHABLE: tuple[Searchable, ...] = (
    Searchable(
        kind="documents.document",
        label=_("Tài liệu"),
        entries=lambda document_id: starmap(Indexable, documents_queries.search_parts(document_id)),
        part_entries=lambda document_id, page: starmap(Indexable, documents_queries.search_part(document_id, page)),
        all_ids=documents_queries.all_ids,
        seen_among=documents_queries.seen_among,
        url=documents_queries.url_of,
    ),
    meetings_doors.SEARCHABLE,
    meetings_doors.CONCLUSIONS,
    tasks_evidence.SEARCHABLE,
    obstacles_doors.SEARCHABLE,
    obstacles_doors.ANSWERS,
    consultations_doors.SEARCHABLE,
)

REACTIONS: dict[str, tuple[str, ...]] = {  # every action with a Notice has «notify.send» besides
    "documents.added": ("search.index", "meetings.show_papers"),
    "documents.placeholder_added": ("meetings.show_papers",),
    "documents.ready": ("meetings.show_papers",),
    "documents.failed": ("meetings.show_papers",),
    "documents.moved": ("meetings.show_papers",),
    "documents.changed": ("search.index", "meetings.show_papers"),
    "documents.text_read": ("search.index", "documents.guess"),
    "documents.recognized": ("search.index", "documents.guess"),
    "documents.withdrawn": ("search.index", "meetings.show_papers"),
    "documents.restored": ("search.index", "meetings.show_papers"),
    "meetings.published": ("meetings.make_invitation",),
    "meetings.closed": ("meetings.prepare_record",),
    "meetings.conclusion_settled": ("search.index",),
    "meetings.conclusion_withdrawn": ("search.index",),
    "documents.replaced": ("meetings.paper_replaced", "meetings.show_papers"),
    **dict.fromkeys(tasks_evidence.INDEXED, ("search.index",)),
    **dict.fromkeys(consultations_doors.INDEXED, ("search.index",)),
    **dict.fromkeys(obstacles_doors.INDEXED, ("search.index",)),
    **{name: ("meetings.gather", *more) for name, more in obstacles_doors.MOVED.items()},
    "tasks.assigned": ("meetings.carry_over", "search.index"),
    "tasks.confirmed": ("meetings.carry_over", "search.index"),
    "tasks.cancelled": ("meetings.carry_over",),
    "tasks.extension_granted": ("meetings.carry_over",),
    **dict.fromkeys(meetings_doors.INDEXED, ("search.index",)),
}

PRESSING: dict[str, str] = {  # what may go by a channel that costs, if the administrator chooses so
    "meetings.soon": "meeting_soon",
    "meetings.postponed": "meeting_changed",
    "meetings.cancelled": "meeting_changed",
    "tasks.remind.overdue": "task_overdue",
}

SECRETS: dict[str, Callable[[str], bool]] = {  # of these nothing is said on a lock screen
    "documents.document": documents_queries.is_secret,
    "meetings.agendaitem": meetings_queries.is_secret_item,
}

HANDLERS: dict[str, Callable[..., Any]] = {
    "search.index": search.index_after,
    "notify.send": notify.send,
    "video.compose": video.compose_job,
    "notify.post": notify.post,
    "documents.convert": documents.convert_job,
    "documents.recognize": documents.recognize_job,
    "documents.layer": documents.layer_job,
    "documents.compare": documents.compare_job,
    "documents.move_notes": documents.move_notes_job,
    "documents.judge": documents.judge_job,
    "documents.guess": documents.guess_job,
    "meetings.make_invitation": meetings.make_invitation,
    "meetings.prepare_record": meetings.prepare_record,
    "meetings.tell_changes": meetings.tell_changes,
    "meetings.paper_replaced": meetings.paper_replaced,
    "meetings.carry_over": meetings.carry_over_job,
    "meetings.show_papers": meetings.show_papers,
    "meetings.gather": meetings.gather_job,
    "voting.close_when_due": voting.close_when_due,
}

SCHEDULES: tuple[Every, ...] = (
    Every("ledger.seal", timedelta(minutes=1), seal.seal_all),
    Every("ledger.prune", timedelta(days=1), jobs.prune),
    Every("ledger.prune_streams", timedelta(days=1), streams.prune),
    Every("people.forget_guards", timedelta(days=1), people.forget_old_guards),
    Every("documents.hurry", timedelta(minutes=10), documents.hurry),
    Every("documents.copies", timedelta(minutes=30), documents.remind_copies),
    Every("documents.sweep", timedelta(days=1), documents.sweep),
    Every("search.rebuild", timedelta(days=7), search.rebuild),
    Every("tasks.give_duties", timedelta(hours=1), tasks.give_duties),
    Every("consultations.follow_heads", timedelta(hours=1), consultations.follow_heads),
    Every("notify.remind", timedelta(minutes=15), notify.remind),
    Every("notify.forget_unseen_devices", timedelta(days=1), notify.forget_unseen_devices),
    Every("notify.prune", timedelta(days=1), notify.prune),
    Every("voting.close_due_polls", timedelta(minutes=1), voting.close_due_polls),
    Every("voting.burn_keys", timedelta(minutes=5), voting.burn_keys),
    Every("meetings.settle_consents", timedelta(minutes=1), meetings.settle_consents),
    Every("video.prune_recordings", timedelta(days=1), video.prune_recordings),
    Every("meetings.extend_series", timedelta(days=1), meetings.extend_series),
    Every("meetings.draft_ahead", timedelta(hours=6), meetings.draft_ahead),
    Every("meetings.gather", timedelta(hours=1), meetings.gather_all),
    Every("meetings.carry_over", timedelta(hours=6), meetings.carry_over_all),
)


def connect() -> None:
    """Fill every registry. Called once, when all apps are loaded."""
    for verbs in VERBS:
        registry.ACTIONS.update(verbs.ACTIONS)
    for words in WORDS:
        MESSAGES.update(words.MESSAGES)
    for module in NOTICES:
        for notice in module.NOTICES:
            notify_registry.NOTICES.setdefault(notice.action, []).append(notice)
        notify_registry.REMINDERS.update({reminder.name: reminder for reminder in module.REMINDERS})
    approval_kinds.KINDS.update({kind.name: kind for kind in APPROVAL_KINDS})
    doors.DOORS.update({door.kind: door for door in DOORS})
    followers.FOLLOWERS[:] = ITEM_FOLLOWERS
    script.PARTS[:] = SCRIPT_PARTS
    recording.RESULTS[:] = MINUTES_RESULTS
    followers.MARK_FOLLOWERS[:] = MARK_FOLLOWERS
    followers.REMOVAL_FOLLOWERS[:] = REMOVAL_FOLLOWERS
    PAGE_READ[:] = PAGE_FOLLOWERS
    notify_registry.SECRETS.update(SECRETS)
    notify_registry.PRESSING.update(PRESSING)
    session_ends.FOLLOWERS[:] = (notify.follow_session_end,)
    tasks_opened.OPENED[:] = (notify_queries.opened,)
    tasks_opened.GIVEN[:] = (notify_queries.given,)
    search_kinds.KINDS.update({kind.kind: kind for kind in SEARCHABLE})
    registry.REACTIONS.update(REACTIONS)
    for action in notify_registry.NOTICES:
        registry.REACTIONS[action] = (*REACTIONS.get(action, ()), "notify.send")
    registry.HANDLERS.update(HANDLERS)
    registry.SCHEDULES.update({every.name: every for every in SCHEDULES})
    _check()


def _check() -> None:
    told = set(notify_registry.NOTICES)
    if unknown := (REACTIONS.keys() | told) - registry.ACTIONS.keys():
        raise LookupError(f"wiring reacts to actions nobody performs: {sorted(unknown)}")
    if unknown := {name for names in REACTIONS.values() for name in names} - HANDLERS.keys():
        raise LookupError(f"wiring names handlers that are not there: {sorted(unknown)}")
