"""Fill a fresh database with one published meeting and signed-in people; print how to be them. Run with ``-m``."""
# ruff: noqa: E402 - Django is set up before anything that needs it is imported

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giaoban.config.settings")
django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from giaoban.hall.testing import a_room, guest
from giaoban.kernel.ids import new_id
from giaoban.meetings.models import Attendee, Meeting
from giaoban.people.models import User
from giaoban.people.testing import an, binh, chi, dung, the_agency


def session_of(user: User) -> str:
    """Sign a person in and return the cookie's value."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def many(meeting: Meeting, count: int) -> list[User]:
    """Invite so many more people, without a password nobody signs in with."""
    people = [User(id=new_id(), username=f"tai{n:05d}", full_name=f"Người dự {n}", password="!") for n in range(count)]
    User.objects.bulk_create(people, batch_size=500)
    unit = the_agency()
    Attendee.objects.bulk_create(
        [Attendee(meeting=meeting, user=user, unit=unit, place=100 + n) for n, user in enumerate(people)],
        batch_size=500,
    )
    return people


def main(count: int) -> None:
    """Make everything."""
    call_command("migrate", verbosity=0)
    meeting = a_room(items=12, papers=3)
    people = {"an": an(), "binh": binh(), "chi": chi(), "giang": guest(), "dung": dung()}
    people |= {user.username: user for user in many(meeting, count)}
    cast = {name: session_of(user) for name, user in people.items()}
    print(json.dumps({"cast": cast, "meeting": str(meeting.pk)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
