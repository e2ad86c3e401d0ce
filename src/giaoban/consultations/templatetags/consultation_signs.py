"""Template filters of consultations."""

from uuid import UUID

from django import template

from giaoban.consultations import shown
from giaoban.consultations.models import Consultation, OpinionLine
from giaoban.documents.queries import Paper

register = template.Library()


@register.filter
def consultation_tone(consultation: Consultation) -> str:
    """Return the tone of a state; a day that has passed wins."""
    return shown.tone_of(consultation)


@register.filter
def consultation_state(consultation: Consultation) -> str:
    """Return the state in words."""
    return shown.label_of(consultation)


@register.filter
def choice_tone(line: OpinionLine) -> str:
    """Return the tone of what was chosen."""
    return shown.CHOICE_TONES[line.choice]


@register.filter
def choice_icon(line: OpinionLine) -> str:
    """Return the sign of what was chosen: meaning is never by colour alone."""
    return shown.CHOICE_ICONS[line.choice]


@register.filter
def files_of(found: dict[UUID, list[Paper]], slip_id: UUID) -> list[Paper]:
    """Return the signed files of one slip."""
    return found.get(slip_id, [])
