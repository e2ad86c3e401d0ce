"""The tables of people: who, where, in which position, with which authority."""

from giaoban.people.models.account import ImportDraft, SignInGuard, StaffSession
from giaoban.people.models.authority import Delegation, LeaderInCharge, Role, RoleGrant
from giaoban.people.models.catalogue import CatalogueEntry, DayRule
from giaoban.people.models.groups import AttendeeGroup, GroupMember
from giaoban.people.models.identity import IdentityRules, IdentitySource, IdentityWord
from giaoban.people.models.units import Unit, UnitKind, UnitPeriod
from giaoban.people.models.users import ApiToken, Appointment, Position, User

__all__ = [
    "ApiToken",
    "Appointment",
    "AttendeeGroup",
    "CatalogueEntry",
    "DayRule",
    "Delegation",
    "GroupMember",
    "IdentityRules",
    "IdentitySource",
    "IdentityWord",
    "ImportDraft",
    "LeaderInCharge",
    "Position",
    "Role",
    "RoleGrant",
    "SignInGuard",
    "StaffSession",
    "Unit",
    "UnitKind",
    "UnitPeriod",
    "User",
]
