"""The live meeting room: one page and one snapshot. It owns no table."""
