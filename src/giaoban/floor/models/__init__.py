"""Who speaks, and what the room looks at."""

from giaoban.floor.models.stage import Highlight, Stage
from giaoban.floor.models.turns import HELD, OPEN, Floor, Turn

__all__ = ["HELD", "OPEN", "Floor", "Highlight", "Stage", "Turn"]
