"""Who sends this request: the actor, in the person's language."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from giaoban.kernel.actor import Actor
from giaoban.kernel.ids import new_id
from giaoban.people import queries

if TYPE_CHECKING:
    from giaoban.people.models import User


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
        request.actor = SimpleLazyObject(lambda: _actor(request, request_id))  # type: ignore[attr-defined]
        language = getattr(request.user, "language", None) or translation.get_language_from_request(request)
        with translation.override(language if language in {"vi", "en"} else "vi"):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language or "vi")
        response.headers["X-Request-Id"] = request_id
        return response


def _actor(request: HttpRequest, request_id: str) -> Actor:
    address = request.META.get("REMOTE_ADDR") or ""
    if not request.user.is_authenticated:
        return Actor(user_id=None, label="", request_id=request_id, address=address)
    return queries.actor_of(request.user, request_id=request_id, address=address)
