"""Where everybody sits: halls with seats, the seating of a meeting, name plates (LIVE-7)."""
