"""Obstacles: what hinders a branch, from the raising to the branch's own word that it is settled."""
