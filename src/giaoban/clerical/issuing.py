"""In whose name a unit's papers go out, and who signs them by which authority (R-30-09)."""

from django.db.models import Q

from giaoban.clerical.papers import Letterhead, Signature
from giaoban.people import queries as people
from giaoban.people.models import Appointment, Position, Unit, UnitKind, User


def issuer_of(unit: Unit) -> Unit:
    """Return the unit in whose name papers go out: the nearest with a symbol of its own."""
    while not unit.symbol and unit.parent:
        unit = unit.parent
    return unit


def issuer_signed_by(user: User, unit: Unit) -> Unit:
    """Return in whose name a paper of ``unit`` goes out that this person signs: the signer's own unit when above."""
    post = people.main_appointments([user.pk]).get(user.pk)
    own = post.unit if post else unit
    if own.kind.level == UnitKind.Level.LEADERSHIP and own.parent:
        own = own.parent
    above: Unit | None = unit
    while above is not None and above.pk != own.pk:
        above = above.parent
    return issuer_of(own if above else unit)


def letterhead_of(unit: Unit) -> Letterhead:
    """Return the agency block of an issuing unit's papers, without number and day."""
    superior = unit.superior or (unit.parent.name if unit.parent else "")
    return Letterhead(superior=superior, agency=unit.name, symbol=unit.symbol, place=unit.town)


def head_title(unit: Unit) -> str:
    """Return what the unit's head is called; heads sit in the unit itself or in its leaders' unit."""
    found = (
        Appointment.objects.filter(people.in_force(), position__authority="head")
        .filter(Q(unit=unit) | Q(unit__in=_leaders(unit)))
        .select_related("position")
        .order_by("position__rank")
        .first()
    )
    return found.position.name if found else ""


def signed_by(user: User, unit: Unit) -> Signature:
    """The head signs in the own name, a deputy for the head (KT.), whoever leads a part of it by order (TL.).

    A deputy who leads a part of it signs by order and for the head of that part: TL., then KT.
    """
    post = people.main_appointments([user.pk]).get(user.pk)
    title, head = (post.position.name if post else ""), head_title(unit)
    if post is None or title == head or not head:
        return Signature(title=title, name=user.full_name)
    if post.unit_id == unit.pk or post.unit in _leaders(unit):
        return Signature(title=title, name=user.full_name, capacity="KT.", authority=head)
    is_deputy = post.position.authority == Position.Authority.DEPUTY
    deputy_of = head_title(post.unit) if is_deputy else ""
    return Signature(title=title, name=user.full_name, capacity="TL.", authority=head, deputy_of=deputy_of)


def _leaders(unit: Unit) -> "list[Unit]":
    return list(Unit.objects.filter(parent=unit, kind__level=UnitKind.Level.LEADERSHIP, closed_on=None))
