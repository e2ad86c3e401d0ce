"""A meeting as a calendar entry (RFC 5545, iTIP): for invitations by e-mail and for calendar feeds."""

from datetime import datetime
from typing import Final, Literal
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from giaoban.kernel import clock
from giaoban.kernel.notice import Attachment
from giaoban.meetings.models import Attendee, Meeting
from giaoban.people.models import User

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
PRODUCT: Final = "-//Giao ban//Cuoc hop//VI"
ANSWERS: Final = {
    Attendee.Answer.NONE: "NEEDS-ACTION",
    Attendee.Answer.ATTEND: "ACCEPTED",
    Attendee.Answer.ONLINE: "ACCEPTED",
    Attendee.Answer.ABSENT: "DECLINED",
    Attendee.Answer.SUBSTITUTE: "DELEGATED",
}


def uid_of(meeting: Meeting) -> str:
    """Return the name under which every calendar knows the meeting for ever."""
    return f"{meeting.pk}@giaoban"


def page_of(meeting: Meeting) -> str:
    """Return the full address of the meeting's page."""
    return urljoin(settings.SITE_URL + "/", reverse("meetings:meeting", args=[meeting.pk]).lstrip("/"))


def event_of(meeting: Meeting, for_user: User) -> Event:
    """Return the meeting as one entry of that person's calendar, with the answer the person gave."""
    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("dtstamp", clock.now())
    event.add("sequence", meeting.calendar_sequence)
    event.add("dtstart", _on_wall(meeting.starts_at))
    event.add("dtend", _on_wall(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("location", place_of(meeting))
    event.add("description", _description(meeting))
    event.add("url", page_of(meeting))
    event.add("status", "CANCELLED" if meeting.state == Meeting.State.CANCELLED else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event["organizer"] = _address(meeting.secretary)
    event.add("attendee", _guest(meeting, for_user), encode=False)
    return event


def calendar_of(meeting: Meeting, for_user: User, method: Method) -> Calendar:
    """Return a whole calendar object that a mail program takes as an invitation, an update or a cancellation."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(event_of(meeting, for_user))
    calendar.add_missing_timezones()
    return calendar


def attachment_of(meeting: Meeting, for_user: User) -> Attachment:
    """Return the calendar entry as a file of an e-mail: a request, or a cancellation when the meeting is off."""
    method: Method = "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"
    return Attachment(
        filename="moi-hop.ics",
        content_type=f"text/calendar; method={method}; charset=utf-8",
        content=calendar_of(meeting, for_user, method).to_ical(),
    )


def withdrawal_of(meeting: Meeting, for_user: User) -> Attachment:
    """Return the entry that takes a meeting, still held by others, out of this person's calendar."""
    calendar = calendar_of(meeting, for_user, "CANCEL")
    calendar.events[0]["status"] = vText("CANCELLED")
    return Attachment("moi-hop.ics", "text/calendar; method=CANCEL; charset=utf-8", calendar.to_ical())


def place_of(meeting: Meeting) -> str:
    """Return where the meeting is, in words."""
    if meeting.form == Meeting.Form.ON_SITE:
        return meeting.location
    if not meeting.location:
        return _("phòng họp trực tuyến")
    return _("%(place)s và các điểm cầu trực tuyến") % {"place": meeting.location}


def _on_wall(instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(settings.TIME_ZONE))


def _address(user: User) -> vCalAddress:
    address = vCalAddress(f"mailto:{user.email or _sender()}")
    address.params["CN"] = vText(user.full_name)
    return address


def _sender() -> str:
    return str(settings.MAIL_FROM).rsplit("<", 1)[-1].rstrip(">")


def _guest(meeting: Meeting, for_user: User) -> vCalAddress:
    row = next((row for row in meeting.attendees.all() if row.user_id == for_user.pk), None)
    guest = _address(for_user)
    guest.params["ROLE"] = vText("CHAIR" if meeting.chair_id == for_user.pk else "REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText(ANSWERS[Attendee.Answer(row.answer)] if row else "ACCEPTED")
    guest.params["RSVP"] = vText("FALSE")  # people answer on the page, where a reason can be given
    return guest


def _description(meeting: Meeting) -> str:
    lines = [_("Chủ trì: %(name)s") % {"name": meeting.chair.full_name}]
    if meeting.purpose:
        lines.append(meeting.purpose)
    items = [
        f"{place}. {_('Nội dung mật') if item.is_secret else item.title}"
        for place, item in enumerate(meeting.items.all(), 1)
    ]
    if items:
        lines += ["", _("Chương trình:"), *items]
    if meeting.demands:
        lines += ["", _("Yêu cầu đối với người dự: %(demands)s") % {"demands": meeting.demands}]
    lines += ["", _("Tài liệu, trả lời giấy mời và phòng họp: %(url)s") % {"url": page_of(meeting)}]
    return "\n".join(lines)
