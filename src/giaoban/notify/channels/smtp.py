"""How an e-mail leaves the house: SMTP, with TLS whenever the server offers it."""

import smtplib
import ssl
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP as POLICY
from email.utils import parseaddr
from typing import Final

from django.conf import settings

from giaoban.notify.channels.channel import NeverDeliverable, NotDelivered

PORTS: Final = {"smtp": 25, "smtps": 465}
TIMEOUT: Final = 30  # seconds
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
REFUSED_FOR_GOOD: Final = 500  # SMTP answers from here on do not change by trying again


@contextmanager
def _connection(url: str) -> Iterator[smtplib.SMTP]:
    parts = urllib.parse.urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or PORTS.get(parts.scheme, 25)
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls") and host not in LOOPBACK:
            server.starttls(context=context)
            server.ehlo()
        if parts.username:
            if parts.scheme == "smtp" and not isinstance(server.sock, ssl.SSLSocket) and host not in LOOPBACK:
                raise NotDelivered("the server offers no TLS; the password is not sent in the clear")
            server.login(urllib.parse.unquote(parts.username), urllib.parse.unquote(parts.password or ""))
        yield server


def send(raw: bytes) -> None:
    """Hand one built message to the mail server, or say whether trying again makes sense."""
    message = message_from_bytes(raw, policy=POLICY)
    sender, to = parseaddr(str(message["From"]))[1], parseaddr(str(message["To"]))[1]
    try:
        with _connection(settings.SMTP) as server:
            server.sendmail(sender, [to], raw)
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        raise _fault(code, words) from refused
    except smtplib.SMTPResponseException as refused:
        raise _fault(refused.smtp_code, refused.smtp_error) from refused
    except (OSError, smtplib.SMTPException) as fault:
        raise NotDelivered(str(fault) or type(fault).__name__) from fault


def _fault(code: int, words: bytes | str) -> Exception:
    text = f"{code} {words.decode('utf8', 'replace') if isinstance(words, bytes) else words}"
    return NeverDeliverable(text) if code >= REFUSED_FOR_GOOD else NotDelivered(text)
