"""Agency accounts: whom they open the door for, who is made from them, which post they bring along (ORG-5)."""

from typing import Any
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, HouseError, Invalid, NotFound, Refused
from giaoban.kernel.locks import lock, lock_one
from giaoban.kernel.rules import require
from giaoban.ledger.record import record
from giaoban.people import permissions, queries
from giaoban.people.actions import checks
from giaoban.people.actions.users import assign_position, cut_off, invite_user
from giaoban.people.identity.claims import Identity
from giaoban.people.models import Appointment, IdentityRules, IdentitySource, IdentityWord, Position, Unit, User
from giaoban.people.queries.hats import in_force
from giaoban.people.queries.identity import Post

FLAGS = ("creates", "links_administrators")


@transaction.atomic
def enter_by_identity(*, identity: Identity, by: Actor) -> User:
    """Somebody whom the agency's service or directory has just identified comes in as the person that this is.

    The first time the account is tied to the person whom the rules match, or who is made when the rules say so;
    from then on the tie alone counts. Unit and position follow when they are mapped. Never tied by itself: an
    address that nobody vouches for, somebody who administers, a person who is tied to another account already.
    Repeat: the same account finds the same person; what is already so is not recorded again.
    """
    rules = _locked_rules(identity.source)
    post = queries.post_of(identity, rules)
    account = SocialAccount.objects.select_related("user").filter(provider=identity.source, uid=identity.uid).first()
    found = account.user if account else _matched(identity, rules)
    user = checks.lock_user(found.pk) if found else _made(identity, rules, post, by)
    if not user.is_active or user.is_guest or user.site_id:
        raise Refused("people.identity_locked", person=user.full_name)
    if account is None:
        _tie(user, identity, rules, by)
    _follow(user, post, identity.source, by)
    return user


def _locked_rules(source: str) -> IdentityRules:
    """Lock the source: two first sign-ins of one person wait for each other."""
    if not IdentityRules.objects.filter(source=source).exists():
        usual = queries.USUAL[IdentitySource(source)]
        IdentityRules.objects.get_or_create(source=source, defaults=usual)
    return lock(IdentityRules.objects.filter(source=source).select_related("default_position"))[0]


def _matched(identity: Identity, rules: IdentityRules) -> User | None:
    claim = rules.match_claim
    value = identity.value(claim)
    if rules.match == IdentityRules.Match.USERNAME:
        value = _without_domain(value, rules)
    if not value:
        raise Refused("people.identity_says_nothing", claim=claim)
    if rules.match == IdentityRules.Match.EMAIL and not identity.vouches_for_email(claim):
        raise Refused("people.identity_unverified_email")
    people = User.objects.filter(is_guest=False, site=None, **{f"{rules.match}__iexact": value})
    found = list(people[:2])
    if len(found) > 1:
        raise Refused("people.identity_ambiguous", value=value)
    return found[0] if found else None


def _without_domain(name: str, rules: IdentityRules) -> str:
    """Take the agency's own domain off a name; another domain's name is another name."""
    ending = f"@{rules.domain.lstrip('@')}".casefold()
    return name[: -len(ending)] if len(ending) > 1 and name.casefold().endswith(ending) else name


def _made(identity: Identity, rules: IdentityRules, post: Post, by: Actor) -> User:
    if not rules.creates:
        raise Refused("people.identity_unknown")
    position = post.position or rules.default_position
    if post.unit is None or position is None:
        raise Refused("people.identity_no_post")
    username = _without_domain(identity.value(rules.username_claim), rules)
    email = identity.value(rules.email_claim)
    user = invite_user(
        username=username,
        full_name=identity.value(rules.full_name_claim) or username,
        unit_id=post.unit.pk,
        position_id=position.pk,
        email=email if identity.vouches_for_email(rules.email_claim) else "",
        details={"employee_code": identity.value(rules.employee_code_claim)},
        by=queries.voice_of(identity.source, by),
    )
    user.must_change_password = False  # there is none
    user.save(update_fields=["must_change_password"])
    return user


def _tie(user: User, identity: Identity, rules: IdentityRules, by: Actor) -> None:
    if SocialAccount.objects.filter(provider=identity.source, user=user).exists():
        raise Refused("people.identity_other", person=user.full_name)
    if queries.keeps_the_system(user) and not rules.links_administrators:
        raise Refused("people.identity_administrator")
    SocialAccount.objects.create(provider=identity.source, uid=identity.uid, user=user)
    acting = queries.actor_of(user, request_id=by.request_id, address=by.address)
    data = {"source": identity.source, "matched": rules.match}
    record("people.identity_tied", by=acting, subject=user, data=data)


def _follow(user: User, post: Post, source: str, by: Actor) -> None:
    """Let the main position follow. What cannot be (a closed unit, a second head) is written down, and lets in."""
    main = Appointment.objects.filter(in_force(), user=user, is_main=True).select_related("unit", "position").first()
    unit = post.unit or (main.unit if main else None)
    position = post.position or (main.position if main else None)
    if unit is None or position is None or (main and (main.unit_id, main.position_id) == (unit.pk, position.pk)):
        return
    if Appointment.objects.filter(in_force(), user=user, unit=unit, position=position).exists():
        return
    voice = queries.voice_of(source, by)
    try:
        with transaction.atomic():
            assign_position(user_id=user.pk, unit_id=unit.pk, position_id=position.pk, by=voice)
    except (Conflict, Invalid) as refusal:
        data = {"unit": unit.code, "position": position.name, "why": refusal.code}
        record("people.identity_not_followed", by=voice, subject=user, data=data)


