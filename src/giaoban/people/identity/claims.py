"""What an agency's sign-in service or directory says about one person, whichever of the two it was."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

VOUCHED: Final = frozenset({True, "true", "True"})  # some services write the flag as text


@dataclass(frozen=True, slots=True)
class Identity:
    """One person as the other side knows them: ``uid`` never changes there, claims may."""

    source: str  # "oidc" or "ldap"
    uid: str
    claims: Mapping[str, Any]

    def values(self, name: str) -> list[str]:
        """Return every value of a claim as tidy text; a dotted name looks into objects."""
        found: Any = self.claims.get(name) if name else None
        if found is None and "." in name:
            found = self.claims
            for part in name.split("."):
                found = found.get(part) if isinstance(found, Mapping) else None
        several = found if isinstance(found, Sequence) and not isinstance(found, str | bytes) else [found]
        texts = [
            " ".join(str(one).split()) for one in several if isinstance(one, str | int) and one not in (True, False)
        ]
        return [text for text in texts if text]

    def value(self, name: str) -> str:
        """Return the first value of a claim, empty when nothing was said."""
        return next(iter(self.values(name)), "")

    def vouches_for_email(self, name: str) -> bool:
        """Tell whether whoever said it has seen that the address is this person's.

        A directory is kept by the agency. A service must say so itself, and says it of «email» only.
        """
        if self.source != "oidc":
            return True
        return name == "email" and self.claims.get("email_verified") in VOUCHED


def stable_uid(*parts: str) -> str:
    """Return a key of fixed length: another issuer's «sub» is another person."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
