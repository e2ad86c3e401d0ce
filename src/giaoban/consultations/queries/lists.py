"""Lists of consultations: tabs, filters, order; one consultation with all that its page shows; what waits."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from giaoban.consultations.models import Consultation, OpinionSlip
from giaoban.consultations.queries.visible import leading, visible_consultations
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import NotFound
from giaoban.kernel.folding import fold
from giaoban.people import queries as people

State = Consultation.State
ACTIVE = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.OPEN, State.CLOSED, State.SIGNING)
SORTS: Final[dict[str, tuple[str, ...]]] = {
    "due": ("due_on", "-created_at"),
    "newest": ("-created_at",),
    "subject": ("folded",),
    "unit": ("unit__place", "-created_at"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked of a list. Empty text: not asked."""

    tab: str = "todo"  # todo | asked | mine | all
    state: str = ""  # a state, or active | late
    unit: str = ""
    text: str = ""
    sort: str = "newest"


def my_slips(by: Actor) -> QuerySet[OpinionSlip]:
    """Return the slips that are this person's to answer: asked, substitute, delegate, or today's head of the unit."""
    if by.user_id is None:
        return OpinionSlip.objects.none()
    mine = (
        Q(user_id__in=people.people_of(by))
        | Q(substitute_id=by.user_id)
        | Q(unit_id__in=leading(by, heads_only=True).values("unit_id"))
    )
    return OpinionSlip.objects.filter(mine, consultation__sent_at__isnull=False)


def waiting_slips(by: Actor) -> QuerySet[OpinionSlip]:
    """Return the slips that wait for this person's answer and may still be answered, the most pressing first."""
    waiting = my_slips(by).filter(opinion=None, consultation__state=State.OPEN, consultation__due_on__gte=clock.today())
    return waiting.select_related("consultation__unit", "user", "unit").order_by("consultation__due_on", "pk")


def to_move(by: Actor) -> QuerySet[Consultation]:
    """Return the officer's own consultations on which the officer has the next word."""
    if by.user_id is None:
        return Consultation.objects.none()
    missing = OpinionSlip.objects.filter(consultation=OuterRef("pk"), opinion=None)
    turn = Q(state__in=[State.APPROVED, State.CLOSED]) | (Q(state=State.DRAFT) & ~Q(remark=""))
    turn |= Q(state=State.OPEN) & (Q(due_on__lt=clock.today()) | ~Q(Exists(missing)))
    return for_list(Consultation.objects.filter(turn, officer_id__in=people.people_of(by))).order_by("due_on", "pk")


def _tab(by: Actor, tab: str) -> Q:
    if tab == "mine":
        return Q(officer_id__in=people.people_of(by))
    if tab == "asked":
        return Q(pk__in=my_slips(by).values("consultation_id"))
    if tab == "all":
        return Q()
    own = to_move(by).order_by().values("pk")
    return Q(pk__in=waiting_slips(by).order_by().values("consultation_id")) | Q(pk__in=own)


def narrowed(by: Actor, wanted: Wanted) -> QuerySet[Consultation]:
    """Return what the person may see, cut to what was asked for and put in order."""
    found = visible_consultations(by).filter(_tab(by, wanted.tab))
    if wanted.state == "active":
        found = found.filter(state__in=ACTIVE)
    elif wanted.state == "late":
        found = found.filter(state=State.OPEN, due_on__lt=clock.today())
    elif wanted.state in State.values:
        found = found.filter(state=wanted.state)
    if wanted.unit:
        found = found.filter(Q(("unit_id", people.uuid_of(wanted.unit))))
    for word in fold(wanted.text).split():
        found = found.filter(folded__contains=word)
    return in_order(found, wanted.sort)


def in_order(found: QuerySet[Consultation], sort: str) -> QuerySet[Consultation]:
    """Put consultations in order; what has no day comes last."""
    named, turned = sort.removeprefix("-"), sort.startswith("-")
    ordered = []
    for name in SORTS.get(named, SORTS["newest"]):
        column, down = F(name.removeprefix("-")), name.startswith("-") != turned
        ordered.append(column.desc(nulls_last=True) if down else column.asc(nulls_last=True))
    return found.order_by(*ordered, "pk")


def for_list(found: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Fetch with each consultation what its row shows, with how many were asked and how many answered."""
    slips = OpinionSlip.objects.filter(consultation=OuterRef("pk")).order_by().values("consultation")
    asked = slips.annotate(n=Count("pk")).values("n")
    answered = slips.filter(opinion__isnull=False).annotate(n=Count("pk")).values("n")
    return (
        found.select_related("unit", "officer")
        .defer("text", "folded", "notice", "result_note")
        .annotate(
            asked=Coalesce(Subquery(asked, output_field=IntegerField()), 0),
            answered=Coalesce(Subquery(answered, output_field=IntegerField()), 0),
        )
    )


def page_consultation(by: Actor, consultation_id: UUID) -> Consultation:
    """Return one visible consultation with what its page shows."""
    found = (
        visible_consultations(by)
        .filter(pk=consultation_id)
        .select_related("unit", "officer", "approver")
        .prefetch_related("questions")
        .first()
    )
    if found is None:
        raise NotFound
    return found
