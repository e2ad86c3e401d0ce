"""Who keeps the register. Who may *use* it is the rule of the paper that asks for a number."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no


def may_keep_register(by: Actor) -> Verdict:
    """The Office keeps the register: carries the paper book over, voids numbers."""
    return YES if by.has_role("office_secretary") else no("clerical.only_the_office")
