"""One e-mail, ready to leave: text and HTML, attachments, an invitation that calendar programs understand."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from giaoban.kernel.notice import Answer, Attachment
from giaoban.notify.models import Delivery
from giaoban.people.models import User

CALENDAR = "text/calendar"


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says: rendered in the reader's language by ``compose``."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Point:
    """One matter of a letter that gathers several: what it is, why it came, where it leads, how it is answered."""

    title: str
    because: str
    url: str
    answers: Sequence[Answer] = ()


def compose(delivery: Delivery, user: User, points: Sequence[Point] = ()) -> Letter:
    """Render a delivery as a letter; the caller has switched to the reader's language."""
    facts = {
        "delivery": delivery,
        "user": user,
        "points": points,
        "link": f"{settings.SITE_URL}{delivery.url}" if delivery.url.startswith("/") else delivery.url,
        "site": settings.SITE_URL,
        "language": translation.get_language(),
    }
    text = render_to_string("notify/emails/message.txt", facts)
    return Letter(" ".join(delivery.title.split()), text, render_to_string("notify/emails/message.html", facts))


def can_reach(address: str) -> bool:
    """Tell whether a letter can be addressed so; one broken address must not stop the others' letters."""
    try:
        Address(addr_spec=address)
    except (MessageError, IndexError, ValueError):
        return False
    return "@" in address


def build(
    delivery: Delivery, user: User, attachments: Sequence[Attachment] = (), points: Sequence[Point] = ()
) -> bytes:
    """Return the whole message as it goes over the wire.

    The Message-ID is the delivery's id, so a letter that is sent again after a crash is the same letter.
    """
    letter = compose(delivery, user, points)
    message = EmailMessage(policy=SMTP.clone(max_line_length=78))
    name, sender = parseaddr(settings.MAIL_FROM)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(user.full_name, addr_spec=user.email)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(delivery.created_at)
    message["Message-ID"] = f"<{delivery.pk}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    for file in attachments:
        _attach_invitation(message, file)
    for file in attachments:
        _attach(message, file)
    return message.as_bytes()


def _attach_invitation(message: EmailMessage, file: Attachment) -> None:
    kind, _, rest = file.content_type.partition(";")
    if kind.strip().lower() != CALENDAR:
        return
    method = next((p.partition("=")[2] for p in rest.split(";") if p.strip().lower().startswith("method=")), "REQUEST")
    message.add_alternative(file.content.decode(), subtype="calendar", params={"method": method.strip()})


def _attach(message: EmailMessage, file: Attachment) -> None:
    maintype, _, subtype = file.content_type.partition(";")[0].strip().partition("/")
    if f"{maintype}/{subtype}" == CALENDAR:  # some programs only look at the file
        maintype, subtype = "application", "ics"
    message.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.filename)
