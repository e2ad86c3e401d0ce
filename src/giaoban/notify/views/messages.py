"""Pages of messages: the inbox and its bell, what a person wishes, and the administrator's outbox."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from typing import Any
from uuid import UUID

from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.messages import sentence
from giaoban.kernel.paging import page
from giaoban.notify import actions, permissions, queries, registry
from giaoban.notify.channels import CHANNELS
from giaoban.notify.forms import PreferenceForm
from giaoban.notify.models import Delivery, OutgoingMail
from giaoban.people.middleware import HouseRequest

ASIDE = "aside"  # what waits for a person to look at it
NEWEST = 8  # messages under the bell
LETTER_POLICY = {  # a letter may neither run nor fetch anything
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "sandbox": [],
}
KEYS = re.compile(r"(/tra-loi/)[^/\s\"'<>]+")  # the part of a link that acts for whom the letter was written
TONES = {
    "sent": "done",
    "waiting": "brand",
    "sending": "brand",
    "held": "neutral",
    "failed": "live",
    "unsure": "warning",
    "dropped": "off",
}


@login_required
@require_GET
def inbox(request: HouseRequest) -> HttpResponse:
    """Show the person's messages, newest first."""
    found = queries.inbox_of(request.actor)
    unread_only = request.GET.get("show") == "unread"
    topic = request.GET.get("topic", "")
    if unread_only:
        found = found.filter(read_at=None)
    if topic:
        found = found.filter(topic=topic)
    facts = {
        "page": page(found, request.GET.get("page", 1)),
        "unread": queries.unread_count(request.actor.person_id),
        "unread_only": unread_only,
        "all": not unread_only,
        "topic": topic,
        "topics": [(name, registry.label_of(name)) for name in queries.topics_in_use()],
        "part_url": f"{request.path}?{request.GET.urlencode()}&part=1",
    }
    return render(request, "notify/part/inbox.html" if request.GET.get("part") else "notify/inbox.html", facts)


@login_required
@require_GET
def bell(request: HouseRequest) -> HttpResponse:
    """Draw the bell with its number, and the newest messages under it."""
    newest = list(queries.inbox_of(request.actor)[:NEWEST])
    facts = {"newest": newest, "unread": queries.unread_count(request.actor.person_id)}
    return render(request, "notify/part/bell.html", facts)


@login_required
@require_GET
def follow(request: HouseRequest, delivery_id: UUID) -> HttpResponse:
    """Lead to the thing that a message is about; the message is read then."""
    delivery = actions.mark_read(delivery_id=delivery_id, by=request.actor)
    return redirect(delivery.url or "notify:inbox")


