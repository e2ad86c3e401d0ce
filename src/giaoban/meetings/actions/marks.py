"""What readers say before the meeting: marks (PRE-12), opinions (PRE-8), and the consent block that marks leave."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.kernel.actor import SYSTEM, Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.ledger.streams import Change
from giaoban.meetings import followers, live, permissions, queries
from giaoban.meetings.actions.agenda import lock_item
from giaoban.meetings.actions.telling import everybody, workshop
from giaoban.meetings.models import AgendaItem, Mark, Meeting, Opinion
from giaoban.meetings.queries.agenda import ITEM

ACTIONS = {
    "meetings.item_marked": _("{actor} cho ý kiến trước về một nội dung của “{subject}”"),
    "meetings.opinion_written": _("{actor} soạn ý kiến cho “{subject}”"),
    "meetings.opinion_submitted": _("{actor} gửi ý kiến bằng văn bản cho “{subject}”"),
    "meetings.consent_settled": _(
        "Hết hạn cho ý kiến trước: {count} nội dung của “{subject}” được chuyển sang thông qua chung"
    ),
}


@transaction.atomic
def mark_item(*, item_id: UUID, mark: str, by: Actor, text: str = "") -> Mark:
    """A member marks an item before the meeting: agree, another opinion, or wish to speak, with some words.

    When: published and before the time for marks is over. An objection needs its words.
    Repeat: the same mark changes nothing; another one replaces it.
    """
    meeting, item = lock_item(item_id, by)
    place = queries.my_place(by, meeting)
    require(permissions.may_mark(by, meeting, place))
    if meeting.marks_until and clock.now() >= meeting.marks_until:
        raise Conflict("meetings.marks_are_closed")
    kind, text = Mark.Kind(mark), text.strip()
    if kind == Mark.Kind.OBJECTION and not text:
        raise Invalid("meetings.text_needed", fields={"text": "meetings.text_needed"})
    known = Mark.objects.filter(item=item, user=by.user_id).first()
    if known and (known.kind, known.text) == (kind, text):
        return known
    found, _made = Mark.objects.update_or_create(
        item=item, user_id=by.person_id, defaults={"kind": kind, "text": text, "at": clock.now()}
    )
    puts = followers.marked(item, found, by)
    changes = live.changes_for_item(item)
    if puts:
        changes.append(Change(live.stream(meeting.pk), puts))
    record(
        "meetings.item_marked",
        by=by,
        subject=meeting,
        live=changes,
        topics=[*workshop(meeting), (by.person_id, "meetings")],
    )
    return found


@transaction.atomic
def write_opinion(*, item_id: UUID, text: str, by: Actor, document_id: UUID | None = None) -> Opinion | None:
    """Whoever takes part writes an opinion on an item or one of its papers; nobody else sees it until it is sent.

    Repeat: the newest text replaces the draft; an empty one removes it.
    """
    meeting, item = lock_item(item_id, by)
    require(permissions.may_write_opinion(by, meeting, queries.my_place(by, meeting)))
    papers = Document.objects.filter(owner_kind=ITEM, owner_id=item.pk, withdrawn_at=None)
    if document_id and not papers.filter(pk=document_id).exists():
        raise NotFound
    drafts = Opinion.objects.filter(item=item, user=by.user_id, submitted_at=None)
    if not text.strip():
        drafts.delete()
        record("meetings.opinion_written", by=by, subject=meeting)
        return None
    found, _made = Opinion.objects.update_or_create(
        item=item,
        user_id=by.person_id,
        submitted_at=None,
        defaults={"text": text.strip(), "document_id": document_id, "at": clock.now()},
    )
    record("meetings.opinion_written", by=by, subject=meeting, topics=[(by.person_id, "meetings")])
    return found


@transaction.atomic
def submit_opinion(*, opinion_id: UUID, by: Actor) -> Opinion:
    """The author hands the opinion in: from now on the chair and the secretary read it, and it is never edited.

    Repeat: handing in twice changes nothing.
    """
    opinion = lock_one(Opinion.objects.filter(pk=opinion_id, user=by.user_id))
    if opinion is None:
        raise NotFound
    meeting = queries.lock_meeting(queries.meeting_of_item(opinion.item_id, by), by)
    if opinion.submitted_at:
        return opinion
    require(permissions.may_write_opinion(by, meeting, queries.my_place(by, meeting)))
    opinion.submitted_at = clock.now()
    opinion.save(update_fields=["submitted_at"])
    record("meetings.opinion_submitted", by=by, subject=meeting, topics=workshop(meeting))
    return opinion


@transaction.atomic
def settle_consent(*, meeting_id: UUID, by: Actor = SYSTEM) -> Meeting:
    """When the time for marks is over, items that nobody objects to nor wishes to speak on form the consent block.

    When: published, ``marks_until`` is past. Repeat: it is done once; what is brought out later stays out.
    """
    meeting = lock_one(Meeting.objects.filter(pk=meeting_id))
    if meeting is None:
        raise NotFound
    over = meeting.marks_until is not None and meeting.marks_until <= clock.now()
    if meeting.marks_settled_at or not over or meeting.state != Meeting.State.PUBLISHED:
        return meeting
    wanted = Mark.objects.filter(item__meeting=meeting).exclude(kind=Mark.Kind.AGREE).values("item")
    quiet = meeting.items.filter(state=AgendaItem.State.WAITING, is_secret=False).exclude(pk__in=wanted)
    count = AgendaItem.objects.filter(pk__in=list(quiet.values_list("pk", flat=True))).update(is_consent=True)
    meeting.marks_settled_at = clock.now()
    meeting.save(update_fields=["marks_settled_at"])
    record(
        "meetings.consent_settled",
        by=by,
        subject=meeting,
        data={"count": count},
        live=live.changes_for_agenda(meeting),
        topics=everybody(meeting),
    )
    return meeting


def settle_consents() -> None:
    """Settle every meeting whose time for marks is over. A scheduled job; it runs again where it was cut off."""
    due = Meeting.objects.filter(
        state=Meeting.State.PUBLISHED, marks_settled_at=None, marks_until__lte=clock.now()
    ).values_list("pk", flat=True)
    for meeting_id in list(due):
        settle_consent(meeting_id=meeting_id)
