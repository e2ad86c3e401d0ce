"""Claiming and running follow-up jobs: at least once, never two at a time, none forgotten after a crash."""

import logging
import os
import socket
import threading
import traceback
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from giaoban.kernel.clock import now
from giaoban.ledger import registry
from giaoban.ledger.models import Job, Schedule

LEASE: Final = timedelta(minutes=5)  # a worker that died gives its job back after this
BACKOFF: Final = (10, 60, 600, 3600)  # seconds before try 2, 3, 4, 5; then it waits for a person
KEEP_DONE: Final = timedelta(days=14)
_EPOCH = datetime.fromisoformat("1970-01-05T00:00:00+00:00")  # a Monday

log = logging.getLogger(__name__)


def whoami() -> str:
    """Return the name under which this thread claims jobs."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


def _waiting() -> Q:
    return Q(done_at=None, due_at__lte=now(), tries__lte=len(BACKOFF))


def _free() -> Q:
    return Q(claimed_at=None) | Q(claimed_at__lt=now() - LEASE)


def claim(lanes: tuple[str, ...] = ("main",)) -> Job | None:
    """Take one due job by a conditional UPDATE that repeats every condition; None when there is none."""
    conditions = _waiting() & _free() & Q(lane__in=lanes)
    for job in Job.objects.filter(conditions).order_by("-priority", "due_at")[:10]:
        won = Job.objects.filter(conditions, pk=job.pk).update(
            claimed_at=now(), claimed_by=whoami(), tries=F("tries") + 1
        )
        if won:
            job.refresh_from_db()
            return job
    return None


def renew(job: Job) -> None:
    """Say that a long job is still being worked on."""
    Job.objects.filter(pk=job.pk, done_at=None).update(claimed_at=now())


def free_claims_of_the_dead() -> int:
    """Give back what workers of this machine had in hand when they were killed; return how many jobs that were.

    The try counts, so that a job that kills its worker comes to rest. Machines that died are covered by the lease.
    """
    here = f"{socket.gethostname()}:"
    claimed = Job.objects.filter(done_at=None, claimed_at__isnull=False, claimed_by__startswith=here)
    dead = {name for name in claimed.values_list("claimed_by", flat=True).distinct() if not _lives(name)}
    return claimed.filter(claimed_by__in=dead).update(claimed_at=None, claimed_by="") if dead else 0


def _lives(worker: str) -> bool:
    try:
        os.kill(int(worker.split(":")[1]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def hasten(keys: str, priority: int) -> int:
    """Give waiting jobs whose unique key begins so another priority; return how many."""
    waiting = Job.objects.filter(unique_key__startswith=keys, done_at=None, claimed_at=None).exclude(priority=priority)
    return waiting.update(priority=priority)


def run(job: Job) -> bool:
    """Run one claimed job and write down how it ended. True when it is done."""
    try:
        registry.HANDLERS[job.name](job)
    except Exception as error:  # a worker survives whatever a handler raises
        log.exception("job %s failed", job)
        _put_back(job, error)
        return False
    Job.objects.filter(pk=job.pk).update(done_at=now(), error="", unique_key=None)
    return True


def _put_back(job: Job, error: Exception) -> None:
    asked = int(getattr(error, "wait_seconds", 0))  # a server that said when to come again
    wait = max(BACKOFF[min(job.tries, len(BACKOFF)) - 1], asked)
    words = "".join(traceback.format_exception_only(error)).strip()
    Job.objects.filter(pk=job.pk).update(
        claimed_at=None, claimed_by="", due_at=now() + timedelta(seconds=wait), error=words[:2000]
    )


def run_due(lanes: tuple[str, ...] = ("main",), limit: int = 10_000) -> int:
    """Run what is due until nothing is; return how many ran. Tests and the worker share this loop."""
    ran = 0
    while ran < limit and (job := claim(lanes)):
        run(job)
        ran += 1
    return ran


def stuck() -> "list[Job]":
    """Return jobs that used up their tries: the operator's page lists them."""
    return list(Job.objects.filter(done_at=None, tries__gt=len(BACKOFF)).order_by("due_at"))


def run_schedules() -> list[str]:
    """Run every scheduled job whose slot has not been run yet; return the names. Missed slots run once."""
    ran = []
    for every in registry.SCHEDULES.values():
        slot = _EPOCH + ((now() - _EPOCH) // every.length) * every.length
        if _claim_slot(every.name, slot):
            _run_slot(every)
            ran.append(every.name)
    return ran


def _claim_slot(name: str, slot: datetime) -> bool:
    with transaction.atomic():
        Schedule.objects.get_or_create(name=name)
        earlier = Q(last_slot=None) | Q(last_slot__lt=slot)
        return bool(Schedule.objects.filter(earlier, name=name).update(last_slot=slot))


def _run_slot(every: registry.Every) -> None:
    try:
        every.handler()
    except Exception as error:  # the next slot tries again; the operator's page shows this one
        log.exception("scheduled job %s failed", every.name)
        words = "".join(traceback.format_exception_only(error)).strip()
        Schedule.objects.filter(name=every.name).update(error=words[:2000])
    else:
        Schedule.objects.filter(name=every.name).update(last_done_at=now(), error="")


def prune() -> None:
    """Forget jobs that were done long ago."""
    Job.objects.filter(done_at__lt=now() - KEEP_DONE).delete()
