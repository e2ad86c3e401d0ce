"""After the closing: what becomes of each opinion (SLIP-2)."""

from typing import Final
from uuid import UUID

from django.db import transaction

from giaoban.consultations import permissions, queries
from giaoban.consultations.actions.told import tell
from giaoban.consultations.models import OpinionLine, Treatment
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Invalid, NotFound
from giaoban.kernel.rules import require

DONE: Final = {  # what is written down, as a sentence of its own: the reader's language is not the officer's
    Treatment.Kind.TAKEN: "consultations.taken_in",
    Treatment.Kind.PARTLY: "consultations.taken_in_partly",
    Treatment.Kind.EXPLAINED: "consultations.explained",
}


@transaction.atomic
def treat(*, consultation_id: UUID, line_id: UUID, kind: str, text: str, by: Actor) -> Treatment:
    """The officer says of one opinion whether it is taken in, in part, or why not (tiếp thu, giải trình).

    When: it is closed and its notice is not out. Repeat: the same words change nothing; others replace them.
    """
    consultation = queries.lock_consultation(consultation_id, by)
    require(permissions.may_treat(by, consultation))
    counting = consultation.slips.exclude(opinion=None).values("opinion_id")
    found = OpinionLine.objects.filter(pk=line_id, opinion_id__in=counting).select_related("opinion__slip__user")
    line = found.first()
    if line is None:
        raise NotFound
    said = text.strip()
    if kind not in Treatment.Kind.values:
        raise Invalid("consultations.treatment_needed", fields={"kind": "consultations.treatment_needed"})
    if kind != Treatment.Kind.TAKEN and not said:
        raise Invalid("consultations.explanation_needed", fields={"text": "consultations.explanation_needed"})
    there = Treatment.objects.filter(line=line).first()
    if there and (there.kind, there.text) == (kind, said):
        return there
    treatment = there or Treatment(line=line)
    treatment.kind, treatment.text, treatment.by_id, treatment.at = kind, said, by.person_id, clock.now()
    treatment.save()
    acting = by.in_place_of(consultation.officer_id)
    tell(DONE[Treatment.Kind(kind)], consultation, acting, asked_person=line.opinion.slip.user.full_name)
    return treatment
