"""Giao Ban: briefings, paperless meetings and what follows from them."""
