"""The agency's directory as the table that an import reads: compared, shown and applied in the same way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from allauth.socialaccount.models import SocialAccount

from giaoban.people import queries
from giaoban.people.identity.claims import Identity
from giaoban.people.models import IdentityRules, User


@dataclass(slots=True)
class Comparison:
    """Rows of the sheet of people, who is no longer there, and what could not become a row."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    gone: list[User] = field(default_factory=list)  # tied, but the directory knows them no more
    unplaced: list[Identity] = field(default_factory=list)  # new, and nobody knows in which unit


def compared(identities: Iterable[Identity], rules: IdentityRules) -> Comparison:
    """Return what the directory says of its people, in our words. People whom nobody asked for stay out."""
    found = Comparison()
    seen: set[str] = set()
    tied = {row.uid: row.user for row in SocialAccount.objects.filter(provider=rules.source).select_related("user")}
    for identity in identities:
        seen.add(identity.uid)
        user = tied.get(identity.uid) or _matched(identity, rules)
        if user is not None and not user.is_active:
            continue
        row = _row(identity, user, rules)
        if row:
            found.rows.append(row)
        elif user is None and rules.creates:
            found.unplaced.append(identity)
    found.gone = [user for uid, user in tied.items() if uid not in seen and user.is_active]
    return found


def _matched(identity: Identity, rules: IdentityRules) -> User | None:
    value = queries.match_value(identity, rules)
    people = list(queries.people_matching(rules, value)[:2]) if value else []
    return people[0] if len(people) == 1 else None


def _row(identity: Identity, user: User | None, rules: IdentityRules) -> dict[str, Any] | None:
    post = queries.post_of(identity, rules)
    main = queries.main_appointments([user.pk]).get(user.pk) if user else None
    unit = post.unit or (main.unit if main else None)
    position = post.position or (main.position if main else rules.default_position)
    if unit is None or position is None or (user is None and not rules.creates):
        return None
    username = user.username if user else queries.without_domain(identity.value(rules.username_claim), rules)
    return {
        "username": username,
        "full_name": identity.value(rules.full_name_claim) or (user.full_name if user else username),
        "employee_code": identity.value(rules.employee_code_claim),
        "email": identity.value(rules.email_claim),
        "unit": unit.code,
        "position": position.name,
    }
