"""How the house says no: JSON to programs and to our own scripts, a page that helps to people."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from giaoban.kernel.errors import HouseError, TooMany
from giaoban.kernel.messages import sentence, words_of
from giaoban.kernel.retry import away

PAGES = {403: "403", 404: "404", 409: "409", 422: "409", 429: "429"}
SEE_OTHER = HTTPStatus.SEE_OTHER


class HouseErrorMiddleware:
    """Turn Refused, Conflict, Invalid and NotFound into words for the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse a NUL in an address at the door: PostgreSQL cannot hold one, and nobody types one."""
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a house error; leave every other to Django."""
        return answer(request, error) if isinstance(error, HouseError) else None


def answer(request: HttpRequest, error: HouseError) -> HttpResponse:
    """Say no in the way the asker can use.

    A form that was sent from one of our pages goes back to that page with the words on top: the
    browser and <gb-autosave> still hold what was typed. A missing page is never gone back from.
    """
    if wants_json(request):
        return _json(error.status, error.code, words_of(error), error.details)
    back = _page_before(request)
    if request.method == "POST" and back and error.status not in {HTTPStatus.NOT_FOUND}:
        messages.error(request, words_of(error))
        return HttpResponseRedirect(back, status=SEE_OTHER)
    response = render(
        request,
        f"{PAGES.get(error.status, '400')}.html",
        {"words": words_of(error), "seconds": error.details.get("seconds")},
        status=error.status,
    )
    return _with_patience(response, error)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a program asks: the API, a script of ours (htmx included), or a client that says so."""
    return (
        request.path.startswith("/api/")
        or "HX-Request" in request.headers
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )


def _json(status: int, code: str, message: str, details: dict[str, object] | None = None) -> JsonResponse:
    return JsonResponse({"code": code, "message": message, "details": details or {}}, status=status)


def _page_before(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if referer and ours else ""


def _with_patience(response: HttpResponse, error: HouseError) -> HttpResponse:
    if isinstance(error, TooMany) and "seconds" in error.details:
        response.headers["Retry-After"] = str(error.details["seconds"])
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer what could not be read."""
    return _standard(request, 400, "kernel.bad_input")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer what Django itself refused."""
    return _standard(request, 403, "kernel.forbidden")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer what is not there, or not for this person to see."""
    return _standard(request, 404, "kernel.not_found")


def failed(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours. Touches neither the database nor the session: they may be what failed.

    A database that is busy, starting or out of reach is no fault of the program: 503, and to be tried again.
    """
    if away(sys.exc_info()[1]):
        return _database_away(request)
    if wants_json(request):
        return _json(500, "kernel.failed", sentence("kernel.failed"))
    return render(None, "500.html", {"request_id": request.headers.get("X-Request-Id", "")}, status=500)


def _database_away(request: HttpRequest) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response: HttpResponse
    if wants_json(request):
        response = _json(status, "kernel.busy", sentence("kernel.busy"))
    else:
        response = render(None, "500.html", {"busy": sentence("kernel.busy")}, status=status)
    response.headers["Retry-After"] = "2"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form whose secret was lost, mostly a page left open over night."""
    if wants_json(request):
        return _json(403, "kernel.stale_page", sentence("kernel.stale_page"))
    return render(request, "403_csrf.html", {"back": _page_before(request)}, status=403)


def _standard(request: HttpRequest, status: int, code: str) -> HttpResponse:
    if wants_json(request):
        return _json(status, code, sentence(code))
    return render(request, f"{status}.html", {"words": sentence(code)}, status=status)
