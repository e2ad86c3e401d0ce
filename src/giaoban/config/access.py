"""One line for each answered page: what was asked (the pattern, never the address itself), how it went, how long."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("giaoban.pages")


def access_log(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware. Addresses may hold codes and links that open doors, so their patterns are written."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = answer(request)
        match = request.resolver_match
        if match is not None and match.route != "healthz":
            took = round((time.perf_counter() - began) * 1000, 1)
            facts = {"method": request.method, "path": match.route, "status": response.status_code, "ms": took}
            log.info("%(method)s %(path)s %(status)s %(ms)s ms", facts, extra=facts)
        return response

    return middleware
