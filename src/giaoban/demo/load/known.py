"""The rows of the agency by the names that the content uses: sign-in names and codes."""

from dataclasses import dataclass, field
from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.meetings.models import MeetingKind
from giaoban.people import queries
from giaoban.people.models import AttendeeGroup, CatalogueEntry, Unit, User


@dataclass
class Known:
    """Who and what is there already."""

    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    kinds: dict[str, MeetingKind] = field(default_factory=dict)
    groups: dict[str, AttendeeGroup] = field(default_factory=dict)
    paper_types: dict[str, CatalogueEntry] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def by(self, sign_in: str) -> Actor:
        """Return a person as an actor."""
        if sign_in not in self._actors:
            self._actors[sign_in] = queries.actor_of(self.users[sign_in], request_id="demo")
        return self._actors[sign_in]

    def user_id(self, sign_in: str) -> UUID:
        """Return a person's id."""
        return self.users[sign_in].pk

    def unit_id(self, code: str) -> UUID:
        """Return a unit's id."""
        return self.units[code].pk
