"""One duty, one owner, one deadline."""
