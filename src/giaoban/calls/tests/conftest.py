"""A running room, watched by chair, secretary, a site's head, a member and an outsider."""

from giaoban.guests.tests.conftest import running, watched

__all__ = ["running", "watched"]
