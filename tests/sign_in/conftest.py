"""The agency's servers, started once."""

import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from giaoban.people.identity import directory, oidc
from tests.sign_in.directories import ROOT, ROOT_SECRET, Directory, slapd
from tests.sign_in.servers import SECRET, Service, oidc_service

SITE = "http://localhost:8000"


@pytest.fixture(scope="session")
def running_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for all tests."""
    with oidc_service(SITE, tmp_path_factory.mktemp("oidc") / "log") as found:
        yield found


@pytest.fixture
def joined(settings, running_service: Service) -> Iterator[Service]:
    """An installation that is joined to the service, in which nothing is spoilt."""
    running_service.break_by("")
    running_service.know()
    join(settings, running_service.issuer)
    yield running_service
    cache.clear()
    oidc.SERVICE.forget()


def join(settings, issuer: str) -> None:
    """Set what an operator sets."""
    cache.clear()
    oidc.SERVICE.forget()
    settings.SITE_URL = SITE
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_LABEL = issuer, "giaoban", "Tài khoản Cục"
    app = {
        "provider_id": "oidc", "name": "Tài khoản Cục", "client_id": "giaoban", "secret": SECRET,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }  # fmt: skip
    house = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**house, "APPS": [app]}}


@pytest.fixture(scope="session")
def running_directory() -> Iterator[Directory]:
    """One directory for all tests."""
    with slapd() as found:
        yield found


@pytest.fixture
def listed(settings, running_directory: Directory) -> Iterator[Directory]:
    """An installation that asks the directory: over ldaps, by search and bind."""
    directory.DIRECTORY.forget()
    cache.clear()
    settings.LDAP_URL, settings.LDAP_CA, settings.LDAP_TLS = running_directory.secure, running_directory.ca, "required"
    settings.LDAP_BIND_DN, settings.LDAP_PASSWORD, settings.LDAP_USER_DN = ROOT, ROOT_SECRET, ""
    settings.LDAP_BASE, settings.LDAP_FILTER = "dc=cuc,dc=example", "(&(objectClass=inetOrgPerson)(uid={}))"
    settings.AUTHENTICATION_BACKENDS = [settings.AUTHENTICATION_BACKENDS[0], settings.DIRECTORY_BACKEND]
    yield running_directory
    directory.DIRECTORY.forget()
    gc.collect()  # here, where it is known why a line may have been left open
