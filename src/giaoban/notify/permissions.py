"""Who may look after the mail."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.people.queries import is_system_admin


def may_retry(by: Actor) -> Verdict:
    """Administrators of the system send a letter again."""
    return YES if is_system_admin(by) else no("notify.only_administrators")


def may_set_channels(by: Actor) -> Verdict:
    """Administrators of the system lay down what goes by which channel, and what it may cost."""
    return YES if is_system_admin(by) else no("notify.only_administrators")
