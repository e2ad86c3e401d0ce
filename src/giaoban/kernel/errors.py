"""The ways in which the house says no. The edge (pages, API) turns each into words and a status."""

from typing import Any, ClassVar


class HouseError(Exception):
    """A refusal with a message key (see ``kernel.messages``) and the facts that the sentence names."""

    status: ClassVar[int] = 400

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Invalid(HouseError):
    """What was sent cannot be used; ``details["fields"]`` may map field names to message keys. HTTP 422."""

    status = 422


class Refused(HouseError):
    """The person may see the thing but may not do this to it. HTTP 403."""

    status = 403


class NotFound(HouseError):
    """Not there, or not for this person to see: the two are never told apart. HTTP 404."""

    status = 404

    def __init__(self, code: str = "kernel.not_found", **details: Any) -> None:
        super().__init__(code, **details)


class Conflict(HouseError):
    """The thing is no longer in a state in which this can be done. HTTP 409."""

    status = 409


class TooMany(HouseError):
    """Asked too often; ``details["seconds"]`` says when to come back. HTTP 429."""

    status = 429
