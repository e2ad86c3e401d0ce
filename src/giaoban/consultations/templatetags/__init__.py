"""Template filters of consultations."""
