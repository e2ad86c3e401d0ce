"""The way in with a name and password of the agency's directory, through the ordinary form (ORG-5)."""

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import HouseError
from giaoban.kernel.messages import words_of
from giaoban.people import actions, queries
from giaoban.people.identity import directory
from giaoban.people.identity.gateway import Unreachable
from giaoban.people.models import User

SILENT: Final = "directory_is_silent"  # the request's mark: nobody could be asked


class DirectoryBackend(ModelBackend):
    """Ask the directory; one action decides whom its answer makes of ours."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_said: Any
    ) -> User | None:
        """Return the person, None when name and password do not belong together; say why somebody known stays out."""
        if request is None:
            return None
        rules = queries.rules_of(directory.SOURCE)
        try:
            identity = directory.identify(username or "", password or "", queries.claims_of(rules))
        except Unreachable:
            setattr(request, SILENT, True)
            return None
        if identity is None:
            return None
        by = Actor(user_id=None, label="", address=request.META.get("REMOTE_ADDR", ""))
        try:
            return actions.enter_by_identity(identity=identity, by=by)
        except HouseError as refusal:
            actions.note_refused_identity(identity=identity, refusal=refusal, by=by)
            raise ValidationError(words_of(refusal), "identity") from refusal
