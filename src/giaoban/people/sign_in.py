"""Where django-allauth asks the house, and where the house hears what allauth did (ORG-5, ORG-6).

Signals are the library's own interface: all its receivers stand in this file, each calls one action.
"""

from typing import Any, ClassVar

import requests
from allauth.account import signals as account_signals
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa import signals as mfa_signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.signals import user_logged_out
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import HouseError
from giaoban.kernel.ids import new_id
from giaoban.kernel.messages import sentence, words_of
from giaoban.people import actions, queries
from giaoban.people.actions.sign_in import LIMIT
from giaoban.people.directory_backend import SILENT, DirectoryBackend
from giaoban.people.identity import directory, oidc
from giaoban.people.models import User
from giaoban.people.queries.account import BY_AGENCY

SAID: dict[str, Promise | str] = {
    "account/messages/logged_out.txt": _("Đã đăng xuất."),
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất."),
    "mfa/messages/totp_activated.txt": _("Đã bật ứng dụng xác thực."),
    "mfa/messages/totp_deactivated.txt": _("Đã tắt ứng dụng xác thực."),
    "mfa/messages/webauthn_added.txt": _("Đã thêm khóa bảo mật."),
    "mfa/messages/webauthn_removed.txt": _("Đã gỡ khóa bảo mật."),
    "mfa/messages/recovery_codes_generated.txt": _("Đã tạo bộ mã khôi phục mới; mã cũ không còn dùng được."),
}


