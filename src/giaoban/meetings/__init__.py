"""A meeting from plan to conclusions, papers included."""