@login_required
@require_POST
def read_all(request: HouseRequest) -> HttpResponse:
    """Put everything behind."""
    actions.mark_all_read(by=request.actor)
    messages.success(request, _("Đã đánh dấu đọc tất cả thông báo."))
    return redirect("notify:inbox")


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HouseRequest) -> HttpResponse:
    """Let the person choose which messages come, by which way, and when not."""
    form = PreferenceForm(request.POST or None, wish=queries.wish_of(request.actor.person_id))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_preferences(**form.facts(), by=request.actor)
        except Invalid as error:
            for field, code in error.details.get("fields", {}).items():
                form.add_error(field, sentence(code, error.details))
        else:
            messages.success(request, _("Đã lưu tùy chọn nhận thông báo."))
            return redirect("notify:preferences")
    session = queries.digest_of(request.session.session_key or "")
    facts = {
        "form": form,
        "channels": [channel.label for channel in form.channels],
        "push": settings.PUSH,
        "devices": [(row, row.session == session) for row in queries.devices_of(request.actor.person_id)],
    }
    return render(request, "notify/preferences.html", facts, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw_device(request: HouseRequest, device_id: UUID) -> HttpResponse:
    """Take a browser off the person's list."""
    actions.withdraw_device(device_id=device_id, by=request.actor)
    messages.success(request, _("Đã tắt thông báo trên thiết bị đó."))
    return redirect("notify:preferences")


@login_required
@require_GET
def outbox(request: HouseRequest) -> HttpResponse:
    """Show everything that left the house and what became of it, to those who administer the system."""
    _only_administrators(request)
    found = queries.visible_deliveries(request.actor).defer("mail__raw")
    state, asked = request.GET.get("state", ""), request.GET.get("q", "").strip()
    channel = request.GET.get("channel", "")
    if channel in CHANNELS:
        found = found.filter(channel=channel)
    if state == ASIDE:
        found = found.filter(state__in=queries.ASIDE)
    elif state in Delivery.State.values:
        found = found.filter(state=state)
    if asked:
        found = found.filter(title__icontains=asked) | found.filter(user__email__icontains=asked)
    shown = page(found, request.GET.get("page", 1))
    facts = {
        "page": shown,
        "rows": [(delivery, TONES[delivery.state]) for delivery in shown.rows],
        "state": state,
        "states": [(ASIDE, _("Cần xem lại")), *Delivery.State.choices],
        "channel": channel,
        "channels": [(name, Delivery.Channel(name).label) for name in CHANNELS],
    }
    return render(request, "notify/outbox.html", facts)


def _only_administrators(request: HouseRequest) -> None:
    if not permissions.may_retry(request.actor):
        raise NotFound


def _mail(request: HouseRequest, mail_id: UUID) -> tuple[OutgoingMail, EmailMessage]:
    found = queries.visible_mail(request.actor).filter(pk=mail_id).first()
    if found is None:
        raise NotFound
    return found, message_from_bytes(bytes(found.raw), policy=policy)


def _files(message: EmailMessage) -> list[dict[str, Any]]:
    """Return the files of a letter: attachments, and the invitation that rides inside."""
    files = [*message.iter_attachments()]
    files += [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return [
        {
            "name": part.get_filename() or "invite.ics",
            "type": part.get_content_type(),
            "method": part.get_param("method") or "",
            "content": part.get_payload(decode=True),
        }
        for part in files
    ]


def _without_keys(text: str) -> str:
    """Blot out what answers for somebody else: an administrator looks after letters, and does not act for people."""
    return KEYS.sub(r"\1…", text)


@login_required
@require_GET
def mail(request: HouseRequest, mail_id: UUID) -> HttpResponse:
    """Show one letter as it left, or would have left."""
    found, message = _mail(request, mail_id)
    plain = message.get_body(("plain",))
    facts = {
        "mail": found,
        "delivery": found.delivery,
        "tone": TONES[found.delivery.state] if found.delivery else "neutral",
        "headers": [(name, str(message[name])) for name in ("From", "To", "Subject", "Date", "Message-ID")],
        "text": _without_keys(plain.get_content()) if plain else "",
        "files": _files(message),
        "can_retry": bool(found.delivery and found.delivery.state in {"failed", "held"}),
    }
    return render(request, "notify/mail.html", facts)


@csp(LETTER_POLICY)  # type: ignore[arg-type]  # django-csp knows no narrower request
@xframe_options_sameorigin
@login_required
@require_GET
def mail_html(request: HouseRequest, mail_id: UUID) -> HttpResponse:
    """Show the letter's own page inside a frame that may neither run nor fetch anything."""
    _found, message = _mail(request, mail_id)
    body = message.get_body(("html",))
    return HttpResponse(_without_keys(body.get_content()) if body else "")


@login_required
@require_GET
def mail_file(request: HouseRequest, mail_id: UUID, number: int) -> HttpResponse:
    """Send one file of a letter."""
    _found, message = _mail(request, mail_id)
    files = _files(message)
    if number >= len(files):
        raise NotFound
    file = files[number]
    response = HttpResponse(file["content"], content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file["name"])
    return response


@login_required
@require_POST
def retry(request: HouseRequest, delivery_id: UUID) -> HttpResponse:
    """Send a letter again."""
    actions.retry(delivery_id=delivery_id, by=request.actor)
    messages.success(request, _("Đã đưa vào hàng chờ gửi."))
    return redirect("notify:outbox")
