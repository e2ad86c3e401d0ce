"""The address of a lobby: the link's id, signed, so that nobody finds one by guessing."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from giaoban.guests.models import GuestLink

SALT = "giaoban.guests.link"


def token_of(link: GuestLink) -> str:
    """Return what stands in the address."""
    return Signer(salt=SALT, sep=".").sign(link.pk.hex)


def url_of(link: GuestLink) -> str:
    """Return the whole address, to be sent to guests."""
    return f"{settings.SITE_URL}{reverse('guests:lobby', args=[token_of(link)])}"


def id_of(token: str) -> UUID | None:
    """Return the link's id; None where the signature is not ours."""
    try:
        return UUID(Signer(salt=SALT, sep=".").unsign(token))
    except (BadSignature, ValueError):
        return None
