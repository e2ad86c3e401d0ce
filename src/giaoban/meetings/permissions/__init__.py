"""Who may do what to a meeting."""

from giaoban.meetings.permissions.before import *  # noqa: F403 - one name space for every rule of the app
