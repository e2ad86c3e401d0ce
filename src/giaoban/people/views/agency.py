"""To the agency's sign-in service and back."""

from typing import Any

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from giaoban.kernel.messages import sentence
from giaoban.people.identity import oidc
from giaoban.people.identity.gateway import Unreachable


@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Send the person to the service; where they wanted to go waits in the session."""
    return _talk(request, OAuth2LoginView, request.POST.get("next", ""))


@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Let in whom the service sends back."""
    return _talk(request, OAuth2CallbackView, "")


def _talk(request: HttpRequest, view: Any, wanted: str) -> HttpResponse:
    if not settings.OIDC_ISSUER:
        raise Http404
    adapter = oidc.AgencyAdapter(request, oidc.SOURCE)
    try:
        answer: HttpResponse = view.adapter_view(adapter)(request)
    except Unreachable:
        messages.error(request, sentence("people.identity_unreachable"))
        safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
        query = f"?{urlencode({'next': wanted})}" if wanted and safe else ""
        return redirect(f"{reverse('account_login')}{query}")
    return answer
