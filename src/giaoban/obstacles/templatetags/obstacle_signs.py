"""Template filters of obstacles."""

from django import template

from giaoban.obstacles.models import Obstacle
from giaoban.obstacles.shown import tone_of

register = template.Library()


@register.filter
def obstacle_tone(obstacle: Obstacle) -> str:
    """Return the tone of an obstacle's state; a late answer wins."""
    return tone_of(obstacle)
