"""The wall around a guest: the room of one meeting, and the papers that the desk opened. Nothing else exists."""

import re
from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from giaoban.guests import queries
from giaoban.guests.models import Guest
from giaoban.kernel.errors import NotFound
from giaoban.ui import errors

ID: Final = r"(?P<id>[0-9a-fA-F-]{32,36})"
ROOM: Final = re.compile(rf"^/phong-hop/{ID}/(diem-danh/.*)?$")
ROOM_API: Final = re.compile(rf"^/api/meetings/{ID}/(live|turns|messages|note|check-in|calls|presence)$")
OWN_API: Final = re.compile(r"^/api/(turns|messages|calls)/")  # their rules see no farther than the room
PAPER: Final = re.compile(rf"^/(api/documents|tai-lieu)/{ID}(/|$)")
ALWAYS: Final = ("/khach/", "/tai-khoan/logout/", "/quan-tri/ngon-ngu/", "/ui/mat-mang", "/healthz")


class GuestWall:
    """Answer 404 to a guest for every address but those of the own room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.is_guest or request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        guest = queries.guest_behind(user.pk)
        if request.path.startswith(ALWAYS) or (guest is not None and may_pass(request, guest)):
            return self.get_response(request)
        return errors.answer(request, NotFound())


def may_pass(request: HttpRequest, guest: Guest) -> bool:
    """Tell whether an address belongs to the room of this guest."""
    path = request.path
    if found := ROOM.match(path) or ROOM_API.match(path):
        return _uuid(found["id"]) == guest.meeting_id
    if OWN_API.match(path):
        return True
    if found := PAPER.match(path):
        document_id = _uuid(found["id"])
        return request.method in {"GET", "HEAD"} and document_id is not None and queries.may_read(guest, document_id)
    return False


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
