"""Jobs of workers that were killed go back at once on the same machine, after the lease elsewhere."""

import os
import socket
import subprocess
import sys

import pytest

from giaoban.kernel import clock
from giaoban.ledger import jobs
from giaoban.ledger.models import Job

pytestmark = pytest.mark.django_db


def claimed_by(name):
    return Job.objects.create(name="x", claimed_at=clock.now(), claimed_by=name, tries=1)


def a_dead_pid():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


def test_what_the_dead_had_in_hand_is_free_again():
    job = claimed_by(f"{socket.gethostname()}:{a_dead_pid()}:1")
    assert jobs.free_claims_of_the_dead() == 1
    job.refresh_from_db()
    assert (job.claimed_at, job.claimed_by, job.tries) == (None, "", 1)
    assert jobs.claim().pk == job.pk


def test_the_living_and_other_machines_keep_theirs():
    claimed_by(jobs.whoami())
    claimed_by(f"elsewhere:{a_dead_pid()}:1")
    assert jobs.free_claims_of_the_dead() == 0
    assert jobs.claim() is None
    assert os.getpid() in {int(name.split(":")[1]) for name in Job.objects.values_list("claimed_by", flat=True)}
