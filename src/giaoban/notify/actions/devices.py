"""A person lets a browser show messages, and takes that back; a browser that is no longer theirs shows none."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid, NotFound
from giaoban.kernel.locks import lock_one
from giaoban.ledger.record import record
from giaoban.notify import outward, queries, webpush
from giaoban.notify.models import Device
from giaoban.people.models import User

MOST_DEVICES: Final = 10
MOST_CHARACTERS: Final = 1000  # of an endpoint
KEEP_UNSEEN: Final = timedelta(days=90)
TOPIC: Final = "inbox"


@transaction.atomic
def add_device(
    *,
    device_id: UUID,
    endpoint: str,
    p256dh: str,
    auth: str,
    name: str,
    session_key: str,
    allowed: list[str],
    by: Actor,
) -> Device:
    """A person lets this browser show their messages. Only the newest person of a browser gets messages there.

    Repeat: the same browser again is the same row, with its newest keys.
    """
    if outward.forbids(endpoint, allowed) or len(endpoint) > MOST_CHARACTERS:
        raise Invalid("notify.bad_push_address")
    if not webpush.are_keys(p256dh, auth):
        raise Invalid("notify.bad_push_keys")
    person = lock_one(User.objects.filter(pk=by.person_id))
    if person is None:
        raise NotFound
    digest = queries.digest_of(endpoint)
    known = queries.lock_device(digest=digest)
    facts = {
        "p256dh": p256dh, "auth": auth, "name": name[:80], "session": queries.digest_of(session_key),
        "seen_at": clock.now(),
    }  # fmt: skip
    if known and known.user_id == person.pk:
        Device.objects.filter(pk=known.pk).update(**facts)
        return Device.objects.get(pk=known.pk)
    if Device.objects.filter(user=person).count() >= MOST_DEVICES:
        raise Conflict("notify.too_many_devices", count=MOST_DEVICES)
    if known:
        Device.objects.filter(pk=known.pk).delete()
    if Device.objects.filter(pk=device_id).exists():
        raise Conflict("notify.device_id_taken")
    device = Device.objects.create(id=device_id, user=person, endpoint=endpoint, digest=digest, **facts)
    record("notify.device_added", by=by, subject=device, topics=[(person.pk, TOPIC)])
    return device


@transaction.atomic
def withdraw_device(*, device_id: UUID, by: Actor) -> None:
    """A person takes a browser off their list: nothing is shown there any more.

    Repeat: what is gone, or somebody else's, is not there.
    """
    device = queries.lock_device(pk=device_id, user_id=by.person_id)
    if device is None:
        raise NotFound
    record("notify.device_withdrawn", by=by, subject=device, topics=[(by.person_id, TOPIC)])
    Device.objects.filter(pk=device.pk).delete()


@transaction.atomic
def note_device(*, endpoint: str, session_key: str, by: Actor) -> bool:
    """A browser that shows messages is used in a new session: tell whether they are still this person's.

    Somebody else's are taken away at once. Its own book: no entry is written. Repeat: nothing more changes.
    """
    device = queries.lock_device(digest=queries.digest_of(endpoint))
    if device is None:
        return False
    if device.user_id != by.person_id:
        Device.objects.filter(pk=device.pk).delete()
        return False
    session = queries.digest_of(session_key)
    Device.objects.filter(pk=device.pk).update(session=session, seen_at=clock.now())
    return True


def follow_session_end(user_id: UUID, ended: str, kept: str) -> None:
    """Signing out takes the browser off the list: one session's, or all but the one that is kept."""
    found = Device.objects.filter(user_id=user_id)
    if ended:
        found = found.filter(session=queries.digest_of(ended))
    if kept:
        found = found.exclude(session=queries.digest_of(kept))
    found.delete()


def forget_address(*, channel: str, key: str) -> None:
    """The push service says that nobody is there any more."""
    if channel == "push":
        Device.objects.filter(pk=key).delete()


def forget_unseen_devices() -> None:
    """Forget browsers that nobody has used for a long time."""
    Device.objects.filter(seen_at__lt=clock.now() - KEEP_UNSEEN).delete()
