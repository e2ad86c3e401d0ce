"""The design system: templates, tags, styles."""
