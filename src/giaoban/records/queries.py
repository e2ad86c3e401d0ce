"""What belongs into the record of a meeting (END-5), as rows of plain values and the files they name.

The record is what the desk knows and an archive keeps: agenda, papers, presence, votes, conclusions, signatures.
Left out: private notes, words to chair or secretary alone, and all of a secret item but that it was there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Model

from giaoban.discussion.models import Message
from giaoban.documents.models import Document, Version
from giaoban.floor.models import Turn
from giaoban.ledger.models import Entry
from giaoban.meetings.models import AgendaItem, AttendanceMark, Meeting
from giaoban.meetings.queries import assistants_of
from giaoban.people import queries as people
from giaoban.people.models import Unit, User
from giaoban.tasks.models import Task
from giaoban.voting.models import Poll
from giaoban.voting.queries.ballots import published_lines
from giaoban.voting.queries.polls import polls_of
from giaoban.voting.wording import rule_in_words

Row = tuple[str, dict[str, Any]]

PRIVATE: Final = "meetings.note_"  # acts on one's own notes are nobody else's business
AT_ONCE: Final = 400  # ids in one question to the audit book


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of a document that lies in the package."""

    document: Document
    version: Version
    role: str  # paper | invitation | notice | minutes


def plain(value: Any) -> Any:
    """Return a value as JSON writes it: times in UTC to the microsecond, people and units by id and name."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, (User, Unit)):
        return {"id": str(value.pk), "name": value.full_name if isinstance(value, User) else value.name}
    return str(value.pk if isinstance(value, Model) else value) if isinstance(value, (Model, UUID)) else value


def _row(of: str, source: Model, *names: str, **more: Any) -> Row:
    facts = {name: plain(getattr(source, name)) for name in names}
    return of, {"id": str(source.pk), **facts, **{name: plain(value) for name, value in more.items()}}


def rows_of(meeting: Meeting, files: Iterable[Kept]) -> Iterator[Row]:
    """Yield everything but the files themselves, in the order of the meeting's life."""
    items = list(meeting.items.select_related("presenter", "preparing_unit"))
    secret = {item.pk for item in items if item.is_secret}
    yield _meeting(meeting)
    yield from _people(meeting)
    yield from (_item(item) for item in items)
    yield from _said(meeting, secret)
    yield from _votes(meeting, secret)
    yield from _left(meeting, secret)
    yield from _tasks(meeting)
    yield from _audit(meeting, files)


def _meeting(meeting: Meeting) -> Row:
    assistants = [plain(user) for user in assistants_of(meeting)]
    return _row(
        "meeting", meeting, "title", "form", "state", "unit", "chair", "secretary", "starts_at", "ends_at", "location",
        "purpose", "demands", "approved_at", "published_at", "started_at", "closed_at", "concluded_at", "is_drill",
        kind=meeting.kind.name, assistants=assistants,
    )  # fmt: skip


def _people(meeting: Meeting) -> Iterator[Row]:
    rows = meeting.attendees.filter(removed_at=None).select_related("user", "unit", "site", "substitute")
    for row in rows.order_by("place", "id"):
        yield _row(
            "attendee", row, "user", "unit", "position", "capacity", "site", "answer", "reason", "answered_at",
            "substitute", "consent",
        )  # fmt: skip
    for counted in meeting.rounds.order_by("number"):
        yield _row("attendance_round", counted, "number", "label", "opened_at", "closed_at")
    marks = AttendanceMark.objects.filter(round__meeting=meeting).select_related("user", "site", "round", "by")
    for mark in marks.order_by("round__number", "at", "id"):
        number = mark.round.number
        yield _row(
            "presence", mark, "user", "state", "method", "site", "reason", "is_late", "at", "left_at", round=number
        )
    for counted in meeting.rounds.order_by("number"):
        for heads in counted.site_counts.select_related("site", "by").order_by("site__place", "id"):
            yield _row("site_count", heads, "site", "heads", "at", "by", round=counted.number)


def _item(item: AgendaItem) -> Row:
    facts = ("place", "wanted", "minutes", "state", "is_secret", "is_consent", "used_seconds", "ended_at", "in_writing")
    if item.is_secret:
        return _row("agenda_item", item, *facts)
    return _row("agenda_item", item, *facts, "title", "note", "presenter", "preparing_unit")


def _said(meeting: Meeting, secret: set[UUID]) -> Iterator[Row]:
    turns = meeting.turns.exclude(called_at=None).select_related("unit", "site").order_by("called_at", "id")
    for turn in turns:
        if turn.item_id not in secret:
            facts = ("kind", "topic", "name", "unit", "site", "called_at", "ended_at", "used", "granted_seconds")
            yield _row("turn", turn, *facts, item=turn.item_id, state=Turn.State(turn.state).value)
    messages = meeting.messages.filter(to=Message.To.ALL, withdrawn_at=None, hidden_at=None)
    for message in messages.select_related("author", "unit").order_by("sent_at", "id"):
        if message.item_id not in secret:
            yield _row("message", message, "author", "unit", "text", "sent_at", item=message.item_id)
    for line in meeting.minutes_lines.filter(removed_at=None).select_related("speaker", "by"):
        if line.item_id not in secret:
            yield _row("minutes_line", line, "kind", "speaker", "text", "at", "by", "revision", item=line.item_id)


