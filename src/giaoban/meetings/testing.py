"""Meetings for tests: An chairs, Bình prepares, Chi is invited from her branch, Dũng is outside."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from giaoban.documents import actions as documents
from giaoban.documents.models import Document
from giaoban.kernel import clock
from giaoban.meetings import actions
from giaoban.meetings.models import AgendaItem, Attendee, Meeting, MeetingKind, PaperRequest, Series
from giaoban.meetings.queries.agenda import ITEM
from giaoban.people.models import User
from giaoban.people.testing import an, binh, by, chi, the_agency

A_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def moment(text: str) -> datetime:
    """The instant at which the agency's wall clock shows «2026-03-20 08:30»."""
    return timezone.make_aware(datetime.fromisoformat(text))


MONDAY = moment("2026-03-09 08:00")  # the day on which most tests stand
FRIDAY = moment("2026-03-20 08:30")  # the meeting, nine working days later


def a_kind(code: str = "briefing", **values: Any) -> MeetingKind:
    """A kind of meeting; the same one when asked again."""
    defaults = {"name": "Họp giao ban", "is_periodic": True, "has_sites": True} | values
    return MeetingKind.objects.get_or_create(code=code, defaults=defaults)[0]


def a_draft(title: str = "Giao ban tuần 12", *, guests: tuple[User, ...] | None = None, **values: Any) -> Meeting:
    """A draft that Bình makes for An to chair, with Chi invited."""
    starts_at = values.pop("starts_at", FRIDAY)
    guests = (chi(),) if guests is None else guests
    return actions.schedule_meeting(
        title=title,
        kind_id=a_kind().pk,
        unit_id=the_agency().pk,
        starts_at=starts_at,
        ends_at=values.pop("ends_at", starts_at + timedelta(hours=2)),
        chair_id=values.pop("chair", an()).pk,
        secretary_id=values.pop("secretary", binh()).pk,
        details={"form": "hybrid", "location": "Hội trường lớn"} | values,
        user_ids=[guest.pk for guest in guests],
        by=by(binh()),
    )


def an_item(meeting: Meeting, title: str = "Thu ngân sách trong tuần", **details: Any) -> AgendaItem:
    """An item that Bình puts on the agenda."""
    return actions.propose_item(meeting_id=meeting.pk, title=title, details=details, by=by(binh()))


def a_paper(item: AgendaItem, title: str = "Báo cáo thu ngân sách", *, sender: User | None = None) -> Document:
    """A small PDF on an item."""
    content = A_PDF + f"% {title} {item.pk}".encode()  # the same bytes twice on one item are refused
    return documents.add_document(
        file=SimpleUploadedFile(f"{title}.pdf", content, "application/pdf"),
        owner_kind=ITEM,
        owner_id=item.pk,
        title=title,
        vouched=True,
        by=by(sender or binh()),
    )


def a_submitted(**values: Any) -> Meeting:
    """A meeting with one item, before An."""
    meeting = a_draft(**values)
    an_item(meeting)
    return actions.submit_agenda(meeting_id=meeting.pk, by=by(binh()))


def an_approved(**values: Any) -> Meeting:
    """A meeting that An has approved."""
    meeting = a_submitted(**values)
    return actions.approve_agenda(meeting_id=meeting.pk, by=by(meeting.chair))


def a_published(**values: Any) -> Meeting:
    """A meeting whose invitation is out."""
    meeting = an_approved(**values)
    return actions.publish(meeting_id=meeting.pk, by=by(binh()))


def a_request(meeting: Meeting, **values: Any) -> PaperRequest:
    """Chi's branch is asked for a paper of the meeting's first item."""
    item = meeting.items.first() or an_item(meeting)
    return actions.ask_for_paper(
        item_id=item.pk,
        unit_id=values.pop("unit", chi().appointments.get().unit).pk,
        what=values.pop("what", "Báo cáo vướng mắc tại Nội Bài"),
        due_at=values.pop("due_at", meeting.starts_at - timedelta(days=2)),
        by=by(binh()),
    )


def attendee(meeting: Meeting, user: User) -> Attendee:
    """The row of one invited person."""
    return meeting.attendees.get(user=user)


def a_series(*, items: tuple[actions.UsualItem, ...] | None = None, **values: Any) -> Series:
    """A weekly briefing on Fridays at 08:30 that Bình keeps."""
    usual = (actions.UsualItem("Thu ngân sách trong tuần", minutes=20), actions.UsualItem("Vướng mắc", minutes=30))
    return actions.start_series(
        unit_id=values.pop("unit", the_agency()).pk,
        starts_on=values.pop("starts_on", clock.today()),
        values={
            "title": "Giao ban tuần {tuần}",
            "kind_id": a_kind().pk,
            "chair_id": an().pk,
            "secretary_id": binh().pk,
            "rule": "FREQ=WEEKLY;BYDAY=FR",
            "time": moment("2026-01-01 08:30").time(),
            "minutes": 120,
        }
        | values,
        items=usual if items is None else items,
        by=by(binh()),
    )
