"""Who is where, when, and because of what."""
