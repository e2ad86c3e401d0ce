"""Turns people of a bench into three classes: assistants at the desk, guests by link, members. Run with ``-m``."""
# ruff: noqa: E402 - Django is set up before anything that needs it is imported

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giaoban.config.settings")
django.setup()

from giaoban.meetings.models import AssistantSecretary, Attendee, Meeting
from giaoban.people.models import User
from giaoban.people.testing import binh


def main(desk: int, guests: int) -> None:
    """The first are assistants, the next are guests, the others stay members."""
    people = list(User.objects.filter(username__startswith="tai").order_by("username"))
    meeting = Meeting.objects.get()
    AssistantSecretary.objects.bulk_create(
        [AssistantSecretary(meeting=meeting, user=user, appointed_by=binh()) for user in people[:desk]]
    )
    outside = [user.pk for user in people[desk : desk + guests]]
    User.objects.filter(pk__in=outside).update(is_guest=True)
    Attendee.objects.filter(user__in=outside).update(capacity=Attendee.Capacity.GUEST)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