def _votes(meeting: Meeting, secret: set[UUID]) -> Iterator[Row]:
    for poll in polls_of(meeting):
        if poll.item_id in secret:
            continue
        published = poll.published_at is not None
        yield _row(
            "poll", poll, "question", "kind", "options", "secrecy", "round", "state", "opened_at", "closed_at",
            "published_at", "void_reason", item=poll.item_id, rule=rule_in_words(poll),
            result=poll.result if published else {},
        )  # fmt: skip
        if published:
            yield from _ballots(poll)


def _ballots(poll: Poll) -> Iterator[Row]:
    """Yield the ballots as they were published: with names, or by the fingerprint on the voter's receipt."""
    for line in published_lines(poll):
        named = {"commitment": line.commitment} if poll.is_secret else {"voter": line.who, "unit": line.unit}
        yield "ballot", {"poll": str(poll.pk), **named, "choice": line.choice, "text": line.text, "weight": line.weight}


def _left(meeting: Meeting, secret: set[UUID]) -> Iterator[Row]:
    rows = meeting.conclusions.select_related("lead_unit", "responsible", "by").prefetch_related("coordinating__unit")
    for row in rows:
        if row.item_id not in secret:
            yield _row(
                "conclusion", row, "content", "lead_unit", "responsible", "deadline_on", "product", "no_action",
                "state", "by", "at", "revision", item=row.item_id,
                coordinating=[plain(helper.unit) for helper in row.coordinating.all()],
            )  # fmt: skip
    for paper in meeting.record_papers.select_related("signer"):
        yield _row(
            "record_paper", paper, "kind", "version", "state", "number", "signer", "sha256", "approved_at", "issued_at",
            document=paper.document_id,
        )  # fmt: skip


def _tasks(meeting: Meeting) -> Iterator[Row]:
    rows = Task.objects.filter(context_id=meeting.pk).select_related("assigner", "assignee", "lead_unit")
    for task in rows.order_by("assigned_at", "id"):
        facts = ("title", "product", "state", "progress", "assigner", "assignee", "lead_unit", "deadline_on", "done_on")
        yield _row("task", task, *facts, origin=task.origin_id)


def _audit(meeting: Meeting, files: Iterable[Kept]) -> Iterator[Row]:
    """Yield who did what, with the place in the agency's own chain: there, not here, the book is proven."""
    subjects = [meeting.pk]
    for related in (meeting.items, meeting.conclusions, meeting.record_papers, meeting.polls):
        subjects += related.values_list("pk", flat=True)
    subjects += dict.fromkeys(kept.document.pk for kept in files)
    found: list[Entry] = []
    for start in range(0, len(subjects), AT_ONCE):
        ids = [str(subject) for subject in subjects[start : start + AT_ONCE]]
        found += Entry.objects.filter(subject_id__in=ids).exclude(action__startswith=PRIVATE).select_related("seal")
    for entry in sorted(found, key=lambda one: one.pk):
        seal = getattr(entry, "seal", None)
        chained = {"seal": seal.number, "digest": seal.digest} if seal else {"seal": None, "digest": ""}
        yield "act", {
            "id": str(entry.pk), "at": plain(entry.at), "action": entry.action, "actor": entry.actor_label,
            "acting_for": entry.acting_for_label, "subject_kind": entry.subject_kind, "subject": entry.subject_id,
            **chained,
        }  # fmt: skip


def files_of(meeting: Meeting) -> list[Kept]:
    """Return the papers of the meeting and of its items, and what was issued: the newest version of each.

    Not those of secret items, and not what was withdrawn.
    """
    open_items = meeting.items.filter(is_secret=False).values_list("pk", flat=True)
    owners: dict[UUID, str] = {meeting.pk: "paper", **dict.fromkeys(open_items, "paper")}
    owners |= {paper.pk: paper.kind for paper in meeting.record_papers.exclude(document=None)}
    rows = Document.objects.filter(owner_id__in=list(owners), withdrawn_at=None, is_secret=False)
    documents = list(rows.order_by("owner_kind", "owner_id", "place", "created_at"))
    versions = Version.objects.filter(document__in=documents).order_by("number").prefetch_related("signatures")
    newest = {version.document_id: version for version in versions}
    return [
        Kept(document, newest[document.pk], owners[document.owner_id])
        for document in documents
        if document.pk in newest
    ]


def agency() -> str:
    """Return whose record it is."""
    return people.agency_name()


def taken(meeting: Meeting) -> list[Entry]:
    """Return who took the record away, the newest first."""
    rows = Entry.objects.filter(action="records.taken", subject_kind="meetings.meeting", subject_id=str(meeting.pk))
    return list(rows.order_by("-pk")[:20])
