"""Letters over a real SMTP server, and into the outbox when there is none."""

import pytest
from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, Refused
from giaoban.kernel.notice import Attachment, Notice
from giaoban.ledger import jobs
from giaoban.ledger.record import record
from giaoban.ledger.testing import expect_record, run_jobs
from giaoban.notify import actions, channels
from giaoban.notify.channels import smtp
from giaoban.notify.models import Delivery, OutgoingMail
from giaoban.notify.testing import a_mail_server
from giaoban.people.testing import an, by, chi, dung, em

pytestmark = pytest.mark.django_db
ACTION = "people.changed"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def a_notice(**more):
    given = {
        "action": ACTION,
        "to": lambda _entry: [chi().pk],
        "title": "Mời họp: {subject}\nđúng giờ",
        "body": "Đồng chí chuẩn bị báo cáo.",
        "url": lambda _entry: "/cuoc-hop/1/",
        "channels": ("inbox", "email"),
    }
    return Notice(**{**given, **more})


def happen():
    with transaction.atomic():
        record(ACTION, by=by(an()), subject=dung())
    run_jobs()


def letter():
    return Delivery.objects.get(channel="email")


def test_what_arrives_is_text_and_html_with_a_link(house, settings):
    house(a_notice())
    with a_mail_server() as (url, kept):
        settings.SMTP = url
        settings.MAIL_FROM = "Giao ban Cục <giaoban@haiquan.example>"
        happen()
    (mail,) = kept.letters
    assert kept.to == ["chi@haiquan.example"]
    assert mail["Subject"] == "Mời họp: Phạm Văn Dũng đúng giờ"
    assert mail["To"].addresses[0].display_name == "Lê Thị Chi"
    assert mail["From"].addresses[0].addr_spec == "giaoban@haiquan.example"
    assert mail["Message-ID"] == f"<{letter().pk}@haiquan.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    for part in (text, html):
        assert "Lê Thị Chi" in part
        assert "Đồng chí chuẩn bị báo cáo." in part
        assert f"{settings.SITE_URL}/cuoc-hop/1/" in part
    assert (letter().state, letter().tries) == ("sent", 1)
    assert OutgoingMail.objects.get().sent_at


def test_invitations_carry_a_calendar_part_and_every_file(house, settings):
    files = [
        Attachment("moi-hop.ics", "text/calendar; method=REQUEST; charset=utf-8", CALENDAR),
        Attachment("giấy mời.pdf", "application/pdf", b"%PDF-1.7 thu"),
    ]
    house(a_notice(attachments=lambda _entry, _user_id: files))
    with a_mail_server() as (url, kept):
        settings.SMTP = url
        happen()
    (mail,) = kept.letters
    assert mail.get_content_type() == "multipart/mixed"
    (invitation,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert invitation.get_param("method") == "REQUEST"
    assert invitation.get_content().replace("\r\n", "\n").encode() == CALENDAR.replace(b"\r\n", b"\n")
    found = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert found == {"moi-hop.ics": CALENDAR, "giấy mời.pdf": b"%PDF-1.7 thu"}


def test_a_title_cannot_write_headers(house, settings):
    house(a_notice(title="Mời\r\nBcc: ai.do@example.com"))
    with a_mail_server() as (url, kept):
        settings.SMTP = url
        happen()
    assert kept.letters[0]["Bcc"] is None
    assert kept.to == ["chi@haiquan.example"]


def test_a_passing_fault_is_tried_again_and_sent_once(house, settings):
    house(a_notice())
    with a_mail_server() as (url, kept):
        settings.SMTP = url
        kept.answers = ["451 thử lại sau"]
        happen()
        assert (letter().state, letter().error) == ("waiting", "451 thử lại sau")
        assert kept.letters == []
        with clock.later(seconds=15):
            jobs.run_due(("mail",))
    assert letter().state == "sent"
    assert (letter().tries, len(kept.letters)) == (2, 1)


def test_a_refusal_for_good_is_kept_and_not_tried_again(house, settings):
    house(a_notice())
    with a_mail_server() as (url, kept):
        settings.SMTP = url
        kept.answers = ["550 khong co hop thu nay"]
        happen()
        with clock.later(days=1):
            assert jobs.run_due(("mail",)) == 0
    assert (letter().state, letter().error) == ("failed", "550 khong co hop thu nay")


def test_a_server_that_is_away_for_a_day_fails_in_the_end_and_the_administrator_retries(house, settings):
    house(a_notice())
    settings.SMTP = "smtp://127.0.0.1:1"
    happen()
    for day in range(1, 6):
        with clock.later(days=day):
            jobs.run_due(("mail",))
    assert letter().state == "failed"
    with pytest.raises(Refused):
        actions.retry(delivery_id=letter().pk, by=by(an()))
    with expect_record("notify.retried"):
        actions.retry(delivery_id=letter().pk, by=by(em()))
        actions.retry(delivery_id=letter().pk, by=by(em()))
    with a_mail_server() as (url, kept):
        settings.SMTP = url
        run_jobs()
    assert len(kept.letters) == 1
    assert letter().state == "sent"
    with pytest.raises(Conflict):
        actions.retry(delivery_id=letter().pk, by=by(em()))


def test_without_a_server_the_letter_rests_in_the_outbox(house, settings):
    settings.SMTP = ""
    house(a_notice())
    happen()
    assert letter().state == "held"
    assert OutgoingMail.objects.get().sent_at is None


def test_a_password_never_leaves_without_tls(monkeypatch):
    monkeypatch.setattr(smtp, "LOOPBACK", frozenset())  # as if the server stood elsewhere
    with a_mail_server() as (url, kept):
        with pytest.raises(channels.NotDelivered), smtp._connection(url.replace("//", "//ten:mat-khau@")):
            pass
        with smtp._connection(url):
            pass
    assert kept.letters == []


def test_old_letters_are_forgotten_and_the_proof_stays(house, settings):
    settings.SMTP = ""
    house(a_notice())
    happen()
    with clock.later(days=61):
        actions.prune()
    assert not OutgoingMail.objects.exists()
    assert letter()
