"""The shape of people in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Schema


class SignIn(Schema):
    """Name and password of a person; ``code`` where a second factor is on."""

    username: str
    password: str
    code: str = ""


class Token(Schema):
    """The key, shown once."""

    token: str


class UnitOut(Schema):
    """A unit of today's tree."""

    id: UUID
    code: str
    name: str
    short_name: str
    kind: str
    level: str
    parent: UUID | None
    is_site: bool
    customs_code: str


class PositionOut(Schema):
    """A position that a person holds today."""

    unit: UUID
    unit_name: str
    position: str
    authority: str
    is_main: bool


class PersonOut(Schema):
    """A line of the directory."""

    id: UUID
    username: str
    name: str
    unit: str
    unit_id: UUID | None
    position: str
    phone: str
    email: str


class PeopleOut(Schema):
    """One page of the directory."""

    items: list[PersonOut]
    total: int
    page: int
    pages: int


class DelegationOut(Schema):
    """Authority given or held."""

    giver: str
    giver_id: UUID
    holder: str
    holder_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: str


class RoleOut(Schema):
    """A role over a unit."""

    role: str
    label: str
    unit: UUID
    unit_name: str


class Preferences(Schema):
    """What a person may choose of the own pages."""

    language: str | None = None
    theme: str | None = None


class Me(Schema):
    """Who I am: positions, roles, what is delegated to me and by me, now."""

    id: UUID
    username: str
    name: str
    email: str
    phone: str
    language: str
    theme: str
    units: list[UUID]
    positions: list[PositionOut]
    roles: list[RoleOut]
    delegations_held: list[DelegationOut]
    delegations_given: list[DelegationOut]
