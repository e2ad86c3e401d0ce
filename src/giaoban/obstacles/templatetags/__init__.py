"""Template filters of obstacles."""
