"""Whether the process lives, and whether the system can work."""

import time

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from giaoban.config.worker import pulse_file
from giaoban.documents.storage import storage

FRESH = 60  # seconds within which a living worker gives a sign


def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when the process lives; depends on nothing remote."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, storage and worker answer, else 503 with what does not."""
    faults: dict[str, str] = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # whatever the driver raises, the answer is «not ready»
        faults["database"] = type(error).__name__
    if settings.WORKER == "inside" and not _worker_lives():
        faults["worker"] = "silent"
    if not _storage_writes():
        faults["storage"] = "not writable"
    return JsonResponse({"ready": not faults, "faults": faults}, status=503 if faults else 200)


def _worker_lives() -> bool:
    try:
        return time.time() - pulse_file().stat().st_mtime < FRESH
    except FileNotFoundError:
        return False


def _storage_writes() -> bool:
    try:
        storage().check()
    except Exception:  # whatever a disk or an object store raises, papers cannot be kept now
        return False
    return True
