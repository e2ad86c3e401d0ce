"""Planning the phases in which branches come to meet online, and writing down what is ready (NET-7)."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.locks import lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.obstacles import queries as obstacles
from giaoban.reports import permissions, queries
from giaoban.reports.models import Phase, PhaseBranch

STEPS: Final[dict[str, Promise | str]] = {
    "line_on": _("Đường truyền"),
    "room_on": _("Phòng họp, thiết bị"),
    "training_on": _("Tập huấn"),
    "trial_on": _("Họp thử"),
}


@transaction.atomic
def keep_phase(
    *, name: str, starts_on: date | None, units: Sequence[UUID], by: Actor, note: str = "", phase_id: UUID | None = None
) -> Phase:
    """The Office plans a phase: from which day, which branches. A branch that was in another moves with what is ready.

    Repeat: the same facts change nothing.
    """
    require(permissions.may_keep_rollout(by))
    phase = lock_one(Phase.objects.filter(pk=phase_id)) if phase_id else Phase()
    if phase is None:
        raise NotFound
    _fill(phase, name, starts_on, note)
    wanted = set(obstacles.branches().filter(pk__in=list(units)).values_list("pk", flat=True))
    there = set(phase.branches.values_list("unit_id", flat=True)) if phase_id else set()
    old = Phase.objects.filter(pk=phase.pk, name=phase.name, starts_on=phase.starts_on, note=phase.note)
    if phase_id and there == wanted and old.exists():
        return phase
    phase.save()
    phase.branches.exclude(unit_id__in=wanted).delete()
    for unit_id in sorted(wanted):
        PhaseBranch.objects.update_or_create(unit_id=unit_id, defaults={"phase": phase})
    record(
        "reports.phase_kept", by=by, subject=phase, data={"day": f"{phase.starts_on:%d/%m/%Y}", "count": len(wanted)}
    )
    return phase


def _fill(phase: Phase, name: str, starts_on: date | None, note: str) -> None:
    faults: dict[str, str] = {}
    if not name.strip():
        faults["name"] = "reports.name_needed"
    elif Phase.objects.filter(name=name.strip()).exclude(pk=phase.pk).exists():
        faults["name"] = "reports.name_taken"
    if starts_on is None:
        faults["starts_on"] = "reports.day_needed"
    if faults or starts_on is None:
        raise Invalid(next(iter(faults.values())), fields=faults)
    phase.name, phase.starts_on, phase.note = name.strip()[:120], starts_on, note.strip()[:300]


@transaction.atomic
def mark_ready(*, unit_id: UUID, step: str, day: date | None, by: Actor) -> PhaseBranch:
    """The Office writes down the day on which something was ready at a branch, or takes it back (no day).

    Repeat: the same day changes nothing.
    """
    require(permissions.may_keep_rollout(by))
    if step not in STEPS:
        raise Invalid("reports.unknown_step")
    row = queries.lock_phase_branch(unit_id)
    if getattr(row, step) != day:
        setattr(row, step, day)
        row.save(update_fields=[step])
        words = f"{day:%d/%m/%Y}" if day else "–"
        record("reports.made_ready", by=by, subject=row, data={"step": str(STEPS[step]), "day": words})
    return row
