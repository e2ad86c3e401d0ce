"""What stands around every page: the rail, what runs now, unread notices, who I am."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from giaoban.ui.frame import Frame, Me


def frame(request: HttpRequest) -> dict[str, Any]:
    """Offer the frame to every template; it is computed only where a template asks for it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    if not request.user.is_authenticated:
        return Frame()
    return Frame(me=Me(name=str(request.user), key=str(request.user.pk)))
