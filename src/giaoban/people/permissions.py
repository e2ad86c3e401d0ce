"""Who may keep units, people, roles and catalogues.

System administrators keep everything; unit administrators keep the people of their units and the units
below them, never accounts that hold more than they do. Everybody who signs in reads the directory.
"""

from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.people.models import ApiToken, AttendeeGroup, Delegation, Role, Unit
from giaoban.people.queries import Scope, is_system_admin


def may_keep_structure(by: Actor, parent_id: UUID | None) -> Verdict:
    """Create, rename, move, merge or close a unit below ``parent_id``."""
    if is_system_admin(by) or (parent_id is not None and by.has_role(Role.UNIT_ADMIN, parent_id)):
        return YES
    return no("people.only_administrators")


def may_keep_unit(by: Actor, unit_id: UUID | None) -> Verdict:
    """Change a unit's address and telephone, appoint and invite people there."""
    if is_system_admin(by) or (unit_id is not None and by.has_role(Role.UNIT_ADMIN, unit_id)):
        return YES
    return no("people.only_administrators")


def may_keep_person(by: Actor, scope: Scope) -> Verdict:
    """Change, lock or give a new password to a person: all of the person's units must be the actor's to keep.

    A unit administrator who could give a new password to a system administrator would be one.
    """
    if is_system_admin(by):
        return YES
    if not scope.units or not all(by.has_role(Role.UNIT_ADMIN, unit) for unit in scope.units):
        return no("people.only_administrators")
    return no("people.person_holds_more") if scope.roles else YES


def may_administer_system(by: Actor) -> Verdict:
    """Grant roles, keep positions, unit kinds and catalogues, import tables."""
    return YES if is_system_admin(by) else no("people.only_system_administrators")


def may_set_days(by: Actor) -> Verdict:
    """Set holidays and swap days: system administrators and the Office."""
    if is_system_admin(by) or by.has_role(Role.OFFICE_SECRETARY):
        return YES
    return no("people.only_office")


def may_put_in_charge(by: Actor, unit_id: UUID) -> Verdict:
    """Name the leader in charge of a unit: system administrators and the Office over that unit."""
    if is_system_admin(by) or by.has_role(Role.OFFICE_SECRETARY, unit_id):
        return YES
    return no("people.only_office")


def may_delegate(by: Actor, giver_id: UUID, holder_id: UUID) -> Verdict:
    """Give one's authority to another; an administrator may do it for others, but never to oneself."""
    if by.is_person(giver_id):
        return YES
    if is_system_admin(by):
        return no("people.not_to_yourself") if by.is_person(holder_id) else YES
    return no("people.only_the_giver")


def may_end_delegation(by: Actor, delegation: Delegation) -> Verdict:
    """The giver takes it back, the holder hands it back, an administrator ends it."""
    if by.is_person(delegation.giver_id) or by.is_person(delegation.holder_id) or is_system_admin(by):
        return YES
    return no("people.only_the_giver")


def may_keep_group(by: Actor, unit_id: UUID) -> Verdict:
    """Keep an attendee group of a unit: its leaders, its administrators, the Office."""
    keeps = by.has_role(Role.UNIT_ADMIN, unit_id) or by.has_role(Role.OFFICE_SECRETARY, unit_id)
    if keeps or unit_id in by.heads or is_system_admin(by):
        return YES
    return no("people.only_unit_keepers")


def may_revoke_token(by: Actor, token: ApiToken) -> Verdict:
    """A key is its owner's; an administrator may cut any."""
    return YES if by.is_person(token.user_id) or is_system_admin(by) else no("people.only_the_owner")


def may_read_book(by: Actor) -> Verdict:
    """The audit book is for system administrators and inspectors (ORG-6)."""
    if is_system_admin(by) or by.has_role(Role.INSPECTOR):
        return YES
    return no("people.only_book_readers")


def may_begin_staff_session(by: Actor) -> Verdict:
    """Administrators of the system or of a unit work in a session of their own."""
    if is_system_admin(by) or by.has_role(Role.UNIT_ADMIN):
        return YES
    return no("people.only_administrators")


def unit_abilities(by: Actor, unit: Unit) -> dict[str, Verdict]:
    """Return every verb of a unit page with its verdict."""
    return {
        "details": may_keep_unit(by, unit.pk),
        "structure": may_keep_structure(by, unit.parent_id),
        "create_below": may_keep_structure(by, unit.pk),
        "in_charge": may_put_in_charge(by, unit.pk),
    }


def group_abilities(by: Actor, group: AttendeeGroup) -> dict[str, Verdict]:
    """Return every verb of a group with its verdict."""
    return {"keep": may_keep_group(by, group.unit_id)}