@transaction.atomic
def note_refused_identity(*, identity: Identity, refusal: HouseError, by: Actor) -> None:
    """Somebody whom the service or directory knows was not let in: the book says why, unknown words wait for a meaning.

    Repeat: each attempt is written down; a word waits once.
    """
    rules = _locked_rules(identity.source)
    for kind, word in queries.post_of(identity, rules).unknown:
        if not IdentityWord.objects.filter(rules=rules, kind=kind, word__iexact=word[:200]).exists():
            IdentityWord.objects.create(rules=rules, kind=kind, word=word[:200])
    data = {"why": refusal.code, "name": identity.value(rules.match_claim)[:120]}
    record("people.identity_refused", by=by, subject=rules, data=data)


@transaction.atomic
def save_identity_rules(*, source: str, values: dict[str, Any], by: Actor) -> IdentityRules:
    """A system administrator says which claims mean what, and whether unknown people are made.

    When: the claim that people are matched by is named; who is made has a unit.
    Repeat: what is already so is not recorded again.
    """
    require(permissions.may_administer_system(by))
    if source not in IdentitySource.values:
        raise NotFound
    rules = _locked_rules(source)
    wanted: dict[str, Any] = {name: str(values.get(name, "")).strip() for name in ("match", "domain", *queries.CLAIMS)}
    wanted |= {name: bool(values.get(name)) for name in FLAGS} | {"default_position": values.get("default_position")}
    changed = {name: value for name, value in wanted.items() if getattr(rules, name) != value}
    if not changed:
        return rules
    for name, value in changed.items():
        setattr(rules, name, value)
    _check_rules(rules)
    rules.save()
    record("people.identity_rules_saved", by=by, subject=rules, data={"new": {k: str(v) for k, v in changed.items()}})
    return rules


def _check_rules(rules: IdentityRules) -> None:
    if rules.match not in IdentityRules.Match.values:
        raise Invalid("kernel.bad_input", fields={"match": "kernel.bad_input"})
    if not rules.match_claim:
        raise Invalid("people.needed", fields={f"{rules.match}_claim": "people.needed"})
    if (
        rules.source == IdentitySource.OIDC
        and rules.match == IdentityRules.Match.EMAIL
        and rules.email_claim != "email"
    ):
        raise Invalid("people.identity_email_claim", fields={"email_claim": "people.identity_email_claim"})
    if rules.creates:
        for name in ("username_claim", "unit_claim"):
            if not getattr(rules, name):
                raise Invalid("people.needed", fields={name: "people.needed"})


@transaction.atomic
def save_identity_word(
    *, source: str, kind: str, word: str, unit_id: UUID | None = None, position_id: UUID | None = None, by: Actor
) -> IdentityWord:
    """A system administrator says which unit or position a word of the source means.

    Repeat: the same meaning is not recorded again; another one takes its place.
    """
    require(permissions.may_administer_system(by))
    checks.needed(word=word)
    meaning: dict[str, Unit | Position | None] = {"unit": None, "position": None}
    if kind == IdentityWord.Kind.UNIT and unit_id:
        meaning["unit"] = queries.lock_unit(unit_id)
    elif kind == IdentityWord.Kind.POSITION and position_id:
        meaning["position"] = checks.position_of(position_id)
    else:
        raise Invalid("people.needed", fields={kind: "people.needed"})
    rules = _locked_rules(source)
    row = lock_one(IdentityWord.objects.filter(rules=rules, kind=kind, word__iexact=word.strip()))
    row = row or IdentityWord(rules=rules, kind=kind, word=" ".join(word.split())[:200])
    if all(getattr(row, name) == value for name, value in meaning.items()):
        return row
    row.unit, row.position = meaning["unit"], meaning["position"]  # type: ignore[assignment]  # by its name above
    row.save()
    record("people.identity_word_saved", by=by, subject=row, data={"means": str(row.unit or row.position)})
    return row


@transaction.atomic
def drop_identity_word(*, word_id: UUID, by: Actor) -> None:
    """A system administrator takes a word off the list.

    Repeat: what is gone stays gone.
    """
    require(permissions.may_administer_system(by))
    row = lock_one(IdentityWord.objects.filter(pk=word_id))
    if row:
        record("people.identity_word_dropped", by=by, subject=row)
        row.delete()


@transaction.atomic
def untie_identity(*, user_id: UUID, by: Actor) -> None:
    """An administrator unties a person's agency accounts and ends the sessions; the next sign-in matches anew.

    Repeat: without an account nothing happens.
    """
    user = checks.lock_user(user_id)
    require(permissions.may_keep_person(by, queries.scope_of(user.pk)))
    tied = queries.linked_accounts(user.pk)
    if not tied:
        return
    sources = [account.provider for account in tied]
    tied.delete()
    cut_off(user)
    record("people.identity_untied", by=by, subject=user, data={"sources": sources}, topics=[(user.pk, "rights")])
