"""OpenID Connect with PKCE, a nonce and a signature that is looked at: allauth's provider, made strict (ORG-5).

allauth trusts the identity token because it came over TLS from the service; here its signature, issuer,
audience, nonce and time are verified as well, and what the service says of the person must be of the same person.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from giaoban.people.identity.claims import Identity, stable_uid
from giaoban.people.identity.gateway import Gateway, Unreachable

SOURCE: Final = "oidc"
HINT: Final = "oidc_hint"  # the session's key of the token that the service wants to see at sign-out
KEPT: Final = 600  # seconds that the service's description of itself is believed
SKEW: Final = 60  # seconds that two clocks may differ
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
NEEDED: Final = ("iss", "sub", "aud", "exp", "iat")
SERVICE: Final = Gateway((requests.ConnectionError, requests.Timeout))


def discovery() -> dict[str, Any]:
    """Return what the service says of itself; kept for a while, and asked for shortly."""
    key = described_at()
    kept: dict[str, Any] | None = cache.get(key)
    if kept is None:
        kept = SERVICE.ask(_described)
        cache.set(key, kept, KEPT)
    return kept


def described_at() -> str:
    """Return the cache's key of the service's description."""
    return f"oidc:{settings.OIDC_ISSUER}"


def _described() -> dict[str, Any]:
    try:
        with get_adapter().get_requests_session() as session:
            reply = session.get(f"{settings.OIDC_ISSUER}/.well-known/openid-configuration")
            reply.raise_for_status()
            found: dict[str, Any] = reply.json()
    except (requests.HTTPError, ValueError) as fault:
        raise Unreachable(str(fault)) from fault
    if str(found.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
        raise Unreachable(f"{found.get('issuer')!r} answers instead")
    return found


def nonce_of(verifier: str) -> str:
    """Return the nonce that belongs to a PKCE verifier: both live in the session of one attempt."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"nonce:{verifier}".encode()).digest()).rstrip(b"=").decode()


def sign_out_url(hint: str) -> str:
    """Return where the service ends its own session, empty when it cannot or does not answer."""
    try:
        where = discovery().get("end_session_endpoint", "")
    except Unreachable:
        return ""
    back = settings.SITE_URL + reverse("account_login")
    said = {"id_token_hint": hint, "client_id": settings.OIDC_CLIENT_ID, "post_logout_redirect_uri": back}
    return f"{where}?{urlencode(said)}" if where else ""


def identity_of(login: SocialLogin) -> Identity:
    """Return what the service said in the form that it shares with a directory."""
    return Identity(SOURCE, login.account.uid, login.said)


class AgencyAdapter(OpenIDConnectOAuth2Adapter):
    """The talk with the service."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself."""
        return discovery()

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002 - allauth's signature
        """Return the one address that is registered with the service, whatever host was asked for."""
        return settings.SITE_URL + reverse("agency_callback")

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """Change the code into tokens; the verifier says which nonce the identity token must carry."""
        if not pkce_code_verifier:
            raise OAuth2Error("no verifier in the session")
        self.nonce = nonce_of(pkce_code_verifier)
        data: dict[str, Any] = SERVICE.ask(
            lambda: super(AgencyAdapter, self).get_access_token_data(request, app, client, pkce_code_verifier)
        )
        return data

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        """Verify who it is, ask for the rest."""
        id_token = kwargs["response"].get("id_token") or ""
        said = SERVICE.ask(lambda: self._verified(app, id_token))
        if "userinfo_endpoint" in self.openid_config:
            more = SERVICE.ask(lambda: self._fetch_user_info(token.token))
            if more.get("sub") != said["sub"]:
                raise OAuth2Error("userinfo is about somebody else")
            said = _together(said, more)
        login = self.get_provider().sociallogin_from_response(request, said)
        login.said, login.hint = said, id_token
        return login

    def _verified(self, app: Any, id_token: str) -> dict[str, Any]:
        config = self.openid_config
        try:
            header = jwt.get_unverified_header(id_token)
            with get_adapter().get_requests_session() as session:
                reply = session.get(config["jwks_uri"])
                reply.raise_for_status()
            keys = [key for key in jwt.PyJWKSet.from_dict(reply.json()).keys if key.public_key_use in {None, "sig"}]
            fitting = [key for key in keys if "kid" not in header or key.key_id == header["kid"]]
            said: dict[str, Any] = jwt.decode(
                id_token,
                key=fitting[0],
                algorithms=list(ALGORITHMS),
                audience=app.client_id,
                issuer=config["issuer"],
                leeway=SKEW,
                options={"require": list(NEEDED)},
            )
        except (jwt.PyJWTError, LookupError, TypeError, ValueError) as fault:
            raise OAuth2Error(f"identity token: {fault}") from fault
        if isinstance(said["aud"], list) and len(said["aud"]) > 1 and said.get("azp") != app.client_id:
            raise OAuth2Error("identity token: given to another party")
        if not constant_time_compare(str(said.get("nonce", "")), self.nonce):
            raise OAuth2Error("identity token: another attempt's nonce")
        return said


def _together(said: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Join both; an address and whether it was seen to be the person's come from the same mouth."""
    kept = {name: value for name, value in said.items() if not (name == "email_verified" and "email" in more)}
    return {**kept, **more, "iss": said["iss"]}


class AgencyProvider(OpenIDConnectProvider):
    """The agency's sign-in service."""

    oauth2_adapter_class = AgencyAdapter

    def get_pkce_params(self) -> dict[str, str]:
        """Return the challenge, and the nonce that hangs on the same secret."""
        made: dict[str, str] = generate_code_challenge()
        return {**made, "nonce": nonce_of(made["code_verifier"])}

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:  # noqa: ARG002 - allauth's signature
        """Ask for what the settings say, never for what an address says."""
        return list(settings.OIDC_SCOPES)

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:  # noqa: ARG002
        """Add nothing that an address says."""
        return {}

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """Return whom the issuer means, for ever."""
        return stable_uid(data["iss"], str(data["sub"]))

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - allauth's signature
        """Keep nothing of what was said: the person's own row is what the house knows."""
        return {}

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - allauth's signature
        """Fill nobody in: ``actions.identity`` does."""
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[Any]:  # noqa: ARG002 - allauth's signature
        """Keep no second list of addresses."""
        return []
