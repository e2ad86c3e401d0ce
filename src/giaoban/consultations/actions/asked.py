"""Who is asked: people, heads of units, whole groups. One slip a person, whatever the ways to that person."""

from collections.abc import Iterable
from uuid import UUID

from giaoban.consultations.models import Consultation, OpinionSlip
from giaoban.kernel.errors import Invalid
from giaoban.people import queries as people
from giaoban.people.models import GroupMember, Unit

MOST_ASKED = 1_000


def write_slips(
    consultation: Consultation, people_ids: Iterable[UUID], unit_ids: Iterable[UUID], group_ids: Iterable[UUID]
) -> bool:
    """Let a draft ask exactly these; tell whether that changed anything."""
    named = list(unit_ids)
    _need_open(named)
    wanted = _wanted(list(people_ids), named, list(group_ids))
    if len(wanted) > MOST_ASKED:
        raise Invalid(
            "consultations.too_many_asked", most=MOST_ASKED, fields={"people": "consultations.too_many_asked"}
        )
    if wanted == list(consultation.slips.values_list("user_id", "unit_id")):
        return False
    consultation.slips.all().delete()
    OpinionSlip.objects.bulk_create(
        OpinionSlip(consultation=consultation, user_id=user_id, unit_id=unit_id, place=place)
        for place, (user_id, unit_id) in enumerate(wanted)
    )
    return True


def _wanted(people_ids: list[UUID], unit_ids: list[UUID], group_ids: list[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return (person, unit or none) in order: units by their place, then people by name."""
    for member in GroupMember.objects.filter(group_id__in=group_ids, group__is_active=True):
        if member.user_id:
            people_ids.append(member.user_id)
        elif member.unit_id:
            unit_ids.append(member.unit_id)
    found: dict[UUID, UUID | None] = {}
    for unit in people.open_units().filter(pk__in=unit_ids).order_by("place", "name"):
        found.setdefault(_head_of(unit), unit.pk)
    asked = people.members().filter(is_active=True, pk__in=people_ids).order_by("sort_name", "folded_name", "pk")
    for user in asked:
        found.setdefault(user.pk, None)
    return list(found.items())


def _head_of(unit: Unit) -> UUID:
    head = people.head_of(unit.pk)
    if head is None:
        code = "consultations.unit_without_head"
        raise Invalid(code, unit=unit.short_name, fields={"units": code})
    return head.pk


def _need_open(unit_ids: list[UUID]) -> None:
    """Refuse a unit that somebody named and that works no more; groups leave such units out by themselves."""
    closed = Unit.objects.filter(pk__in=unit_ids).exclude(closed_on=None).order_by("place", "name").first()
    if closed:
        code = "consultations.unit_closed"
        raise Invalid(code, unit=closed.short_name, fields={"units": code})


def settle_heads(consultation: Consultation) -> None:
    """Ask whoever heads each unit on the day of sending: the slips are written anew, one a person."""
    asked = list(consultation.slips.values_list("user_id", "unit_id"))
    by_name = [user_id for user_id, unit_id in asked if unit_id is None]
    write_slips(consultation, by_name, [unit_id for _user, unit_id in asked if unit_id], ())
