"""The pages of meetings before the meeting."""
