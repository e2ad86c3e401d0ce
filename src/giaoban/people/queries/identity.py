"""Reading how agency accounts become people of the house."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import QuerySet

from giaoban.kernel.actor import Actor
from giaoban.kernel.folding import fold
from giaoban.people.identity.claims import Identity
from giaoban.people.models import IdentityRules, IdentitySource, IdentityWord, Position, Role, RoleGrant, Unit, User
from giaoban.people.queries.hats import in_force, root_unit

KEEPERS: Final = (Role.SYSTEM_ADMIN, Role.UNIT_ADMIN)
CLAIMS: Final = (
    "username_claim", "employee_code_claim", "email_claim", "full_name_claim", "unit_claim", "position_claim",
)  # fmt: skip
USUAL: Final = {  # what most services and directories call it; the administrator's page changes it
    IdentitySource.OIDC: {
        "username_claim": "preferred_username", "email_claim": "email", "full_name_claim": "name",
    },
    IdentitySource.LDAP: {"username_claim": "uid", "email_claim": "mail", "full_name_claim": "cn"},
}  # fmt: skip


def sources_in_use() -> list[IdentitySource]:
    """Return what this installation is joined to (docs/operate.md)."""
    there = {IdentitySource.OIDC: settings.OIDC_ISSUER, IdentitySource.LDAP: settings.LDAP_URL}
    return [source for source, address in there.items() if address]


def rules_of(source: str) -> IdentityRules:
    """Return the rules of a source; the usual ones, not yet stored, before an administrator has saved any."""
    found = IdentityRules.objects.select_related("default_position").filter(source=source).first()
    return found or IdentityRules(source=source, **USUAL[IdentitySource(source)])


def claims_of(rules: IdentityRules) -> list[str]:
    """Return the claims that the rules use, each once."""
    return list(dict.fromkeys(claim for name in CLAIMS if (claim := getattr(rules, name))))


def words_of(rules: IdentityRules) -> QuerySet[IdentityWord]:
    """Return the words of a source with what they mean."""
    return IdentityWord.objects.filter(rules__source=rules.source).select_related("unit", "position")


def linked_accounts(user_id: UUID) -> QuerySet[SocialAccount]:
    """Return the agency accounts that open this person's door."""
    found: QuerySet[SocialAccount] = SocialAccount.objects.filter(user_id=user_id).order_by("provider")
    return found


def keeps_the_system(user: User) -> bool:
    """Tell whether the person administers the system or a unit today."""
    return RoleGrant.objects.filter(in_force(), user=user, role__in=KEEPERS).exists()


def may_use_password(user: User) -> bool:
    """Tell whether the house's own password opens the door for this person: administrators always get in."""
    return settings.LOCAL_SIGN_IN == "all" or keeps_the_system(user)


def voice_of(source: str, by: Actor) -> Actor:
    """Return the actor that writes down what the source says: it may keep people, and signs with its own name."""
    root = root_unit()
    scopes = {Role.SYSTEM_ADMIN.value: frozenset({root.pk})} if root else {}
    return replace(
        by, user_id=None, label=str(IdentitySource(source).label), scopes=MappingProxyType(scopes), via=source
    )


@dataclass(frozen=True, slots=True)
class Post:
    """Where the source puts a person: what could be read, and the words that nobody has explained."""

    unit: Unit | None
    position: Position | None
    unknown: tuple[tuple[str, str], ...] = ()  # (kind, word)


def post_of(identity: Identity, rules: IdentityRules) -> Post:
    """Read unit and position: an explained word first, else the unit's code, the position's name."""
    words = {(row.kind, fold(row.word)): row for row in words_of(rules)}
    unit, position = None, None
    unknown: list[tuple[str, str]] = []
    for word in identity.values(rules.unit_claim):
        row = words.get((IdentityWord.Kind.UNIT, fold(word)))
        unit = (row.unit if row else None) or Unit.objects.filter(code__iexact=word).first()
        if unit:
            break
        unknown.append((IdentityWord.Kind.UNIT, word))
    for word in identity.values(rules.position_claim):
        row = words.get((IdentityWord.Kind.POSITION, fold(word)))
        position = (row.position if row else None) or _position_named(word)
        if position:
            break
        unknown.append((IdentityWord.Kind.POSITION, word))
    return Post(unit, position, tuple(unknown))


def _position_named(word: str) -> Position | None:
    return next((position for position in Position.objects.all() if fold(position.name) == fold(word)), None)
