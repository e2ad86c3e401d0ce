"""How templates call somebody by position and unit."""

from typing import Any

from django import template

from giaoban.people import titles

register = template.Library()


@register.filter
def title_of(row: Any) -> str:
    """Return position and unit of an appointment, or of a row that kept both, as one short phrase."""
    return titles.joined(str(row.position), row.unit, short=True)
