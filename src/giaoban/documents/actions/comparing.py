"""A replaced paper is compared with the one before it, so that readers need not wait for what changed."""

from giaoban.documents import comparisons
from giaoban.documents.models import Version
from giaoban.ledger.models import Job
from giaoban.ledger.record import enqueue


def compare_soon(version: Version) -> None:
    """Ask for the comparison of a new version with the one before it. In the caller's transaction."""
    if version.number > 1:
        key = f"documents.compare:{version.pk}:{version.scan_done}"
        enqueue("documents.compare", args={"version": str(version.pk)}, lane="papers", priority=-10, unique_key=key)


def compare_job(job: Job) -> None:
    """Compare the version that the job names with the newest readable one before it.

    Repeat: the outcome is there already.
    """
    version = Version.objects.get(pk=job.args["version"])
    earlier = (
        Version.objects.filter(document_id=version.document_id, number__lt=version.number, state=Version.State.READY)
        .order_by("-number")
        .first()
    )
    if earlier is not None and version.state == Version.State.READY:
        comparisons.between(earlier, version)
