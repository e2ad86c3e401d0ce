"""The shape of what the pages of meetings send."""