class HouseAccountAdapter(DefaultAccountAdapter):
    """Sign-in as the house wants it: no sign-up, a lock-out that says how long, words of an office."""

    error_messages: ClassVar[dict[str, Promise | str]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản đang bị khóa. Hãy liên hệ quản trị hệ thống."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "enter_current_password": _("Mật khẩu hiện tại không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "incorrect_code": _("Mã xác thực không đúng hoặc đã dùng."),
        "invalid_login": _("Đăng nhập không thành công."),
        "too_many_login_attempts": _("Quá nhiều lần đăng nhập từ máy này. Hãy thử lại sau một phút."),
        "rate_limited": _("Thao tác quá nhanh. Hãy thử lại sau ít phút."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Say no: accounts are made by administrators."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a locked name, in words, before the password is even looked at."""
        username = str(credentials.get("username", ""))
        if minutes := queries.locked_minutes(username):
            raise ValidationError(sentence("people.locked", {"limit": LIMIT, "minutes": minutes}), "locked")
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Refuse a right password of a person who is to come in by the agency's account only."""
        user: User | None = super().authenticate(request, **credentials)
        if user is None and getattr(request, SILENT, False):
            raise ValidationError(sentence("people.identity_unreachable"), "silent")
        if user is None or user.backend == settings.DIRECTORY_BACKEND or queries.may_use_password(user):
            return user
        if settings.LDAP_URL and (same := DirectoryBackend().authenticate(request, **credentials)):
            same.backend = settings.DIRECTORY_BACKEND  # the passwords here and there are the same
            return same
        raise ValidationError(sentence("people.password_closed"), "closed")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure and write it down."""
        actions.note_failed_sign_in(username=str(credentials.get("username", "")), by=_nobody(request))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_args: Any, **kwargs: Any
    ) -> None:
        """Say it in our words; what we have no words for (greetings) is not said."""
        words = SAID.get(message_template or "") or kwargs.get("message")
        if words:
            messages.add_message(request, level, str(words))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the day after a forced change, back to one's own page after a chosen one."""
        return "/" if request.session.pop("forced_change", False) else reverse("people:me")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """End the session at the agency's service too: on a shared machine its button must not open again."""
        hint = request.session.get(oidc.HINT)
        there = oidc.sign_out_url(hint) if hint and settings.OIDC_SIGN_OUT else ""
        return there or str(super().get_logout_redirect_url(request))


class HouseSocialAdapter(DefaultSocialAccountAdapter):
    """The agency's service has said who somebody is: one action decides whom that makes of ours."""

    def get_requests_session(self) -> requests.Session:
        """Trust the agency's own authority when it has one."""
        session: requests.Session = super().get_requests_session()
        session.verify = settings.OIDC_CA or True
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Put the person on the sign-in, or say why nobody comes in."""
        identity, by = oidc.identity_of(sociallogin), _nobody(request)
        try:
            user = actions.enter_by_identity(identity=identity, by=by)
        except HouseError as refusal:
            actions.note_refused_identity(identity=identity, refusal=refusal, by=by)
            raise _back_to_sign_in(request, words_of(refusal), sociallogin.state) from refusal
        sociallogin.account = SocialAccount.objects.get(provider=identity.source, uid=identity.uid)
        sociallogin.user = user

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Say it in our words, on the page where one begins again."""
        del provider, exception
        code = "people.identity_cancelled" if error == AuthError.CANCELLED else "people.identity_failed"
        raise _back_to_sign_in(request, sentence(code), (extra_context or {}).get("state"))


def _back_to_sign_in(request: HttpRequest, words: str, state: Any) -> ImmediateHttpResponse:
    """Return to the sign-in page, which still knows where the person wanted to go."""
    messages.error(request, words)
    wanted = (state or {}).get("next")
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return ImmediateHttpResponse(redirect(f"{reverse('account_login')}{query}"))


class HouseMfaAdapter(DefaultMFAAdapter):
    """Second factors in the words of the house."""

    error_messages: ClassVar[dict[str, Promise | str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã xác thực không đúng hoặc đã dùng."),
        "cannot_delete_authenticator": _("Không thể tắt phương thức xác thực này."),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai lớp trước khi tạo mã khôi phục."),
    }

    def _get_user_identifier(self, user: User) -> str:
        return user.username


def _nobody(request: HttpRequest) -> Actor:
    return Actor(user_id=None, label="", request_id=_request_id(request), address=request.META.get("REMOTE_ADDR", ""))


def _actor(request: HttpRequest, user: User) -> Actor:
    address = request.META.get("REMOTE_ADDR", "")
    return queries.actor_of(user, request_id=_request_id(request), address=address)


def _request_id(request: HttpRequest) -> str:
    return request.headers.get("X-Request-Id", "")[:64] or new_id().hex


def _signed_in(request: HttpRequest, user: User, **said: Any) -> None:
    records = get_authentication_records(request, user)
    used = [str(record.get("provider") or record.get("type") or record.get("method")) for record in records]
    if agency := said.get("sociallogin"):
        request.session[BY_AGENCY] = agency.account.provider
        request.session[oidc.HINT] = agency.hint
    elif request.session.get(BACKEND_SESSION_KEY) == settings.DIRECTORY_BACKEND:
        request.session[BY_AGENCY] = directory.SOURCE
        used = [directory.SOURCE if one == "password" else one for one in used]
    actions.note_sign_in(user_id=user.pk, method="+".join(dict.fromkeys(used)), by=_actor(request, user))


def _signed_out(request: HttpRequest | None, user: User | None, **_: Any) -> None:
    if request is not None and user is not None:
        session = request.session.session_key
        actions.note_sign_out(user_id=user.pk, session_key=session, by=_actor(request, user))


def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    request.session["forced_change"] = user.must_change_password
    actions.note_password_changed(user_id=user.pk, session_key=request.session.session_key, by=_actor(request, user))


def _factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    actions.note_second_factor(user_id=user.pk, kind=str(authenticator.type), added=True, by=_actor(request, user))


def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    request.session.pop("second_factor", None)
    actions.note_second_factor(user_id=user.pk, kind=str(authenticator.type), added=False, by=_actor(request, user))


def _factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    actions.note_failed_sign_in(username=user.username, method="code", by=_nobody(request))


def connect() -> None:
    """Hear the library. Called once, when all apps are loaded."""
    account_signals.user_logged_in.connect(_signed_in)
    account_signals.password_changed.connect(_password_changed)
    user_logged_out.connect(_signed_out)
    mfa_signals.authenticator_added.connect(_factor_added)
    mfa_signals.authenticator_reset.connect(_factor_added)
    mfa_signals.authenticator_removed.connect(_factor_removed)
    mfa_signals.authentication_failed.connect(_factor_failed)
