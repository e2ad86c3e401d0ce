"""Obstacles, what was said on them, and the library of their answers."""

from giaoban.obstacles.models.library import AnswerTerm, Precedent
from giaoban.obstacles.models.obstacle import Coordination, Obstacle, ObstacleLine, YearCount

__all__ = ["AnswerTerm", "Coordination", "Obstacle", "ObstacleLine", "Precedent", "YearCount"]
