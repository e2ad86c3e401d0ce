"""The words across a page: who reads it, and when (DOC-5)."""

from django.utils import timezone

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor


def lines_for(by: Actor) -> list[str]:
    """Return the reader's name and the time, as they stand across the pages."""
    now = timezone.localtime(clock.now())
    return [by.label, now.strftime("%d/%m/%Y %H:%M")]


def copy_name(by: Actor) -> str:
    """Return the name under which this reader's copy of today is kept."""
    return f"{by.person_id}-{timezone.localtime(clock.now()):%Y%m%d}"
