"""The HTTP API (api.md): every app's router under one roof, errors in one shape."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from giaoban.approvals.api import router as approvals
from giaoban.calls.api import router as calls
from giaoban.consultations.api import router as consultations
from giaoban.desk.api import router as desk
from giaoban.discussion.api import router as discussion
from giaoban.documents.api import router as documents
from giaoban.floor.api import router as floor
from giaoban.guests.api import router as guests
from giaoban.hall.api import router as hall
from giaoban.kernel.errors import HouseError
from giaoban.kernel.messages import sentence, words_of
from giaoban.meetings.api import router as meetings
from giaoban.notify.api import router as notify
from giaoban.obstacles.api import router as obstacles
from giaoban.offline.api import router as offline
from giaoban.people.api import router as people
from giaoban.people.auth import AUTH
from giaoban.records.api import router as records
from giaoban.search.api import router as search
from giaoban.seating.api import router as seating
from giaoban.tasks.api import router as tasks
from giaoban.video.api import router as video
from giaoban.voting.api import router as voting

api = NinjaAPI(title="Giao ban", version="1", docs_url="/docs", urls_namespace="api", auth=AUTH)

# «records» before «meetings»: its «record.zip» would be taken for a paper of the kind «record»
ROUTERS = (
    people, approvals, documents, search, notify, tasks, obstacles, consultations, records, meetings, floor,
    discussion, guests, calls, seating, offline, voting, video, hall, desk,
)  # fmt: skip

for router in ROUTERS:
    api.add_router("", router)


def _answer(request: HttpRequest, status: int, code: str, message: str, details: dict[str, Any]) -> HttpResponse:
    return api.create_response(request, {"code": code, "message": message, "details": details}, status=status)


@api.exception_handler(HouseError)
def house_error(request: HttpRequest, error: HouseError) -> HttpResponse:
    """Say no in the shape of api.md."""
    return _answer(request, error.status, error.code, words_of(error), error.details)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Ask for a key or a session."""
    return _answer(request, 401, "kernel.sign_in", sentence("kernel.sign_in"), {})


@api.exception_handler(Throttled)
def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    """Say when to come back."""
    seconds = error.wait or 60
    details = {"seconds": seconds}
    response = _answer(request, 429, "kernel.too_many", sentence("kernel.too_many", details), details)
    response.headers["Retry-After"] = str(seconds)
    return response


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Put what ninja itself refuses (a missing CSRF token, broken JSON) into the shape of api.md."""
    code = "kernel.stale_page" if error.status_code == 403 else "kernel.bad_input"  # noqa: PLR2004 - HTTP's number
    return _answer(request, error.status_code, code, sentence(code), {})


@api.exception_handler(ValidationError)
def broken_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the fields that could not be read."""
    fields = {".".join(str(part) for part in fault["loc"]): fault["msg"] for fault in error.errors}
    return _answer(request, 400, "kernel.bad_input", sentence("kernel.bad_input"), {"fields": fields})
