"""What the demo agency consists of: data and pure functions. What loads it through actions is elsewhere.

Everything is deterministic: dates follow from the ``today`` that is passed in, choices from fixed seeds.
Long texts live in ``texts/*.toml``, by topic, so that one who does not program can correct them.
"""
