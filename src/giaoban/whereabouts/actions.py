"""Writing where people are. Called by the owner of the fact, inside its transaction; the owner's record covers it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from giaoban.whereabouts.models import Stay

ACTIONS: dict[str, str] = {}


@transaction.atomic
def put(
    *,
    user_ids: Iterable[UUID],
    starts: datetime,
    ends: datetime,
    kind: str,
    subject_id: UUID,
    label: str,
    away: bool = False,
) -> None:
    """Say that these people, and nobody else, are there because of this fact.

    Repeat: replaces what was said of the fact before.
    """
    wanted = set(user_ids)
    Stay.objects.filter(kind=kind, subject_id=subject_id).exclude(user_id__in=wanted).delete()
    Stay.objects.bulk_create(
        [
            Stay(
                user_id=user_id,
                starts=starts,
                ends=ends,
                kind=kind,
                subject_id=subject_id,
                label=label[:200],
                is_away=away,
            )
            for user_id in sorted(wanted)
        ],
        update_conflicts=True,
        unique_fields=["user", "kind", "subject_id"],
        update_fields=["starts", "ends", "label", "is_away"],
    )


@transaction.atomic
def withdraw(*, kind: str, subject_id: UUID) -> None:
    """Say that the fact no longer takes anybody anywhere."""
    Stay.objects.filter(kind=kind, subject_id=subject_id).delete()
