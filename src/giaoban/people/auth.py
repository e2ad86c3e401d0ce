"""Who calls the API: a script with a key, or a page with its session (and then a CSRF token)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from giaoban.people import actions, queries
from giaoban.people.models import User


class Bearer(HttpBearer):
    """``Authorization: Bearer …`` with a key of ``POST /api/auth/token`` or of one's own page."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return the person behind a usable key and put the actor on the request."""
        found = actions.use_token(key=token)
        if found is None:
            return None
        request.user = found.user
        request.actor = queries.actor_of(  # type: ignore[attr-defined]
            found.user,
            request_id=getattr(request, "request_id", ""),
            address=request.META.get("REMOTE_ADDR", ""),
        )
        return found.user


class Session(APIKeyCookie):
    """The session of a signed-in page. Asked for its CSRF token only when there is a person to protect."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:  # noqa: ARG002 - ninja's signature
        """Return the signed-in person."""
        if not request.user.is_authenticated:
            return None
        if request.method not in {"GET", "HEAD", "OPTIONS"} and check_csrf(request):
            raise HttpError(403, "csrf")
        return request.user


AUTH = (Bearer(), Session())
