"""Who must say yes, in which order, and what they said."""
