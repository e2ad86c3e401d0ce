"""Whether the process lives, and whether the system can work."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when the process lives; depends on nothing remote."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, else 503 with what does not."""
    faults: dict[str, str] = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # whatever the driver raises, the answer is «not ready»
        faults["database"] = type(error).__name__
    return JsonResponse({"ready": not faults, "faults": faults}, status=503 if faults else 200)
