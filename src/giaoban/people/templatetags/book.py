"""Lines of the audit book in templates."""

from django import template

from giaoban.ledger.models import Entry
from giaoban.ledger.registry import sentence_of

register = template.Library()


@register.filter
def entry_sentence(entry: Entry) -> str:
    """Say who did what to which thing."""
    return sentence_of(entry)
