"""Is the very person in front of the screen now? Asked before acts that no open session alone may do."""

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest


def is_present(request: HttpRequest) -> bool:
    """Tell whether the person gave the password, a code or a passkey again in this session some minutes ago.

    A key for scripts proves nothing of the kind, and neither does signing in.
    """
    by_session = request.session.get(SESSION_KEY) == str(request.user.pk)
    return by_session and bool(get_reauthentication_flows(request.user)) and did_recently_reauthenticate(request)


def ask_presence(request: HttpRequest) -> None:
    """Send the person to prove it; what was asked for goes on by itself afterwards."""
    if not is_present(request):
        raise ReauthenticationRequired
