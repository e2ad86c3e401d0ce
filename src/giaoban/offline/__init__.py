"""Meetings that people take along on a device: the key, how long it holds, and what comes back from there (DOC-8)."""
