"""What stands around every page: the rail, what runs now, unread notices, who I am."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def frame(request: HttpRequest) -> dict[str, Any]:
    """Offer the frame to every template; it is computed only where a template asks for it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    if not request.user.is_authenticated:
        return {"nav": [], "running": [], "unread": 0, "me": None, "banner": None}
    return {"nav": [], "running": [], "unread": 0, "me": request.user, "banner": None}
