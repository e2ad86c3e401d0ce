"""Guests of one meeting, who come by a link and are admitted by the secretary (LIVE-11)."""
