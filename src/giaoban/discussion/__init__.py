"""What people write to each other in the room (LIVE-6)."""
