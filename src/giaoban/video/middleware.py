"""A site's screen is no person: it sees its meetings and nothing else of the house (NET-5)."""

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN: Final = re.compile(
    r"^/(diem-cau/.*|static/.*|healthz|readyz|tai-khoan/logout/"
    r"|api/meetings/[0-9a-f-]+/live|api/meetings/[0-9a-f-]+/line-tests|api/documents/[0-9a-f-]+/(pages/\d+\.webp|text))$"
)


class SiteScreenMiddleware:
    """Let a screen have the addresses that its page asks for; everything else is not there for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "site_id", None) and not request.path.startswith(settings.STATIC_URL):
            if request.path == "/":
                return redirect("video:site")
            if not OPEN.match(request.path):
                raise Http404
        return self.get_response(request)
