"""Who is doing something, and in which hats."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final
from uuid import UUID

from giaoban.kernel.errors import Refused

NOWHERE: Final[frozenset[UUID]] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an act, with the facts that rules ask for. Built once a request by ``people``.

    ``scopes`` maps a role (ORG-4) to every unit it covers, sub-units included; ``units`` are the
    person's own; ``heads`` are units that the person leads as head or deputy (sub-units included);
    ``in_charge`` are units whose leader in charge the person is (ORG-3); ``stands_in_for`` are the
    people whose authority is delegated to this person now (ORG-7). A guest came to one meeting by a link (LIVE-11).
    ``via`` says in the audit book by which door the act came when nobody signed in for it: "link".
    """

    user_id: UUID | None
    label: str
    scopes: Mapping[str, frozenset[UUID]] = field(default_factory=lambda: MappingProxyType({}))
    units: frozenset[UUID] = NOWHERE
    heads: frozenset[UUID] = NOWHERE
    in_charge: frozenset[UUID] = NOWHERE
    stands_in_for: frozenset[UUID] = frozenset()
    acting_for_id: UUID | None = None
    request_id: str = ""
    address: str = ""
    is_guest: bool = False
    via: str = ""

    @property
    def person_id(self) -> UUID:
        """The person's id, for acts that only a signed-in person may do."""
        if self.user_id is None:
            raise Refused("kernel.sign_in")
        return self.user_id

    def is_person(self, user_id: UUID | None) -> bool:
        """Tell whether this is that very person."""
        return user_id is not None and user_id == self.user_id

    def answers_for(self, user_id: UUID | None) -> bool:
        """Tell whether this is that person, or holds that person's delegated authority now."""
        return self.is_person(user_id) or (user_id is not None and user_id in self.stands_in_for)

    def in_place_of(self, user_id: UUID | None) -> "Actor":
        """Return the actor as the audit book must name it when acting with that person's authority."""
        if user_id is None or user_id == self.user_id or user_id not in self.stands_in_for:
            return self
        return replace(self, acting_for_id=user_id)

    def has_role(self, role: str, unit_id: UUID | None = None) -> bool:
        """Tell whether the role is held over that unit, or over any unit when none is named."""
        covered = self.scopes.get(role, NOWHERE)
        return bool(covered) if unit_id is None else unit_id in covered


SYSTEM: Final = Actor(user_id=None, label="Hệ thống")
