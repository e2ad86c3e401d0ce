"""House errors become a page that helps, or JSON."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from giaoban.kernel.errors import HouseError
from giaoban.kernel.messages import words_of


class HouseErrorMiddleware:
    """Turn Refused, Conflict, Invalid and NotFound into words for the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a house error; leave every other to Django."""
        if not isinstance(error, HouseError):
            return None
        return JsonResponse(
            {"code": error.code, "message": words_of(error), "details": error.details}, status=error.status
        )
