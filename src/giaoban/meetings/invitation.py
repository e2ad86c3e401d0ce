"""What stands in a meeting's invitation (R-30-10, R-45-08): rows of the database → the paper of ``clerical``."""

from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from giaoban.clerical import issuing
from giaoban.clerical.papers import Invitation, Person, Recipients, Signature
from giaoban.meetings import queries
from giaoban.meetings.calendar import page_of, place_of
from giaoban.meetings.models import Attendee, Meeting
from giaoban.people import queries as people
from giaoban.people import titles
from giaoban.people.models import Appointment, Unit, UnitKind

FILENAME: Final = "giay-moi.pdf"


def issuer_of(meeting: Meeting) -> Unit:
    """Return the unit in whose name the invitation goes out: the nearest with a symbol of its own."""
    return issuing.issuer_of(meeting.unit)


def compose(meeting: Meeting) -> Invitation:
    """Return the invitation as it stands now; the number comes when it is published."""
    unit = issuer_of(meeting)
    rows = list(queries.attendees_of(meeting).exclude(capacity=Attendee.Capacity.INFORMED))
    items = list(meeting.items.all())
    return Invitation(
        letterhead=issuing.letterhead_of(unit),
        summary=meeting.title,
        event=meeting.title,
        chair=Person(name=meeting.chair.full_name, title=titles.of(_post(meeting.chair_id), inside=unit)),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=place_of(meeting),
        signature=signature_of(meeting, unit),
        recipients=Recipients(lines=(_("Như trên;"), _("Lãnh đạo %(unit)s (để b/c);") % {"unit": unit.short_name})),
        invitees=tuple(_line(row) for row in rows),
        content=tuple(_("Nội dung mật") if item.is_secret else item.title for item in items),
        sites=tuple(site.name for site in queries.sites_of(meeting)),
        documents_at=page_of(meeting),
        room_at=_room(meeting),
        demands=tuple(line for line in meeting.demands.splitlines() if line.strip()),
        contact=meeting.contact,
    )


def numbered(body: Invitation, number: int, day: date) -> Invitation:
    """Return the invitation with its number and day."""
    return replace(body, letterhead=replace(body.letterhead, number=number, issued_on=day))


def _line(row: Attendee) -> str:
    return ", ".join(part for part in (row.user.full_name, titles.joined(row.position, row.unit)) if part)


def _post(user_id: UUID) -> Appointment | None:
    return people.main_appointments([user_id]).get(user_id)


def _position(user_id: UUID) -> str:
    post = _post(user_id)
    return post.position.name if post else ""


def signature_of(meeting: Meeting, unit: Unit) -> Signature:
    """The Office signs by order of the agency's head; a unit without an office is signed for by the chair."""
    office = Unit.objects.filter(parent=unit, kind__level=UnitKind.Level.OFFICE, closed_on=None).first()
    chief = people.heads_of(office.pk).first() if office else None
    head = issuing.head_title(unit)
    if office and chief:
        return Signature(title=_position(chief.pk), name=chief.full_name, capacity="TL.", authority=head)
    return issuing.signed_by(meeting.chair, unit)


def _room(meeting: Meeting) -> str:
    if meeting.form == Meeting.Form.ON_SITE:
        return ""
    return urljoin(settings.SITE_URL + "/", reverse("hall:room", args=[meeting.pk]).lstrip("/"))
