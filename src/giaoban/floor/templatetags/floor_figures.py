"""How figures of speaking are written."""

from django import template

register = template.Library()
MINUTE, HOUR = 60, 3600


@register.filter
def spoken(seconds: float) -> str:
    """Write a length of speaking as a clock shows it: 4:35, 1:12:05."""
    whole = round(seconds)
    hours, rest = divmod(whole, HOUR)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


@register.filter
def share(part: int, whole: int) -> float:
    """Return a part in hundredths of the whole."""
    return round(100 * part / whole, 1) if whole else 0.0
