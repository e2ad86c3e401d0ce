"""Who says which key is whose; who signs for whom."""

from uuid import UUID

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.people.models import Role
from giaoban.people.queries import is_system_admin


def may_keep_keys(by: Actor) -> Verdict:
    """Which key is whose is the system administrator's to say."""
    return YES if is_system_admin(by) else no("signing.only_administrators")


def may_sign_for_person(by: Actor, user_id: UUID | None) -> Verdict:
    """A person's key is used by that very person; who holds the authority of another signs with the own key."""
    return YES if by.is_person(user_id) else no("signing.only_the_person")


def may_sign_for_agency(by: Actor, unit_id: UUID) -> Verdict:
    """The agency's key is used by its Office, which keeps the seal."""
    return YES if by.has_role(Role.OFFICE_SECRETARY, unit_id) else no("signing.only_the_office")
