"""Who sends this request: the actor, in the person's language; and what a person must do first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from giaoban.kernel.actor import Actor
from giaoban.kernel.ids import new_id
from giaoban.kernel.messages import sentence
from giaoban.people import queries
from giaoban.people.queries.account import BY_AGENCY

if TYPE_CHECKING:
    from giaoban.people.models import User

LANGUAGES = frozenset({"vi", "en"})
ALWAYS_OPEN = frozenset({"account_logout", "people:language", "healthz", "readyz"})
PASSWORD_PAGES = frozenset({"account_change_password"})


class HouseRequest(HttpRequest):
    """A request with its actor, as ``ActorMiddleware`` leaves it. For types only."""

    actor: Actor
    user: "User"


class ActorMiddleware:
    """Put ``request.actor`` on every request, computed when first asked for; speak the person's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = request.headers.get("X-Request-Id", "")[:64] or new_id().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request, request_id))  # type: ignore[attr-defined]
        asked = getattr(request.user, "language", None) or translation.get_language_from_request(request)
        language = asked if asked in LANGUAGES else "vi"
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        response.headers["X-Request-Id"] = request_id
        return response


def _actor(request: HttpRequest, request_id: str) -> Actor:
    address = request.META.get("REMOTE_ADDR") or ""
    if not request.user.is_authenticated:
        return Actor(user_id=None, label="", request_id=request_id, address=address)
    return queries.actor_of(request.user, request_id=request_id, address=address)


class FirstThingsMiddleware:
    """Before anything else: a new password where one was given, a second factor where the role asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not request.path.startswith(settings.STATIC_URL):
            # who came in by the agency's account has not used the password that is to be changed
            if request.user.must_change_password and BY_AGENCY not in request.session:
                return self._first(request, "people.change_password_first", "account_change_password")
            if _lacks_second_factor(request):
                return self._first(request, "people.set_up_second_factor", "mfa_index")
        return self.get_response(request)

    def _first(self, request: HttpRequest, code: str, page: str) -> HttpResponse:
        name = _name_of(request.path_info)
        second = page == "mfa_index" and (name.startswith("mfa_") or name == "account_reauthenticate")
        if name in ALWAYS_OPEN or name in PASSWORD_PAGES or second:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"code": code, "message": sentence(code), "details": {}}, status=403)
        url = reverse(page)
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": url})
        messages.warning(request, sentence(code))
        return HttpResponseRedirect(url)


def _name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def _lacks_second_factor(request: HttpRequest) -> bool:
    """Ask the database once a session; ``sign_in`` forgets the answer when a factor is removed."""
    if settings.SECOND_FACTOR == "off" or request.session.get("second_factor") == str(request.user.pk):
        return False
    by: Actor = request.actor  # type: ignore[attr-defined]
    if not queries.needs_second_factor(by):
        return False
    if not queries.has_second_factor(by.person_id):
        return True
    request.session["second_factor"] = str(request.user.pk)
    return False
