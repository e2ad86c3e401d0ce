"""The addresses of sign-in: django-allauth's, without those that make no sense in an agency."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, include, path, re_path

from giaoban.people.views import agency

# Accounts are made and passwords are given by administrators; there is no sign-up and no mail to confirm.
CLOSED = r"^(signup|email|confirm-email|password/set|password/reset|login/code|2fa/webauthn/signup)(/|$)"


def closed(_request: HttpRequest, *_args: str) -> NoReturn:
    """Say that there is no such page."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    re_path(CLOSED, closed),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("co-quan/", agency.begin, name="agency_login"),
    path("co-quan/tra-ve/", agency.come_back, name="agency_callback"),
]
