"""Calls for help from a seat or a site (LIVE-12)."""
